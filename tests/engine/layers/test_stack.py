"""Recurrent layers on top of each other."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers.base import Dense
from engine.layers.stack import Stack, StackStepper
from engine.parameter import Parameters
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)
from tests.engine.layers.cells import FORMS, stepped

T, N, D, H = 4, 3, 5, 4

every_cell = pytest.mark.parametrize("form", FORMS)


def build(form: str, dropout: float, backend: Backend) -> tuple[Stack, Parameters]:
    """Return three layers of one kind."""
    cells = [FORMS[form].build(H if k else D, H, backend) for k in range(3)]
    stack = Stack(cells, dropout, backend)
    parameters = Parameters(stack.parameters(), backend)
    randomize(parameters)
    return stack, parameters


def inputs() -> np.ndarray:
    """Return the same x (T, N, D) each time."""
    return np.random.RandomState(5).randn(T, N, D)


@every_cell
@pytest.mark.parametrize("dropout", [0.0, 0.4])
def test_gradients_are_differences_of_the_loss(form: str, dropout: float) -> None:
    """Of every layer's weights and of the input, with the masks of dropout held still."""
    backend = float64_backend()
    stack, parameters = build(form, dropout, backend)
    x, rng = inputs(), np.random.RandomState(2)
    dy = rng.randn(T, N, H)

    def forward() -> tuple[np.ndarray, object]:
        backend.rng.seed(9)
        start = stack.initial_state(N)
        y, _, cache = stack.forward(Dense(x, backend), start, training=True)
        return y, cache

    def loss() -> float:
        return float((forward()[0][:, :, :H] * dy).sum())

    dx, _ = stack.backward(dy, None, forward()[1])  # type: ignore[arg-type]

    assert_gradients(loss, parameters_with_gradients(parameters) | {"x": (x, np.array(dx))})


@every_cell
def test_each_layer_reads_the_one_below(form: str) -> None:
    """Three layers in a stack are three layers one after the other."""
    backend = float64_backend()
    stack, _ = build(form, 0.4, backend)
    x = inputs()
    y, state, _ = stack.forward(Dense(x, backend), stack.initial_state(N), training=False)
    y = y.copy()

    below = x
    for layer, own in zip(stack.layers, state, strict=True):
        last = layer.initial_state(N)
        below = layer.forward(Dense(below, backend), last)[0][:, :, :H].copy()
        for part, expected in zip(last, own, strict=True):
            np.testing.assert_allclose(part, expected, rtol=1e-13)
    np.testing.assert_allclose(y[:, :, :H], below, rtol=1e-13)


@every_cell
def test_single_steps_equal_the_whole_sequence(form: str) -> None:
    """The stepper of a stack, started in the middle of a sequence, computes the rest of it."""
    backend = float64_backend()
    stack, _ = build(form, 0.0, backend)
    x = inputs()
    y, _, _ = stack.forward(Dense(x, backend), stack.initial_state(N), training=False)
    y = y.copy()
    _, middle, _ = stack.forward(Dense(x[:2], backend), stack.initial_state(N), training=False)
    stepper = StackStepper(stack, N)
    stepper.set_state(middle)

    steps = [stepped(stepper, x_t) for x_t in x[2:]]

    np.testing.assert_allclose(steps, y[2:], rtol=1e-12)
