"""The lenses of the Train page, with a run behind them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engine import RunConfig
from engine.events import Evaluated, Inspected
from engine.presets import PRESETS
from playground.job import Job
from playground.pages.train import TrainPage
from playground.session import Session
from playground.training import Training
from playground.views.attention_map import AttentionMap
from playground.views.gradient_bars import GradientBars
from playground.views.unit_map import UnitMap
from tests.playground.pages.generate_models import named

TEXT = PRESETS["simple-rnnlm"].config.changed(
    **{"data.limit": 300, "model.hidden_size": 8, "training.epochs": 3000}
)
PAIRS = PRESETS["addition-reverse"].config.changed(
    **{
        "data.source": {"kind": "additions", "count": 200, "digits": 2},
        "task.batch_size": 20,
        "model.hidden_size": 8,
        "model.attention": "dot",
        "training.epochs": 3000,
    }
)


class Watched:
    """A Train page whose run goes on, and what it was asked for."""

    def __init__(self, config: RunConfig, preset: str, qtbot: QtBot) -> None:
        self.session = Session(config, preset)
        self.training = Training(self.session)
        self.page = TrainPage(self.session, self.training)
        qtbot.addWidget(self.page)
        self.page.resize(1200, 736)
        self.page.show()
        self.seen: list[str] = []
        self.evaluations = 0
        self.training.events_arrived.connect(self._take)
        self.session.start()
        qtbot.waitUntil(lambda: self.session.survey is not None, timeout=30_000)
        self.training.train()

    def _take(self, events: list[object]) -> None:
        self.evaluations += sum(isinstance(event, Evaluated) for event in events)
        self.seen += [event.view for event in events if isinstance(event, Inspected)]

    def choose(self, lens: str, qtbot: QtBot) -> None:
        """Click a lens."""
        qtbot.mouseClick(named(self.page, lens, QPushButton), Qt.MouseButton.LeftButton)

    def says(self, sentence: str) -> bool:
        """Whether a sentence can be read."""
        labels = self.page.findChildren(QLabel)
        return any(label.text() == sentence and label.isVisible() for label in labels)


@pytest.fixture(autouse=True)
def ended(look: QApplication) -> Iterator[None]:
    """All work is over after the test."""
    yield
    for job in look.findChildren(Job):
        assert job.close()


def test_only_the_lens_that_is_looked_at_asks(qtbot: QtBot) -> None:
    """None while the samples are on top; then the one that was chosen."""
    watched = Watched(TEXT, "simple-rnnlm", qtbot)
    qtbot.waitUntil(lambda: watched.evaluations > 2, timeout=30_000)
    assert watched.seen == []

    watched.choose("Gradients", qtbot)
    (bars,) = watched.page.findChildren(GradientBars)
    qtbot.waitUntil(lambda: bars.accessibleDescription() != "", timeout=30_000)
    watched.choose("Units", qtbot)
    (units,) = watched.page.findChildren(UnitMap)
    qtbot.waitUntil(lambda: "units" in watched.seen, timeout=30_000)

    assert units.isVisible()
    assert "attention" not in watched.seen


def test_a_paused_run_can_be_looked_into(qtbot: QtBot) -> None:
    """The answer comes without another update."""
    watched = Watched(TEXT, "simple-rnnlm", qtbot)
    watched.training.pause()
    qtbot.waitUntil(lambda: watched.session.checkpoint is not None, timeout=30_000)

    watched.choose("Units", qtbot)
    qtbot.waitUntil(lambda: watched.seen == ["units"], timeout=30_000)

    assert watched.training.state == "paused"


def test_attention_is_drawn_for_a_model_that_has_it(qtbot: QtBot) -> None:
    """With the answer under the map."""
    watched = Watched(PAIRS, "addition-reverse", qtbot)
    watched.choose("Attention", qtbot)
    (shown,) = watched.page.findChildren(AttentionMap)
    qtbot.waitUntil(lambda: "looked at" in shown.accessibleDescription(), timeout=30_000)

    assert watched.says("Where each answer character looks")


def test_a_model_without_attention_says_so_and_goes_on(qtbot: QtBot) -> None:
    """The engine's sentence stands in the card."""
    watched = Watched(TEXT, "simple-rnnlm", qtbot)
    watched.choose("Attention", qtbot)
    sentence = "This model has no attention. The preset “Attention” has."
    qtbot.waitUntil(lambda: watched.says(sentence), timeout=30_000)

    assert watched.training.state == "running"
