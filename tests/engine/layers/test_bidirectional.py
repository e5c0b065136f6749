"""What a layer that reads from both ends promises."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers.base import Dense
from engine.layers.bidirectional import Bidirectional
from engine.layers.embedding import Embedding
from engine.layers.stack import Stack
from engine.parameter import Parameters
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
    randomize,
)
from tests.engine.layers.cells import FORMS

T, N, D, H = 5, 3, 4, 6
BEGINS = (0, 2, 4)

every_cell = pytest.mark.parametrize("form", FORMS)


def build(form: str, backend: Backend, input_size: int = D) -> tuple[Bidirectional, Parameters]:
    """Return a layer whose parameters are random."""
    ahead, back = (FORMS[form].build(input_size, H, backend) for _ in range(2))
    layer = Bidirectional(ahead, back)
    parameters = Parameters(layer.parameters(), backend)
    randomize(parameters)
    return layer, parameters


def leading_padding() -> np.ndarray:
    """Return a mask (T, N, 1): the sequences begin at steps 0, 2 and 4."""
    return (np.arange(T)[:, None] >= np.array(BEGINS))[:, :, None].astype(float)


@every_cell
def test_it_adds_a_layer_that_reads_the_sequence_turned_round(form: str) -> None:
    """Outputs and last states are sums of two layers' own, one on the input in reverse."""
    layer, _ = build(form, float64_backend())
    x = np.random.RandomState(5).randn(T, N, D)
    sums = layer.ahead.forward(Dense(x, layer.backend), layer.initial_state(N))
    backwards = Dense(np.ascontiguousarray(x[::-1]), layer.backend)
    turned = layer.back.forward(backwards, layer.initial_state(N))
    expected = sums[0][:, :, :-1] + turned[0][::-1, :, :-1]
    last = [a + b for a, b in zip(sums[1], turned[1], strict=True)]

    y, state, _ = layer.forward(Dense(x, layer.backend), layer.initial_state(N))

    np.testing.assert_allclose(y[:, :, :-1], expected, rtol=1e-12)
    assert (y[:, :, -1] == 1).all()
    for part, by_hand in zip(state, last, strict=True):
        np.testing.assert_allclose(part, by_hand, rtol=1e-12)


@every_cell
@pytest.mark.parametrize("is_masked", [False, True], ids=["no mask", "mask"])
def test_gradients_are_differences_of_the_loss(form: str, is_masked: bool) -> None:
    """Of every weight of both directions, of the input and of the first state."""
    layer, parameters = build(form, float64_backend())
    mask = leading_padding() if is_masked else None
    rng = np.random.RandomState(2)
    x, dy = rng.randn(T, N, D), rng.randn(T, N, H)
    first = tuple(rng.randn(N, H) * (not is_masked) for _ in layer.initial_state(N))
    dlast = tuple(rng.randn(N, H) for _ in first)

    def loss() -> float:
        state = tuple(np.array(part) for part in first)
        y, last, _ = layer.forward(Dense(x, layer.backend), state, mask)
        ends = sum(float((d * part).sum()) for d, part in zip(dlast, last, strict=True))
        return float((dy * y[:, :, :-1]).sum()) + ends

    state = tuple(np.array(part) for part in first)
    _, _, cache = layer.forward(Dense(x, layer.backend), state, mask)
    dx, dfirst = layer.backward(dy, dlast, cache)
    arrays = parameters_with_gradients(parameters) | {"x": (x, np.array(dx))}
    if not is_masked:
        arrays |= {
            f"state {k}": (part, np.array(d))
            for k, (part, d) in enumerate(zip(first, dfirst, strict=True))
        }

    assert_gradients(loss, arrays)


@every_cell
def test_padding_in_front_is_not_seen_from_either_end(form: str) -> None:
    """A padded row gives the outputs, the state and the gradient of the row alone."""
    layer, _ = build(form, float64_backend())
    rng = np.random.RandomState(5)
    x, dy = rng.randn(T, N, D), rng.randn(T, N, H)
    alone = []
    for n, begin in enumerate(BEGINS):
        row = Dense(x[begin:, n : n + 1], layer.backend)
        y, state, cache = layer.forward(row, layer.initial_state(1))
        dx, _ = layer.backward(dy[begin:, n : n + 1], None, cache)
        alone.append((np.array(y), np.array(state[0]), np.array(dx)))

    y, state, cache = layer.forward(
        Dense(x, layer.backend), layer.initial_state(N), leading_padding()
    )
    dx, _ = layer.backward(dy, None, cache)

    assert dx is not None
    for n, (begin, own) in enumerate(zip(BEGINS, alone, strict=True)):
        np.testing.assert_allclose(y[begin:, n : n + 1], own[0], rtol=1e-12)
        np.testing.assert_allclose(state[0][n : n + 1], own[1], rtol=1e-12)
        np.testing.assert_allclose(dx[begin:, n : n + 1], own[2], rtol=1e-10, atol=1e-14)
        assert (y[:begin, n, :-1] == 0).all()


def test_a_stack_of_them_passes_gradients_down_to_the_embedding() -> None:
    """Two layers on words of which some occur twice, from the last state of the top alone."""
    backend = float64_backend()
    embedding = Embedding(7, D, backend)
    layers = [Bidirectional(*(FORMS["gru"].build(k, H, backend) for _ in "ab")) for k in (D, H)]
    stack = Stack(layers, 0.0, backend)
    named = stack.parameters() | {"embedding": embedding.W}
    parameters = Parameters(named, backend)
    randomize(parameters)
    ids, mask = np.random.RandomState(5).randint(0, 7, (T, N)), leading_padding()
    dh = np.random.RandomState(2).randn(N, H)

    def loss() -> float:
        state = stack.initial_state(N)
        stack.forward(embedding.forward(ids), state, training=False, mask=mask)
        return float((dh * state[-1][0]).sum())

    state = stack.initial_state(N)
    _, _, cache = stack.forward(embedding.forward(ids), state, training=False, mask=mask)
    dx, _ = stack.backward(None, [None, (dh,)], cache)
    embedding.backward(dx, ids)

    assert_gradients(loss, parameters_with_gradients(parameters))
