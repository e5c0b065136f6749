"""The cells are compared on equal terms, beside the user's own run."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.events import Evaluated
from engine.presets import PRESETS
from engine.run import train
from playground.cell_trial import CellTrial
from playground.job import Job
from playground.session import Session
from playground.training import Training

SMALL = PRESETS["simple-rnnlm"].config.changed(
    **{"data.limit": 300, "model.hidden_size": 8, "training.epochs": 2}
)


@pytest.fixture
def trial(look: QApplication, qtbot: QtBot) -> Iterator[CellTrial]:
    """A trial whose data are loaded."""
    session = Session(SMALL)
    training = Training(session)
    made = CellTrial(session, training)
    session.start()
    qtbot.waitUntil(lambda: session.survey is not None, timeout=30_000)
    yield made
    for job in look.findChildren(Job):
        assert job.close()
    training.deleteLater()


def test_every_cell_is_trained_and_looked_into(trial: CellTrial, qtbot: QtBot) -> None:
    """With the same settings otherwise; the user's model is left alone."""
    session = trial._session
    trial.start()
    qtbot.waitUntil(lambda: not trial.is_running, timeout=60_000)
    names = [record.name for record in session.runs.records]
    alone = [e for e in train(SMALL.changed(**{"model.cell": "lstm"})) if isinstance(e, Evaluated)]

    assert names == [f"Simple RNN, {cell}" for cell in ("RNN", "LSTM", "GRU")]
    assert [record.ending for record in session.runs.records] == ["finished"] * 3
    assert all(len(record.gradients) == 5 for record in session.runs.records)
    assert [e.valid for e in session.runs.records[1].evaluations] == [e.valid for e in alone]
    assert session.checkpoint is None
    assert session.config == SMALL


def test_a_trial_can_be_stopped(trial: CellTrial, qtbot: QtBot) -> None:
    """What was reported stays, and another one can begin."""
    session = trial._session
    session.set_config(SMALL.changed(**{"training.epochs": 5000}))
    trial.start()
    qtbot.waitUntil(lambda: bool(session.runs.records), timeout=60_000)
    assert trial.status.startswith("RNN, epoch ")

    trial.stop()

    assert not trial.is_running
    assert [record.ending for record in session.runs.records] == ["stopped"]
    assert trial.obstacle == ""


def test_a_model_without_cells_has_no_trial(trial: CellTrial) -> None:
    """The obstacle is told in a sentence."""
    trial._session.set_config(SMALL.changed(model={"kind": "window"}))

    assert trial.obstacle == "The model on Model has no recurrent cell to exchange."


def test_a_trial_gives_way_to_the_run(trial: CellTrial, qtbot: QtBot) -> None:
    """None can begin while it goes on; one that has begun waits, then ends its work."""
    session, training = trial._session, trial._training
    trial.start()
    training.train()
    assert trial.obstacle == "Pause the run that goes on first."

    qtbot.waitUntil(lambda: training.state == "finished", timeout=60_000)
    qtbot.waitUntil(lambda: not trial.is_running, timeout=60_000)

    assert len(session.runs.records) == 3
    assert trial.obstacle == ""


def test_what_goes_wrong_is_told(trial: CellTrial, qtbot: QtBot) -> None:
    """With the engine's sentence; the trial is over."""
    trial._session.set_config(SMALL.changed(**{"task.time_steps": 1000}))
    with qtbot.waitSignal(trial.failed, timeout=30_000) as signal:
        trial.start()

    assert signal.args[0].endswith(".")
    assert not trial.is_running
