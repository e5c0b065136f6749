"""The fixed-window language model."""

import numpy as np

from engine.layers.base import IGNORE
from engine.models.base import Batch, Sizes
from engine.models.window_model import WindowModel, WindowModelConfig
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)

V = 6


def build(window: int) -> WindowModel:
    """Return a model with random parameters."""
    config = WindowModelConfig(window=window, embedding_size=4, hidden_size=5)
    model = config.build(Sizes(V), float64_backend())
    randomize(model.parameters)
    return model


def make_batch(T: int = 4, N: int = 3) -> Batch:
    """Return random ids with one target left out."""
    rng = np.random.RandomState(0)
    targets = rng.randint(0, V, (T, N))
    targets[0, 0] = IGNORE
    return Batch(rng.randint(0, V, (T, N)), targets, T * N - 1)


def test_gradients_equal_differences() -> None:
    """Every gradient is that of the summed nats, the embedding's across windows included."""
    model, batch = build(3), make_batch()

    def loss() -> float:
        return float(model.forward(batch, model.initial_state(3), training=True).nats)

    result = model.forward(batch, model.initial_state(3), training=True)
    model.backward(result.cache, 1.0)

    assert_gradients(loss, parameters_with_gradients(model.parameters))


def test_what_lies_outside_the_window_does_not_exist() -> None:
    """Changing a token changes the scores of the next W tokens and of no others."""
    model = build(2)
    first, second = (np.array([[0], [a], [1], [2], [3]]) for a in (4, 5))

    scores = [
        [np.array(stepper.step(ids)) for ids in text]
        for text, stepper in ((first, model.stepper()), (second, model.stepper()))
    ]

    same = [np.array_equal(a, b) for a, b in zip(*scores, strict=True)]
    assert same == [True, False, False, True, True]


def test_windows_reach_across_batches() -> None:
    """Two halves with the state carried over cost what the whole costs."""
    model, batch = build(3), make_batch()
    halves = [Batch(batch.inputs[s], batch.targets[s], 1) for s in (slice(0, 2), slice(2, 4))]

    whole = float(model.forward(batch, model.initial_state(3), training=False).nats)
    state = model.initial_state(3)
    parts = [float(model.forward(half, state, training=False).nats) for half in halves]

    np.testing.assert_allclose(sum(parts), whole, rtol=1e-12)
