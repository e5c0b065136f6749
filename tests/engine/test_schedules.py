"""The learning rate over time, by hand."""

import math
from itertools import pairwise
from typing import Any

import pytest

from engine.schedules import (
    SCHEDULES,
    ConstantConfig,
    CosineConfig,
    Moment,
    PlateauConfig,
    StepConfig,
)


def at(epoch: float, *valid_losses: float) -> Moment:
    """Return a moment of a run of ten epochs."""
    return Moment(epoch, 10, valid_losses)


def test_constant() -> None:
    """Nothing changes it."""
    assert ConstantConfig().factor(at(7.5, 3.0, 4.0, 5.0)) == 1


def test_step() -> None:
    """Full for the first four epochs, then halved at the start of each."""
    schedule = StepConfig(start=4, divisor=2)

    factors = [schedule.factor(at(epoch)) for epoch in (0, 3.99, 4, 4.99, 5, 6.5)]

    assert factors == [1, 1, 0.5, 0.5, 0.25, 0.125]


@pytest.mark.parametrize(
    ("losses", "factor"),
    [
        ((), 1),
        ((5.0, 4.0, 3.0), 1),
        ((5.0, 5.1), 1 / 4),
        ((5.0, 5.0), 1 / 4),
        ((5.0, 5.1, 5.05), 1 / 16),
        ((5.0, 5.1, 4.9, 5.0, 4.8), 1 / 16),
    ],
    ids=["nothing yet", "improving", "worse", "equal", "still not the best", "twice"],
)
def test_plateau_of_the_book(losses: tuple[float, ...], factor: float) -> None:
    """Divided by four after each evaluation that was not the best so far (section 6.5)."""
    assert PlateauConfig().factor(at(2, *losses)) == factor


def test_plateau_with_patience() -> None:
    """Three evaluations in a row without a better one; then the count starts again."""
    schedule = PlateauConfig(patience=3, divisor=10)

    factors = [schedule.factor(at(1, 5.0, *[6.0] * waits)) for waits in range(8)]

    assert factors == pytest.approx([1, 1, 1, 0.1, 0.1, 0.1, 0.01, 0.01])


class Losses(tuple[float, ...]):
    """Losses that count how many of them are looked at."""

    looked_at: int = 0

    def __getitem__(self, places: Any) -> Any:
        found = super().__getitem__(places)
        type(self).looked_at += len(found)
        return found


def test_a_long_run_looks_at_each_loss_once() -> None:
    """Updates between two evaluations cost nothing, and the factors are those of the whole row."""
    schedule, losses = PlateauConfig(patience=2), [5.0, 4.0, 4.5, 4.2, 4.1, 3.0, 3.5, 3.1] * 50
    factor, updates = schedule.follow(), 3
    Losses.looked_at = 0

    for count in range(len(losses) + 1):
        expected = schedule.factor(at(1, *losses[:count]))
        moment = Moment(1, 10, Losses(losses[:count]))
        assert [factor(moment) for _ in range(updates)] == [expected] * updates

    assert Losses.looked_at == len(losses)


def test_cosine() -> None:
    """Half a wave from one to nothing; beyond the plan it stays at nothing."""
    schedule = CosineConfig()

    assert schedule.factor(at(0)) == 1
    assert schedule.factor(at(2.5)) == pytest.approx((1 + math.cos(math.pi / 4)) / 2)
    assert schedule.factor(at(5)) == pytest.approx(0.5)
    assert schedule.factor(at(10)) == pytest.approx(0, abs=1e-15)
    assert schedule.factor(at(12)) == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("kind", SCHEDULES)
def test_no_schedule_raises_the_rate_or_turns_it_round(kind: str) -> None:
    """From the first epoch to the last the factor stays between 0 and 1 and does not grow."""
    schedule = SCHEDULES[kind].parse({})
    losses = [5.0, 4.0, 4.5, 3.0, 3.5, 3.2, 2.0, 2.5, 2.4, 2.3]

    factors = [schedule.factor(at(epoch, *losses[:epoch])) for epoch in range(11)]

    assert factors[0] == 1
    assert all(0 <= later <= earlier for earlier, later in pairwise(factors))
