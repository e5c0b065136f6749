"""The training loop: what it says, in which order, and what can be asked of it."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from engine.errors import ConfigError
from engine.events import (
    Changed,
    Diverged,
    Evaluated,
    Event,
    Progress,
    Sampled,
    Snapshot,
    Summary,
)
from engine.optimizers import OPTIMIZERS, clip_rate
from engine.requests import Change, SetPrompt, TakeSnapshot
from engine.run import Run
from engine.schedules import SCHEDULES, Moment
from tests.engine.layers.cells import FORMS
from tests.engine.small_runs import RECURRENT, TRAINED, config_of, events_of, run_of, summary_of

every_model = pytest.mark.parametrize("model", TRAINED)


def progress_of(events: list[Event]) -> list[Progress]:
    """Return the updates."""
    return [event for event in events if isinstance(event, Progress)]


def evaluations_of(events: list[Event]) -> list[Evaluated]:
    """Return the evaluations."""
    return [event for event in events if isinstance(event, Evaluated)]


@every_model
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_model_learns_by_every_rule(model: str, optimizer: str, schedule: str) -> None:
    """Each combination that is offered trains, and what it reports is finite."""
    config = config_of(model, optimizer=optimizer, schedule=schedule)

    events = list(events_of(config))

    assert isinstance(events[-1], Summary)
    assert all(math.isfinite(p.loss) and math.isfinite(p.grad_norm) for p in progress_of(events))
    assert progress_of(events)[-1].loss < progress_of(events)[0].loss + 0.5


@pytest.mark.parametrize("model", RECURRENT)
@pytest.mark.parametrize("form", FORMS)
def test_every_cell_overfits_a_little_data(model: str, form: str) -> None:
    """A model that can learn drives its training loss down."""
    config = config_of(
        model,
        optimizer={"kind": "adam", "learning_rate": 0.02},
        **{"model.cell": FORMS[form], "training.epochs": 20},
    )

    first, *_, last = evaluations_of(list(events_of(config)))

    assert last.train.loss < 0.7 * first.train.loss


@every_model
def test_events_come_in_order(model: str) -> None:
    """A sample first, then update after update, each epoch ending with a score and a sample."""
    config = config_of(model)
    per_epoch = run_of(config).task.updates_per_epoch

    names = [type(event) for event in events_of(config)]

    epoch = [Progress] * per_epoch + [Evaluated, Sampled]
    assert names == [Sampled, *epoch, *epoch, Summary]


@every_model
def test_updates_count_on(model: str) -> None:
    """Steps, epochs, tokens and seconds only grow; the first loss is that of guessing."""
    run = run_of(config_of(model))
    updates = progress_of(list(run.trainer))
    per_epoch = run.task.updates_per_epoch

    assert [p.step for p in updates] == list(range(1, 2 * per_epoch + 1))
    assert [p.epoch for p in updates] == pytest.approx([p.step / per_epoch for p in updates])
    assert all(later.tokens > earlier.tokens for earlier, later in pairwise(updates))
    assert all(later.seconds >= earlier.seconds for earlier, later in pairwise(updates))
    choices = len(run.task.sizes.labels) or run.task.sizes.vocab_size
    assert updates[0].loss == pytest.approx(math.log(choices), abs=0.6)


@every_model
def test_an_evaluation_sums_up_the_updates_before_it(model: str) -> None:
    """The mean loss weighs every token alike, however many an update has."""
    events = list(events_of(config_of(model)))
    updates, read = progress_of(events), 0

    for evaluation in evaluations_of(events):
        window = [p for p in updates if read < p.step <= evaluation.step]
        counts = np.diff(
            [0 if read == 0 else updates[read - 1].tokens, *(p.tokens for p in window)]
        )
        expected = float(np.dot([p.loss for p in window], counts) / counts.sum())
        assert evaluation.train.loss == pytest.approx(expected, rel=1e-12)
        assert evaluation.train.count == counts.sum()
        read = evaluation.step


@every_model
def test_validation_is_scored_on_its_own_part(model: str) -> None:
    """An evaluation says what scoring the model at that moment says."""
    run = run_of(config_of(model))

    for event in run.trainer:
        if isinstance(event, Evaluated):
            assert event.valid == run.task.evaluate(run.model, "valid")


@pytest.mark.parametrize(("parts", "expected"), [(1, [12]), (3, [4, 8, 12]), (100, range(1, 13))])
def test_evaluations_divide_an_epoch(parts: int, expected: list[int]) -> None:
    """At most one after each update, the last at the epoch's end."""
    config = config_of(
        "language_model",
        **{
            "training.epochs": 1, "training.evaluations_per_epoch": parts,
            "task.batch_size": 2, "task.time_steps": 4, "data.limit": 100,
        },
    )  # fmt: skip

    steps = [event.step for event in evaluations_of(list(events_of(config)))]

    assert steps == list(expected)


@pytest.mark.parametrize("max_norm", [0.0, 0.05])
def test_gradients_are_clipped_by_their_joint_norm(max_norm: float) -> None:
    """What is reported is what was applied: an update of plain descent is lr times the limit."""
    config = config_of(
        "language_model",
        optimizer={"kind": "sgd", "learning_rate": 0.5},
        **{"training.max_grad_norm": max_norm, "training.epochs": 1},
    )
    run = run_of(config)
    before = run.model.parameters.flat_values.copy()
    for event in run.trainer:
        if isinstance(event, Progress):
            moved = float(np.linalg.norm(run.model.parameters.flat_values - before))
            assert event.clip_rate == clip_rate(event.grad_norm, max_norm)
            assert moved == pytest.approx(0.5 * event.grad_norm * event.clip_rate, rel=1e-3)
            before = run.model.parameters.flat_values.copy()


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_the_schedule_is_applied(schedule: str) -> None:
    """Each update's rate is the schedule's factor at the moment before it."""
    config = config_of("language_model", schedule=schedule, **{"training.epochs": 6})
    losses: list[float] = []
    step = 0
    for event in events_of(config):
        if isinstance(event, Progress):
            epoch = step / (event.step / event.epoch)
            factor = config.schedule.factor(Moment(epoch, 6, tuple(losses)))
            assert event.learning_rate == pytest.approx(config.optimizer.learning_rate * factor)
            step = event.step
        if isinstance(event, Evaluated) and event.valid:
            losses.append(event.valid.loss)


def test_early_stopping_keeps_the_best_weights() -> None:
    """After so many evaluations without a better one; the best is the one that was best."""
    config = config_of(
        "language_model",
        optimizer={"kind": "adam", "learning_rate": 0.1},
        **{"training.epochs": 100, "training.early_stopping": 3},
    )
    run, weights = run_of(config), {}
    for event in run.trainer:
        if isinstance(event, Evaluated):
            weights[event.step] = run.model.parameters.to_host()
    assert isinstance(event, Summary)
    losses = [e.valid.loss for e in run.trainer.history.evaluations if e.valid]

    assert event.reason == "stopped early"
    assert len(losses) == int(np.argmin(losses)) + 1 + 3
    assert event.best is not None
    assert event.best.valid is not None
    assert event.best.valid.loss == min(losses)
    for name, array in run.trainer.best.items():
        assert np.array_equal(array, weights[event.best.step][name])


def test_without_validation_the_last_is_the_best() -> None:
    """There is nothing to compare; scores are left out, not made up."""
    summary = summary_of(config_of("language_model", **{"data.valid_share": 0.0}))

    assert summary.reason == "finished"
    assert summary.best is not None
    assert summary.best.valid is None
    assert summary.best.step == summary.step


def started(**changes: Any) -> tuple[Run, Any]:
    """Return a run and its events, after the first update."""
    run = run_of(config_of("language_model", **changes))
    events = run.trainer.run()
    while not isinstance(next(events), Progress):
        pass
    return run, events


def test_the_learning_rate_can_be_changed_while_it_runs() -> None:
    """From the next update on; the run says so."""
    _, events = started()

    changed = events.send(Change("optimizer.learning_rate", 0.25))
    following = next(events)

    assert changed == Changed(1, "optimizer.learning_rate", 0.25)
    assert following.learning_rate == 0.25


def test_clipping_can_be_changed_while_it_runs() -> None:
    """The limit holds from the next update on."""
    _, events = started()

    events.send(Change("training.max_grad_norm", 0.001))

    assert next(events).clip_rate < 0.1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change("optimizer.learning_rate", 0.0), "0.0 is below the limit of 0.000001"),
        (Change("optimizer.learning_rate", 1e9), "is above the limit of 1,000"),
        (Change("optimizer.momentum", 0.5), "cannot be changed while a run goes on"),
        (Change("training.epochs", 5), "cannot be changed while a run goes on"),
        (Change("model.hidden_size", 5), "cannot be changed while a run goes on"),
        (Change("nothing", 5), "cannot be changed while a run goes on"),
    ],
    ids=lambda value: getattr(value, "setting", ""),
)
def test_what_cannot_be_changed_says_so(change: Change, sentence: str) -> None:
    """One sentence; nothing has changed."""
    run, _ = started()
    before = run.trainer.standing.learning_rate

    with pytest.raises(ConfigError, match=sentence):
        run.trainer.answer(change)

    assert run.trainer.standing.learning_rate == before


def test_several_requests_are_answered_before_the_next_update() -> None:
    """Each by the event that `send` returns."""
    _, events = started()

    assert isinstance(events.send(TakeSnapshot()), Snapshot)
    assert isinstance(events.send(SetPrompt("the cat")), Sampled)
    assert isinstance(events.send(Change("optimizer.learning_rate", 0.5)), Changed)
    assert next(events).step == 2


def test_a_prompt_stays() -> None:
    """Later samples go on from it."""
    _, events = started()
    events.send(SetPrompt("dog ran"))

    later = [event for event in events if isinstance(event, Sampled)]

    assert {event.prompt for event in later} == {"dog ran"}


@every_model
@pytest.mark.parametrize("value", [np.nan, np.inf], ids=["nan", "infinity"])
@pytest.mark.parametrize("at", [2, 7])
def test_what_is_not_finite_stops_the_run_at_once(model: str, value: float, at: int) -> None:
    """The first bad step and parameter are named; the last good weights are back; no warning."""
    config = config_of(model, optimizer="adam", **{"training.max_grad_norm": 0.0})
    run, evaluated = run_of(config), {0: run_of(config).model.parameters.to_host()}
    for event in run.trainer:
        if isinstance(event, Evaluated) and run.model.parameters.is_finite():
            evaluated[event.step] = run.model.parameters.to_host()
        if isinstance(event, Progress) and event.step == at:
            run.model.parameters["output.W"].value[0, 0] = value

    assert isinstance(event, Diverged)
    assert event.step == at + 1
    assert event.culprit in run.model.parameters
    assert event.back_to == max(step for step in evaluated if step <= at)
    for name, array in evaluated[event.back_to].items():
        assert np.array_equal(event.checkpoint.weights[name], array)
    assert event.advice == (
        "Clip gradients, for instance at 5, or lower the learning rate to 0.00025."
    )


def test_a_run_goes_on_after_diverging() -> None:
    """What is resumed has no trace of what was not finite."""
    config = config_of("language_model", optimizer="adam", **{"training.epochs": 3})
    run = run_of(config)
    for event in run.trainer:
        if isinstance(event, Progress) and event.step == 12:
            run.model.parameters["output.W"].value[...] = np.inf
    assert isinstance(event, Diverged)

    again = list(events_of(config, resume=event.checkpoint))

    assert isinstance(again[-1], Summary)
    assert all(math.isfinite(p.loss) for p in progress_of(again))


@every_model
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_learning_rate_of_a_thousand_works_or_says_why(model: str, optimizer: str) -> None:
    """No warning, no exception: the run ends by itself or with advice."""
    config = config_of(
        model,
        optimizer={"kind": optimizer, "learning_rate": 1000},
        **{"training.max_grad_norm": 0.0, "training.epochs": 5},
    )

    *_, last = events_of(config)

    assert isinstance(last, Summary | Diverged)
    if isinstance(last, Diverged):
        assert "learning rate to 250" in last.advice


def test_the_loop_ends_when_nobody_asks() -> None:
    """Stopping is not asking for the next event; what was learned stays."""
    run, events = started()

    events.close()

    assert run.trainer.standing.step == 1
    assert list(events) == []
