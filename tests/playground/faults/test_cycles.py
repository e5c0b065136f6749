"""Starting and stopping again and again leaves nothing behind."""

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.job import Job
from playground.kept_runs import KeptRuns
from playground.main_window import MainWindow
from tests.playground.runs import small_text_run
from tests.playground.windows import open_window

ROOM = 30_000_000  # bytes that the process may grow by: caches fill, and memory is given back late
WARM_UP = 3  # cycles in which everything is made that stays


@pytest.fixture
def window(look: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Return the window on a run that does not end by itself, saving it."""
    with open_window(look, small_text_run(epochs=100_000), KeptRuns(tmp_path).own) as made:
        qtbot.waitUntil(lambda: made.session.survey is not None)
        made.show_tab("Train")
        yield made


def cycle(window: MainWindow, qtbot: QtBot, application: QApplication) -> None:
    """Train for a moment, stop, forget the run, and wait for its thread to end."""
    training = window.training
    training.train()
    with qtbot.waitSignal(training.events_arrived):
        pass
    training.stop()
    qtbot.waitUntil(lambda: training.state == "idle")
    training.restart()
    qtbot.waitUntil(lambda: not application.findChildren(Job))
    gc.collect()


def held(process: psutil.Process) -> tuple[int, int]:
    """Return how many threads and file handles the program has."""
    handles = process.num_fds() if hasattr(process, "num_fds") else len(process.open_files())
    return threading.active_count(), handles


def start_and_stop(window: MainWindow, qtbot: QtBot, application: QApplication, times: int) -> None:
    """Compare what the program holds before and after so many cycles."""
    process = psutil.Process()
    for _ in range(WARM_UP):
        cycle(window, qtbot, application)
    before, memory = held(process), process.memory_info().rss
    for _ in range(times):
        cycle(window, qtbot, application)

    assert held(process) == before
    assert process.memory_info().rss < memory + ROOM


def test_10_cycles_leave_nothing_behind(
    window: MainWindow, qtbot: QtBot, look: QApplication
) -> None:
    """Neither a thread nor a file handle, and no memory to speak of."""
    start_and_stop(window, qtbot, look, 10)


@pytest.mark.faults
def test_100_cycles_leave_nothing_behind(
    window: MainWindow, qtbot: QtBot, look: QApplication
) -> None:
    """The same, 100 times."""
    start_and_stop(window, qtbot, look, 100)
