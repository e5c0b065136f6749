"""An input that every time step sees beside its own."""

import numpy as np
import pytest

from engine.layers.base import Dense
from engine.layers.context import WithContext
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
)
from tests.engine.layers.cells import FORMS, build_cell

T, N, C, D, H = 4, 3, 2, 5, 6

every_cell = pytest.mark.parametrize("form", FORMS)


def arrays() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a context (N, C), a sequence (T, N, D) and outputs' gradients (T, N, H)."""
    rng = np.random.RandomState(4)
    return rng.randn(N, C), rng.randn(T, N, D), rng.randn(T, N, H)


@every_cell
def test_it_equals_the_context_repeated_beside_every_step(form: str) -> None:
    """[context; x] at every step, the context in front."""
    layer, _ = build_cell(form, C + D, H, float64_backend())
    context, x, _ = arrays()
    both = np.concatenate([np.broadcast_to(context, (T, N, C)), x], axis=2)
    expected = layer.forward(Dense(both, layer.backend), layer.initial_state(N))[0].copy()

    inner = Dense(x, layer.backend)
    y, _, _ = layer.forward(WithContext(context, inner, layer.backend), layer.initial_state(N))

    np.testing.assert_allclose(y, expected, rtol=1e-12)


@every_cell
def test_gradients_are_differences_of_the_loss(form: str) -> None:
    """Of the weights, of the context over all steps, and of the inner input."""
    layer, parameters = build_cell(form, C + D, H, float64_backend())
    context, x, dy = arrays()

    def forward() -> tuple[np.ndarray, WithContext, object]:
        both = WithContext(context, Dense(x, layer.backend), layer.backend)
        y, _, cache = layer.forward(both, layer.initial_state(N))
        return y, both, cache

    def loss() -> float:
        return float((forward()[0][:, :, :H] * dy).sum())

    _, both, cache = forward()
    dx, _ = layer.backward(dy, None, cache)  # type: ignore[arg-type]
    arrays_with_gradients = parameters_with_gradients(parameters) | {
        "context": (context, both.dcontext.copy()),
        "x": (x, np.array(dx)),
    }

    assert_gradients(loss, arrays_with_gradients)
