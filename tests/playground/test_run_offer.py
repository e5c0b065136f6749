"""A run that was cut off is offered in the banner, and what is answered is done."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import engine
from engine.autosave import SLOTS
from engine.events import NotSaved, Progress, Saved, Summary
from engine.presets import PRESETS
from playground.driver import Driver
from playground.kept_runs import KeptRuns
from playground.main_window import MainWindow
from playground.run_offer import RunOffer
from playground.views.curves import Curves
from tests.playground.runs import small_text_run
from tests.playground.windows import open_window

CONFIG = small_text_run(epochs=4)
TITLE = PRESETS["simple-rnnlm"].title


def cut_off(folder: Path, step: int = 7, seconds: float = 130.0, *, closed: bool = False) -> None:
    """Leave a run as a program does that ends at some update."""
    runs = KeptRuns(folder)
    run = engine.kept(engine.train(CONFIG), runs.own / "0")
    next(event for event in run if isinstance(event, Progress) and event.step == step)
    run.close()
    then = time.time() - seconds
    for path in (runs.own / "0").iterdir():
        os.utime(path, (then, then))
    if closed:
        runs.close(runs.own / "0")


@pytest.fixture
def runs(tmp_path: Path) -> KeptRuns:
    """Return the folders of this program."""
    return KeptRuns(tmp_path)


@pytest.fixture
def window(look: QApplication, qtbot: QtBot, runs: KeptRuns) -> Iterator[MainWindow]:
    """Return the window on a small text, saving its runs."""
    with open_window(look, CONFIG, runs.own) as made:
        qtbot.waitUntil(lambda: made.session.survey is not None)
        yield made


@pytest.fixture
def offer(window: MainWindow, runs: KeptRuns) -> RunOffer:
    """Return what looks for runs."""
    made = RunOffer(runs, window.news, window.session, window.training, window)
    made.page_wanted.connect(window.show_tab)
    return made


def shown(window: MainWindow) -> str:
    """Return what the banner says."""
    return str(window.news._banner.accessibleName()) if window.news.place.isVisible() else ""


def offered(offer: RunOffer, window: MainWindow, qtbot: QtBot) -> str:
    """Look for a run; return what is offered."""
    offer.look()
    qtbot.waitUntil(window.news.place.isVisible, timeout=3000)
    return shown(window)


def test_what_was_cut_off_is_offered(
    offer: RunOffer, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Within three seconds: what, where and when, in a banner that holds nothing up."""
    cut_off(tmp_path)

    assert offered(offer, window, qtbot) == (
        f"A run of “{TITLE}” was interrupted at update 7, 2 minutes ago. "
        "Train goes on from there exactly."
    )


def test_resuming_goes_on_exactly(
    offer: RunOffer, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """The losses and the weights are those of a run in one go, and the curves begin at 1."""
    cut_off(tmp_path)
    offered(offer, window, qtbot)
    seen: list[object] = []
    window.training.events_arrived.connect(seen.extend)
    Driver(window).click("Resume", QPushButton)
    qtbot.waitUntil(lambda: window.training.state == "paused")
    curves = window.findChild(Curves)
    assert curves is not None
    drawn = curves.measures["Perplexity"].series["train"]
    assert drawn.x("update").tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert window.session.config == CONFIG
    assert window.rail.current() == 2
    window.training.train()
    qtbot.waitUntil(lambda: window.training.state == "finished", timeout=20_000)

    whole = list(engine.train(CONFIG))
    losses = [event.loss for event in whole if isinstance(event, Progress)]
    assert [event.loss for event in seen if isinstance(event, Progress)] == losses[7:]
    last = whole[-1]
    assert isinstance(last, Summary)
    checkpoint = window.session.checkpoint
    assert checkpoint is not None
    for name, weights in last.checkpoint.weights.items():
        np.testing.assert_array_equal(checkpoint.weights[name], weights)
    assert len(checkpoint.history) == len(losses)


def test_what_is_gone_on_with_and_saved_is_not_offered_again(
    offer: RunOffer, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """The old files stay until the new ones are there."""
    cut_off(tmp_path)
    offered(offer, window, qtbot)
    before = set(tmp_path.iterdir())
    Driver(window).click("Resume", QPushButton)
    qtbot.waitUntil(lambda: window.training.state == "paused")
    assert set(tmp_path.iterdir()) == before

    window.training.train()
    qtbot.waitUntil(lambda: window.training.state == "finished", timeout=20_000)
    folder = window.training.folder
    assert folder is not None
    assert set(tmp_path.iterdir()) == {folder.parent}
    assert (folder / SLOTS[0]).exists()


def test_discarding_removes_it(
    offer: RunOffer, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """Then nothing is offered any more."""
    cut_off(tmp_path)
    offered(offer, window, qtbot)
    Driver(window).click("Discard", QPushButton)

    assert shown(window) == ""
    assert not window.training.can_go_on
    assert len(list(tmp_path.iterdir())) == 1


def test_a_closed_run_is_offered_quietly(
    offer: RunOffer, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """A program that ended well warns of nothing."""
    cut_off(tmp_path, seconds=7300, closed=True)
    said = offered(offer, window, qtbot)

    assert said.startswith(f"The last run of “{TITLE}” ended at update 7, 2 hours ago.")
    assert window.news._banner.property("banner") == "note"


def test_a_run_that_cannot_be_read_is_told(
    offer: RunOffer, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    """A sentence for each file, and nothing to go on with."""
    cut_off(tmp_path)
    for path in tmp_path.rglob("*.safetensors"):
        path.write_bytes(path.read_bytes()[:100])
    said = offered(offer, window, qtbot)

    assert said.startswith("A run that was cut off cannot be read.")
    assert Driver(window).find_all("Resume") == []
    assert Driver(window).find("Discard")


def test_nobody_is_asked_who_trains_already(
    offer: RunOffer, window: MainWindow, runs: KeptRuns, qtbot: QtBot, tmp_path: Path
) -> None:
    """The run at hand comes first; the other is offered at the next start."""
    cut_off(tmp_path)
    window.training.train()
    qtbot.waitUntil(lambda: window.training.state == "finished", timeout=20_000)
    offer._offer([runs.find(lambda event: None)])

    assert shown(window) == ""


def test_a_full_disk_is_told_once_until_it_is_over(window: MainWindow) -> None:
    """One banner while saving fails; it goes when a saving succeeds."""
    window.training.events_arrived.emit([NotSaved(5, "The disk is full: free some space.")])
    assert shown(window) == (
        "The run could not be saved. The disk is full: free some space. Training goes on."
    )

    window.training.events_arrived.emit([Saved(9, "somewhere")])
    assert shown(window) == ""
