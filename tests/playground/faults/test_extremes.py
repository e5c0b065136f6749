"""Settings at the ends of their ranges: the window trains, or says why it does not."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from engine.events import Overshot, Recovered
from playground.driver import Driver
from playground.main_window import MainWindow
from playground.views.curves import Curves
from tests.playground.runs import small_text_run
from tests.playground.windows import open_window

ENDS = ("finished", "diverged")


@pytest.fixture
def window(look: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """Return the window on a small text."""
    with open_window(look, small_text_run(epochs=20)) as made:
        qtbot.waitUntil(lambda: made.session.survey is not None)
        yield made


def train(window: MainWindow, qtbot: QtBot, **changes: object) -> str:
    """Train with changed settings to the end; return how it ended."""
    window.session.set_config(window.session.config.changed(**changes))
    Driver(window).click("Train", QPushButton)
    qtbot.waitUntil(lambda: window.training.state in ENDS, timeout=20_000)
    return window.training.state


def test_a_diverged_run_keeps_good_weights_and_a_usable_chart(
    window: MainWindow, qtbot: QtBot
) -> None:
    """A learning rate of 1,000 without clipping: a sentence, finite weights, and a way on."""
    window.session.set_config(window.session.config.changed(optimizer="adamw"))
    changes = {"optimizer.learning_rate": 1000.0, "training.max_grad_norm": 0.0}
    state = train(window, qtbot, **changes)
    curves = window.findChild(Curves)
    checkpoint = window.session.checkpoint

    assert state == "diverged"
    assert checkpoint is not None
    assert all(np.isfinite(array).all() for array in checkpoint.weights.values())
    assert curves is not None
    assert np.isfinite(curves.measures["Perplexity"].series["train"].y).all()
    assert "Training diverged at epoch" in window.news._banner.accessibleName()
    Driver(window).click("Use 250 and go on")
    qtbot.waitUntil(lambda: window.training.state in ENDS, timeout=20_000)


@pytest.mark.parametrize(
    "changes",
    [
        {"model.dropout": 0.0},
        {"model.dropout": 0.99},
        {"model.hidden_size": 1, "model.embedding_size": 1},
        {"optimizer.learning_rate": 1000.0},
    ],
)
def test_the_ends_of_the_ranges_train(
    changes: dict[str, object], window: MainWindow, qtbot: QtBot
) -> None:
    """To the end, or to a sentence; no mistake of the program."""
    told: list[Overshot | Recovered] = []
    window.training.events_arrived.connect(
        lambda batch: told.extend(e for e in batch.others if isinstance(e, Overshot | Recovered))
    )
    state = train(window, qtbot, **changes)
    is_above = bool(told) and isinstance(told[-1], Overshot)

    assert window.training.report == ""
    assert window.news.place.isVisible() == (state == "diverged" or is_above)


def test_what_no_setting_allows_is_a_sentence(window: MainWindow, qtbot: QtBot) -> None:
    """A batch larger than the text can fill: Train ends in a banner, not in a traceback."""
    config = window.session.config.changed(**{"task.batch_size": 4096})
    window.session.set_config(config)
    window.training.train()
    qtbot.waitUntil(lambda: window.training.state == "idle" or bool(window.session.problem))

    said = window.news._banner.accessibleName() + window.session.problem
    assert said.strip().endswith(".")
    assert window.training.report == ""
