"""What hiding a part of the state from the gates promises."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers import CELLS
from engine.layers.base import Dense, State
from engine.layers.recurrent import Recurrent
from engine.parameter import Parameters
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)
from tests.engine.layers.cells import FORMS
from tests.engine.layers.equations import gates_of, logistic

T, N, D, H = 5, 3, 4, 6

every_cell = pytest.mark.parametrize("form", FORMS)


def build(form: str, backend: Backend, ratio: float) -> tuple[Recurrent, Parameters]:
    """Return a layer with recurrent dropout whose parameters are random."""
    layer = FORMS[form].changed(recurrent_dropout=ratio).build(D, H, backend)
    parameters = Parameters(layer.parameters(), backend)
    randomize(parameters)
    return layer, parameters


def reseeded(layer: Recurrent) -> State:
    """Return a first state of zeros; the same masks are drawn after each call."""
    layer.backend.rng.seed(8)
    return layer.initial_state(N)


@every_cell
@pytest.mark.parametrize("is_masked", [False, True], ids=["no mask", "padding"])
def test_gradients_are_differences_of_the_loss(form: str, is_masked: bool) -> None:
    """Of every weight and of the input, with units of the state hidden from the gates."""
    layer, parameters = build(form, float64_backend(), 0.5)
    rng = np.random.RandomState(2)
    x, dy = rng.randn(T, N, D), rng.randn(T, N, H)
    mask = (np.arange(T)[:, None] >= np.array([0, 2, 4]))[:, :, None] * 1.0 if is_masked else None

    def loss() -> float:
        state = reseeded(layer)
        y, _, _ = layer.forward(Dense(x, layer.backend), state, mask, training=True)
        return float((dy * y[:, :, :-1]).sum())

    state = reseeded(layer)
    _, _, cache = layer.forward(Dense(x, layer.backend), state, mask, training=True)
    dx, _ = layer.backward(dy, None, cache)

    assert_gradients(loss, parameters_with_gradients(parameters) | {"x": (x, np.array(dx))})


def test_the_same_units_are_hidden_at_every_step_of_a_sequence() -> None:
    """An RNN with dropout is one whose rows of W_h are scaled by one mask per sequence."""
    layer, _ = build("rnn", float64_backend(), 0.5)
    x = np.random.RandomState(5).randn(T, N, D)
    state = reseeded(layer)
    keep = np.empty((N, H))
    layer.backend.dropout_mask(0.5, out=keep)
    gate = gates_of(layer)["h"]
    h = np.zeros((N, H))
    expected = []
    for x_t in x:
        h = np.tanh(x_t @ gate.W_x + (h * keep) @ gate.W_h + gate.b)
        expected.append(h)

    state = reseeded(layer)
    y, _, _ = layer.forward(Dense(x, layer.backend), state, training=True)

    np.testing.assert_allclose(y[:, :, :-1], expected, rtol=1e-12)
    assert 0 < (keep == 0).mean() < 1
    assert set(np.unique(keep)) == {0.0, 2.0}


def test_a_gru_hands_on_its_whole_state() -> None:
    """The share of the old state that the update gate keeps is not hidden."""
    layer, _ = build("gru", float64_backend(), 0.5)
    x = np.random.RandomState(5).randn(1, N, D)
    first = np.random.RandomState(6).randn(N, H)
    reseeded(layer)
    keep = np.empty((N, H))
    layer.backend.dropout_mask(0.5, out=keep)
    z_, r_, n_ = (gates_of(layer)[name] for name in "zrn")
    seen = first * keep
    z = logistic(x[0] @ z_.W_x + seen @ z_.W_h + z_.b)
    r = logistic(x[0] @ r_.W_x + seen @ r_.W_h + r_.b)
    n = np.tanh(x[0] @ n_.W_x + n_.b_x + r * (seen @ n_.W_h + n_.b))

    reseeded(layer)
    y, _, _ = layer.forward(Dense(x, layer.backend), (np.array(first),), training=True)

    np.testing.assert_allclose(y[0, :, :-1], (1 - z) * n + z * first, rtol=1e-12)


@pytest.mark.parametrize("kind", CELLS)
def test_nothing_is_hidden_outside_training(kind: str) -> None:
    """A trained network is asked with all of its memory, and draws no random number for it."""
    layer, _ = build(kind, float64_backend(), 0.5)
    plain, _ = build(kind, float64_backend(), 0.0)
    x = np.random.RandomState(5).randn(T, N, D)
    before = layer.backend.rng.get_state(legacy=False)["state"]["pos"]

    y, _, _ = layer.forward(Dense(x, layer.backend), layer.initial_state(N))
    expected, _, _ = plain.forward(Dense(x, plain.backend), plain.initial_state(N), training=True)

    assert np.array_equal(y, expected)
    assert layer.backend.rng.get_state(legacy=False)["state"]["pos"] == before
