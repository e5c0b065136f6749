"""The one run is started, held, stopped and gone on with, and says so."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import engine
from engine.events import Evaluated, Progress, Sampled
from playground.session import Session
from playground.training import Training
from tests.playground.runs import small_text_run


class Record(QObject):
    """Keep all events of a run."""

    def __init__(self, training: Training) -> None:
        super().__init__()
        self.events: list[Any] = []
        self.sentences: list[str] = []
        training.events_arrived.connect(self.take)
        training.restart_needed.connect(self.tell)

    @Slot(list)
    def take(self, events: list[Any]) -> None:
        self.events += events

    @Slot(str)
    def tell(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def losses(self) -> list[float]:
        """Return the loss of every update in order."""
        return [event.loss for event in self.events if isinstance(event, Progress)]

    def steps(self) -> list[int]:
        """Return the number of every update in order."""
        return [event.step for event in self.events if isinstance(event, Progress)]


@pytest.fixture
def training(qapp: QApplication, qtbot: QtBot) -> Iterator[Training]:
    """Return a training on a small text."""
    made = Training(Session(small_text_run()))
    yield made
    assert made.close()


@pytest.fixture
def record(training: Training) -> Record:
    """Return the record of the training."""
    return Record(training)


def wait_for(qtbot: QtBot, training: Training, state: str) -> None:
    """Wait for a state."""
    qtbot.waitUntil(lambda: training.state == state, timeout=20_000)


def test_a_run_gives_the_same_numbers_as_the_engine_alone(
    training: Training, record: Record, qtbot: QtBot
) -> None:
    """Same config and seed, loss by loss, in the window and without one."""
    training.train()
    wait_for(qtbot, training, "finished")

    alone = [event.loss for event in engine.train(small_text_run()) if isinstance(event, Progress)]
    assert record.losses() == alone


def test_stopping_and_going_on_changes_no_number(
    training: Training, record: Record, qtbot: QtBot
) -> None:
    """Stop in the middle, train: the same losses as in one go, and no step twice."""
    training.step_update()
    wait_for(qtbot, training, "paused")
    training.stop()
    wait_for(qtbot, training, "idle")
    training.train()
    wait_for(qtbot, training, "finished")

    alone = [event.loss for event in engine.train(small_text_run()) if isinstance(event, Progress)]
    assert record.losses() == alone
    assert record.steps() == list(range(1, len(alone) + 1))


def test_a_step_is_one_update_or_the_rest_of_an_epoch(
    training: Training, record: Record, qtbot: QtBot
) -> None:
    """Then the run waits; the last epoch's end is the end of the run."""
    training.step_update()
    wait_for(qtbot, training, "paused")
    assert record.steps() == [1]

    training.step_epoch()
    wait_for(qtbot, training, "paused")
    assert [e.epoch for e in record.events if isinstance(e, Evaluated)] == [1.0]

    training.step_epoch()
    wait_for(qtbot, training, "paused")
    training.step_epoch()
    wait_for(qtbot, training, "finished")


def test_train_more_goes_on_for_as_many_epochs_again(
    training: Training, record: Record, qtbot: QtBot
) -> None:
    """After the last epoch Train doubles the plan, and then adds as many again."""
    for epochs in (3, 6, 9):
        training.train()
        wait_for(qtbot, training, "finished")
        assert [e.epoch for e in record.events if isinstance(e, Evaluated)][-1] == epochs


def test_a_finished_run_that_is_held_is_finished(
    training: Training, record: Record, qtbot: QtBot
) -> None:
    """Resumed after its last epoch it offers to train more, and makes no update by itself.

    What it says now is shown, for what it said before is gone.
    """
    training.train()
    wait_for(qtbot, training, "finished")
    checkpoint, before = training._session.checkpoint, len(record.events)
    assert checkpoint is not None

    training.adopt(checkpoint)
    training.hold()
    wait_for(qtbot, training, "finished")

    since = [type(event) for event in record.events[before:]]
    assert Progress not in since
    assert Sampled in since


def test_restart_begins_anew(training: Training, record: Record, qtbot: QtBot) -> None:
    """The weights are untrained again, and the first update is the same as before."""
    training.step_update()
    wait_for(qtbot, training, "paused")
    with qtbot.waitSignal(training.cleared):
        training.restart()
    assert training.state == "idle"

    training.step_update()
    wait_for(qtbot, training, "paused")
    first, again = record.losses()
    assert first == again


def test_live_settings_reach_the_run(training: Training, record: Record, qtbot: QtBot) -> None:
    """The learning rate of the next update is the new one."""
    training.step_update()
    wait_for(qtbot, training, "paused")
    training.change("optimizer.learning_rate", 0.5)
    training.step_update()
    qtbot.waitUntil(lambda: len(record.losses()) == 2)

    rates = [event.learning_rate for event in record.events if isinstance(event, Progress)]
    assert rates == [0.1, 0.5]


def test_settings_that_do_not_fit_the_weights_need_a_restart(
    training: Training, record: Record, qtbot: QtBot
) -> None:
    """It is said at once, Train does not start anything, and undoing the change takes it back."""
    session = training._session
    training.step_update()
    wait_for(qtbot, training, "paused")
    training.stop()
    wait_for(qtbot, training, "idle")
    session.set_config(session.config.changed(**{"model.hidden_size": 9}))
    (sentence,) = record.sentences
    assert sentence.startswith("The model has changed since this run began. Restart to train")

    training.train()
    assert training.state == "idle"
    session.undo()
    assert record.sentences[-1] == ""


def test_a_mistake_in_the_settings_is_one_sentence(qapp: QApplication, qtbot: QtBot) -> None:
    """A text too small for batch and time steps never starts in silence."""
    config = small_text_run().changed(**{"task.batch_size": 100, "task.time_steps": 35})
    training = Training(Session(config))
    with qtbot.waitSignal(training.failed) as told:
        training.train()

    assert "too few for one update" in told.args[0]
    assert training.state == "idle"
    assert training.report == ""


def test_closing_while_it_runs_ends_the_thread(
    training: Training, record: Record, qtbot: QtBot
) -> None:
    """Nothing more is heard."""
    training.train()
    qtbot.waitUntil(lambda: bool(record.events))
    assert training.close()
    heard = len(record.events)
    qtbot.wait(100)

    assert len(record.events) == heard
