"""A run of a day is drawn as quickly, by as few points and in the same room as one of a minute."""

import math
from collections.abc import Iterator

import psutil
import pytest
from PySide6.QtWidgets import QApplication, QGraphicsItem, QWidget
from pytestqt.qtbot import QtBot

from engine.events import Evaluated, Event, Progress, Started
from engine.score import Score
from playground.main_window import MainWindow
from playground.views.curves import Curves
from tests.playground.runs import small_text_run
from tests.playground.windows import open_window

A_DAY = 1_700_000  # updates
BATCH = 5_000
PER_EPOCH = 1_700
POINTS = 2_010  # of one line
FILLED = 100_000  # updates after which all lines have reached their capacity
ROOM = 20_000_000  # bytes for all that comes later


@pytest.fixture
def window(look: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """Return the window on the page that watches a run."""
    with open_window(look, small_text_run()) as made:
        qtbot.waitUntil(lambda: made.session.survey is not None)
        made.show_tab("Train")
        yield made


def started(updates: int) -> Started:
    """Return the first event of so long a run."""
    return Started(
        step=0, epoch=0.0, epochs=updates // PER_EPOCH, updates_per_epoch=PER_EPOCH, unit="words",
        counts={"train": 1000}, vocab_size=100, parameters=1000,
    )  # fmt: skip


def batch(first: int) -> list[Event]:
    """Return the events of some updates, with an evaluation where an epoch ends."""
    events: list[Event] = []
    for step in range(first, first + BATCH):
        loss = 3 + math.sin(step) / 10
        epoch, seconds = step / PER_EPOCH, step * 0.05
        events.append(Progress(step, epoch, loss, 0.2, 1.0, 1.0, 0.1, seconds, step * 10))
        if step % PER_EPOCH == 0:
            train, valid = (Score(split, "", loss, 0.2, 10, "words") for split in PARTS)
            events.append(Evaluated(step, epoch, train, valid, False, 0.1, seconds))
    return events


PARTS = ("train", "valid")


def count_of_things(window: MainWindow) -> tuple[int, int]:
    """Return how many widgets and how many drawn items there are."""
    curves = window.findChild(Curves)
    assert curves is not None
    items: list[QGraphicsItem] = [
        item for measure in curves.measures.values() for item in measure.chart.plot.items()
    ]
    return len(window.findChildren(QWidget)), len(items)


def watch(window: MainWindow, updates: int) -> None:
    """Show a run of so many updates; compare its end with what was there before."""
    curves = window.findChild(Curves)
    assert curves is not None
    training, process = window.training, psutil.Process()
    training.events_arrived.emit([started(updates)])
    things, memory = None, 0
    for first in range(1, updates, BATCH):
        training.events_arrived.emit(batch(first))
        if things is None and first > updates // 2:
            things = count_of_things(window)
        if not memory and first > min(FILLED, updates // 2):
            memory = process.memory_info().rss
    grown = process.memory_info().rss - memory

    assert count_of_things(window) == things
    for measure in curves.measures.values():
        for curve in (measure._raw, measure._smooth, measure._valid):
            assert len(curve.drawn[0]) <= POINTS
    lines = curves.measures["Perplexity"].series
    assert lines["train"].stands_for.sum() == updates
    assert len(lines["validation"]) == updates // PER_EPOCH
    assert grown < ROOM


def test_an_hour_is_drawn_by_few_points(window: MainWindow) -> None:
    """70,000 updates: no widget and no drawn item more at its end than in its middle."""
    watch(window, 70_000)


@pytest.mark.faults
def test_a_day_is_drawn_by_few_points(window: MainWindow) -> None:
    """1.7 million updates, and 1,000 evaluations."""
    watch(window, A_DAY)
