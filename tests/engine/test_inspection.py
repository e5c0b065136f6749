"""Looking into a network: the figures are right, and the run does not notice."""

from typing import Any

import numpy as np
import pytest

from engine.events import Evaluated, Inspected, Progress, Refused, Started
from engine.inspection import recurrent_layers
from engine.layers import CELLS
from engine.requests import Change, Inspect, TakeSnapshot
from tests.engine.small_runs import RECURRENT, TRAINED, config_of, run_of

VIEWS = ("gradients", "units", "attention")
WITH_ATTENTION = config_of("seq2seq", **{"model.attention": "book"})


def gradients_of(events: Any) -> Inspected:
    """Return what a run tells of its gradients now."""
    answer = events.send(Inspect("gradients"))
    assert isinstance(answer, Inspected)
    return answer


def answers_of(config: Any, view: str) -> list[Any]:
    """Return what a run answers when it is asked for a view after each of its events."""
    run = run_of(config)
    events = run.events()
    answers: list[Any] = []
    event = next(events, None)
    while event is not None:
        if isinstance(event, Started | Progress | Evaluated):
            answers.append(events.send(Inspect(view)))
        event = next(events, None)
    return answers


@pytest.mark.parametrize("model", TRAINED)
@pytest.mark.parametrize("view", VIEWS)
def test_every_run_answers_at_every_moment(model: str, view: str) -> None:
    """With arrays of host numbers, or always with the same sentence; the run goes to its end."""
    answers = answers_of(config_of(model), view)
    sentences = {answer.sentence for answer in answers if isinstance(answer, Refused)}

    assert len({type(answer) for answer in answers}) == 1
    assert len(sentences) <= 1
    for answer in answers:
        if isinstance(answer, Inspected):
            assert answer.view == view
            assert all(np.isfinite(array).all() for array in answer.arrays.values())
        else:
            assert answer.about == view


@pytest.mark.parametrize("model", TRAINED)
def test_a_run_that_is_looked_into_learns_the_same(model: str) -> None:
    """Not a bit of weights, state or random numbers changes."""
    config = config_of(model)
    plain, watched = run_of(config), run_of(config)
    for _ in plain.events():
        pass
    events = watched.events()
    event = next(events, None)
    while event is not None:
        for view in VIEWS:
            if isinstance(event, Progress):
                events.send(Inspect(view))
        event = next(events, None)

    assert plain.trainer.standing.step == watched.trainer.standing.step
    for name, array in plain.model.parameters.to_host().items():
        assert np.array_equal(watched.model.parameters.to_host()[name], array)
    assert plain.backend.rng.random_sample() == watched.backend.rng.random_sample()


@pytest.mark.parametrize("cell", CELLS)
def test_the_spectral_radius_is_that_of_the_candidate(cell: str) -> None:
    """The largest eigenvalue of the candidate's W_h, to 5 %."""
    run = run_of(config_of("language_model", **{"model.cell": cell, "model.hidden_size": 40}))
    events = run.events()
    next(events)
    found = gradients_of(events).arrays["radius/recurrent.0"]
    (layer,) = (layer for _, layer in recurrent_layers(run.model))
    W_h = layer.W_h.value[-1, :-1]

    assert float(found) == pytest.approx(max(abs(np.linalg.eigvals(W_h))), rel=0.05)


def test_gradient_norms_are_those_of_the_last_step_alone() -> None:
    """For a language model, worked out again by the chain rule: dh' = (dh (1 - h h)) W_h^T."""
    run = run_of(config_of("language_model", **{"model.cell": "rnn"}))
    events = run.events()
    next(events)
    norms = gradients_of(events).arrays["norms/recurrent.0"]
    weights = run.model.parameters.to_host()
    batch = run.task.batch(0)
    h = np.zeros((batch.inputs.shape[1], 6))
    hs: list[Any] = []
    W_x, W_h = weights["recurrent.0.W_x"][0], weights["recurrent.0.W_h"][0]
    for ids in batch.inputs:
        x = weights["embedding.W"][ids]
        hs.append(h := np.tanh(x @ W_x + h @ W_h[:-1] + W_h[-1]))
    output = weights["output.W"]
    logits = h @ output[:, :-1].T + output[:, -1]
    dlogits = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    dlogits[np.arange(len(h)), batch.targets[-1]] -= 1
    dh = dlogits / len(h) @ output[:, :-1]
    expected: list[Any] = []
    for h in reversed(hs):
        expected.insert(0, np.linalg.norm(dh))
        dh = dh * (1 - h * h) @ W_h[:-1].T

    assert norms == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("model", RECURRENT)
def test_gradients_come_with_the_value_that_they_are_clipped_at(model: str) -> None:
    """As it is at that moment, changes while it runs included."""
    events = run_of(config_of(model, **{"training.max_grad_norm": 3.0})).events()
    next(events)
    before = gradients_of(events).arrays["clip"]
    events.send(Change("training.max_grad_norm", 0.5))
    after = gradients_of(events).arrays["clip"]

    assert (float(before), float(after)) == (3.0, 0.5)


def test_attention_is_that_of_the_answer() -> None:
    """A row of weights for each symbol of the answer, which sums to one."""
    answer = answers_of(WITH_ATTENTION, "attention")[-1]
    weights = answer.arrays["attention"]

    assert weights.shape == (len(answer.rows), len(answer.labels))
    assert weights.sum(axis=1) == pytest.approx(1)


def test_what_cannot_be_done_does_not_end_the_run() -> None:
    """It is answered with a sentence, and the next update comes."""
    events = run_of(config_of("language_model")).events()
    next(events)
    change = events.send(Change("model.hidden_size", 7))
    view: Any = events.send(Inspect("attention"))
    later = [events.send(TakeSnapshot()), *events]

    assert change == Refused(
        0, "model.hidden_size", "“model.hidden_size” cannot be changed while a run goes on."
    )
    assert view.sentence == "This model has no attention. The preset “Attention” has."
    assert any(isinstance(event, Progress) for event in later)
