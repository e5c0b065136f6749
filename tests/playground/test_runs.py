"""The runs of a session keep their names apart."""

import pytest

from engine.presets import PRESETS
from playground.run_record import RunRecord
from playground.runs import Runs
from tests.playground.views.lens_events import evaluated


def record(name: str = "LSTM") -> RunRecord:
    """Return a run that has reported nothing yet."""
    return RunRecord(name, "LSTM", "A text", PRESETS["simple-rnnlm"].config)


@pytest.fixture
def runs() -> Runs:
    """Three runs that all wanted the same name."""
    made = Runs()
    for _ in range(3):
        made.add(record())
    return made


def names(runs: Runs) -> list[str]:
    """Return the names, the oldest run first."""
    return [one.name for one in runs.records]


def test_equal_names_are_numbered(runs: Runs) -> None:
    """Also one that the user gives; a blank name is no name."""
    assert names(runs) == ["LSTM", "LSTM 2", "LSTM 3"]

    first, second, third = runs.records
    runs.rename(first, "Wide")
    runs.rename(second, "  Wide ")
    runs.rename(third, "   ")
    assert names(runs) == ["Wide", "Wide 2", "LSTM 3"]


def test_its_own_name_is_free(runs: Runs) -> None:
    """Typing the same name again changes nothing."""
    runs.rename(runs.records[1], "LSTM 2")

    assert names(runs) == ["LSTM", "LSTM 2", "LSTM 3"]


def test_a_run_can_be_forgotten(runs: Runs) -> None:
    """Its name is free again."""
    runs.remove(runs.records[0])
    runs.add(record())

    assert names(runs) == ["LSTM 2", "LSTM 3", "LSTM"]


def test_a_record_tells_its_best_evaluation() -> None:
    """The last one that was the best so far, and how long it all took."""
    made = record()
    assert (made.best, made.score, made.epochs, made.seconds) == (None, None, 0.0, 0.0)

    made.evaluations = [evaluated(10, 2.0), evaluated(20, 1.0), evaluated(30, 3.0, best=False)]

    assert made.best == made.evaluations[1]
    assert made.score is not None
    assert made.score.loss == 1.0
    assert (made.epochs, made.seconds) == (3.0, 30.0)


def test_going_back_forgets_what_came_after() -> None:
    """The evaluation at that very step stays."""
    made = record()
    made.evaluations = [evaluated(10), evaluated(20), evaluated(30)]
    made.go_back(20)

    assert [event.step for event in made.evaluations] == [10, 20]
