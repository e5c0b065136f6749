"""What runs report is written down, once each."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine import RunConfig
from engine.events import Evaluated
from engine.presets import PRESETS
from engine.requests import Inspect
from engine.run import train
from playground.job import Job
from playground.recorder import Recorder, run_name
from playground.run_record import RunRecord
from playground.session import Session
from playground.training import Training


def small(epochs: int = 2) -> RunConfig:
    """Return a run that is over in a moment."""
    return PRESETS["simple-rnnlm"].config.changed(
        **{"data.limit": 300, "model.hidden_size": 8, "training.epochs": epochs}
    )


@pytest.fixture
def training(look: QApplication, qtbot: QtBot) -> Iterator[Training]:
    """A training whose runs are written down; its data are loaded."""
    session = Session(small())
    made = Training(session)
    Recorder(session, made, made)
    session.start()
    qtbot.waitUntil(lambda: session.survey is not None, timeout=30_000)
    yield made
    for job in look.findChildren(Job):
        assert job.close()


def records(training: Training) -> tuple[RunRecord, ...]:
    """Return what was written down."""
    session: Session = training._session
    return session.runs.records


def finish(training: Training, qtbot: QtBot) -> None:
    """Train to the end."""
    training.train()
    qtbot.waitUntil(lambda: training.state == "finished", timeout=30_000)


def test_a_run_is_listed_with_all_its_evaluations(training: Training, qtbot: QtBot) -> None:
    """They are those that training alone reports."""
    finish(training, qtbot)
    (record,) = records(training)
    alone = [event for event in train(small()) if isinstance(event, Evaluated)]

    assert [e.valid for e in record.evaluations] == [e.valid for e in alone]
    assert record.ending == "finished"
    assert record.config == small()
    assert record.preset == "Simple RNN"


def test_training_more_goes_on_with_the_record(training: Training, qtbot: QtBot) -> None:
    """A restart begins another one; the first stays as it ended."""
    finish(training, qtbot)
    finish(training, qtbot)
    assert [len(record.evaluations) for record in records(training)] == [4]
    assert records(training)[0].config.training.epochs == 4

    training.restart()
    finish(training, qtbot)
    assert [len(record.evaluations) for record in records(training)] == [4, 2]
    assert [record.ending for record in records(training)] == ["finished", "finished"]


def test_a_run_that_was_never_evaluated_is_not_listed(training: Training, qtbot: QtBot) -> None:
    """There is nothing to compare."""
    training.step_update()
    qtbot.waitUntil(lambda: training.state == "paused", timeout=30_000)
    training.stop()
    qtbot.waitUntil(lambda: training.state == "idle", timeout=30_000)

    assert records(training) == ()


def test_a_run_that_is_stopped_says_so(training: Training, qtbot: QtBot) -> None:
    """And keeps what it has reported."""
    training.step_epoch()
    qtbot.waitUntil(lambda: training.state == "paused", timeout=30_000)
    training.stop()
    qtbot.waitUntil(lambda: training.state == "idle", timeout=30_000)
    (record,) = records(training)

    assert (record.ending, record.epochs) == ("stopped", 1.0)


def test_gradients_are_kept_when_they_were_looked_at(training: Training, qtbot: QtBot) -> None:
    """As plain numbers, one for each time step."""
    training.step_epoch()
    qtbot.waitUntil(lambda: training.state == "paused", timeout=30_000)
    training.ask(Inspect("gradients"))
    qtbot.waitUntil(lambda: bool(records(training)[0].gradients), timeout=30_000)
    (record,) = records(training)

    assert len(record.gradients) == 5
    assert all(isinstance(norm, float) and norm > 0 for norm in record.gradients)


def test_a_model_that_is_opened_brings_its_curve(training: Training, qtbot: QtBot) -> None:
    """From its history; going on adds to it."""
    *_, summary = train(small())
    training.adopt(summary.checkpoint)  # type: ignore[attr-defined]
    (record,) = records(training)
    assert (record.ending, len(record.evaluations)) == ("opened", 2)

    training._session.set_config(small(epochs=3))
    training.step_epoch()
    qtbot.waitUntil(lambda: training.state in ("paused", "finished"), timeout=30_000)
    assert len(records(training)) == 1
    assert len(record.evaluations) == 3


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "Simple RNN"),
        ({"model.hidden_size": 80}, "Simple RNN, hidden size 80"),
        ({"model.hidden_size": 80, "model.cell": "gru"}, "Simple RNN, GRU"),
        ({"optimizer": "adam"}, "Simple RNN, Adam"),
        ({"seed": 5, "training.epochs": 3}, "Simple RNN"),
    ],
)
def test_a_run_is_called_by_what_is_special(changes: dict[str, object], name: str) -> None:
    """The preset's title, and what is most different from the preset."""
    assert run_name(PRESETS["simple-rnnlm"].config.changed(**changes), "simple-rnnlm") == name
