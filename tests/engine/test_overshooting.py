"""A run that does worse than a guess says so once, and nothing else changes."""

import math

import pytest

from engine.events import Event, Overshot, Progress, Recovered
from engine.models.base import Sizes
from engine.overshooting import OvershootWatch
from engine.standing import Standing
from tests.engine.small_runs import config_of, events_of


def told_of(rate: float, epochs: int) -> list[Event]:
    """Return what a small run with this learning rate says of itself."""
    config = config_of(
        "language_model",
        optimizer={"kind": "sgd", "learning_rate": rate},
        **{"training.epochs": epochs},
    )
    return list(events_of(config))


def test_a_learning_rate_of_a_thousand_is_called_too_high() -> None:
    """After the first evaluation, with a rate to try; the updates go on to the end."""
    events = told_of(1000, epochs=3)
    (told,) = (event for event in events if isinstance(event, Overshot))

    assert told.sentence == (
        "The perplexity is above that of a uniform guess, 12: the learning rate of 1,000 is too "
        "high. Try 250."
    )
    assert told.suggested_rate == 250
    first = min(event.step for event in events if isinstance(event, Overshot))
    assert first < sum(isinstance(event, Progress) for event in events)


def test_a_run_that_learns_says_nothing() -> None:
    """An untrained network is as good as the guess, not worse."""
    assert not [e for e in told_of(0.1, epochs=2) if isinstance(e, Overshot | Recovered)]


def test_it_is_said_once_and_taken_back_once() -> None:
    """One nat above the guess begins it, less than the guess ends it; then nothing more."""
    watch, guess = OvershootWatch(Sizes(100)), math.log(100)
    losses = (guess + 1, guess + 1.1, math.inf, guess, guess - 0.1, guess + 5, 0.0)

    said = [type(event) for loss in losses for event in watch.look(Standing(), loss)]

    assert said == [Overshot, Recovered]


@pytest.mark.parametrize("loss", [math.log(2) + 0.9, math.log(2) + 1.1])
def test_a_classifier_guesses_among_its_labels(loss: float) -> None:
    """Not among the words that it reads."""
    watch = OvershootWatch(Sizes(10_000, labels=("good", "bad")))

    assert bool(watch.look(Standing(), loss)) is (loss > math.log(2) + 1)


def test_a_long_epoch_is_not_waited_for() -> None:
    """The first look comes after 50 updates."""
    config = config_of(
        "language_model",
        optimizer={"kind": "sgd", "learning_rate": 1000},
        **{"task.batch_size": 1, "task.time_steps": 1, "training.epochs": 1},
    )

    assert next(e for e in events_of(config) if isinstance(e, Overshot)).step == 50
