"""What every recurrent cell promises."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.layers.base import Dense, State
from engine.layers.gru import GRU
from engine.layers.lstm import LSTM
from engine.layers.recurrent import Recurrent
from engine.layers.reset_before_gru import ResetBeforeGRU
from engine.layers.rnn import RNN
from engine.parameter import Parameters
from tests.engine.gradient_check import (
    assert_gradients,
    float64_backend,
    parameters_with_gradients,
)
from tests.engine.layers.cells import FORMS, build_cell, random_state, stepped
from tests.engine.layers.equations import (
    gates_of,
    run_gru_reset_after,
    run_gru_reset_before,
    run_lstm,
    run_rnn,
)

T, N, D, H = 5, 3, 4, 6

every_cell = pytest.mark.parametrize("form", FORMS)
masked = pytest.mark.parametrize("is_masked", [False, True], ids=["no mask", "mask"])


def inputs(T: int = T, N: int = N, D: int = D) -> np.ndarray:
    """Return the same x (T, N, D) each time."""
    return np.random.RandomState(5).randn(T, N, D)


def leading_padding() -> np.ndarray:
    """Return a mask (T, N, 1): the sequences begin at steps 0, 2 and 4."""
    return (np.arange(T)[:, None] >= np.array([0, 2, 4]))[:, :, None].astype(float)


def by_hand(layer: Recurrent, x: np.ndarray, state: State) -> list[tuple[np.ndarray, ...]]:
    """Return the state after each step by the equations of the cell."""
    gates = gates_of(layer)
    if isinstance(layer, LSTM):
        return list(run_lstm(x, state[0], state[1], gates))
    run = {RNN: run_rnn, GRU: run_gru_reset_after, ResetBeforeGRU: run_gru_reset_before}
    return [(h,) for h in run[type(layer)](x, state[0], gates)]


@every_cell
@pytest.mark.parametrize(("steps", "batch", "hidden"), [(5, 3, 6), (1, 1, 1), (7, 1, 1), (1, 4, 3)])
def test_the_equations_hold(form: str, steps: int, batch: int, hidden: int) -> None:
    """Outputs and last state are those of the equations written out, down to H = 1 and T = 1."""
    layer, _ = build_cell(form, D, hidden, float64_backend())
    x, state = inputs(steps, batch), random_state(layer, batch)
    expected = by_hand(layer, x, tuple(np.array(part) for part in state))

    y, last, _ = layer.forward(Dense(x, layer.backend), state)

    for t, (h, *_) in enumerate(expected):
        np.testing.assert_allclose(y[t, :, :-1], h, rtol=1e-12, atol=1e-14)
    for part, by_equation in zip(last, expected[-1], strict=True):
        np.testing.assert_allclose(part, by_equation, rtol=1e-12, atol=1e-14)
    assert (y[:, :, -1] == 1).all()


@every_cell
@masked
def test_gradients_are_differences_of_the_loss(form: str, is_masked: bool) -> None:
    """Of every weight, of the input and of the first state, with gradients at every output."""
    layer, parameters = build_cell(form, D, H, float64_backend())
    mask = leading_padding() if is_masked else None
    x, first = inputs(), random_state(layer, N)
    if mask is not None:
        for part in first:
            part *= mask[0]  # a sequence that has not begun has no state
    rng = np.random.RandomState(2)
    dy = rng.randn(T, N, H)
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
def test_gradients_reach_back_from_the_last_state_alone(form: str) -> None:
    """An encoder of which only the last state is used needs no gradient of its outputs."""
    layer, parameters = build_cell(form, D, H, float64_backend())
    x, rng = inputs(), np.random.RandomState(2)
    dlast = tuple(rng.randn(N, H) for _ in layer.initial_state(N))

    def loss() -> float:
        _, last, _ = layer.forward(Dense(x, layer.backend), layer.initial_state(N))
        return sum(float((d * part).sum()) for d, part in zip(dlast, last, strict=True))

    loss()
    _, _, cache = layer.forward(Dense(x, layer.backend), layer.initial_state(N))
    dx, _ = layer.backward(None, dlast, cache)

    assert_gradients(loss, parameters_with_gradients(parameters) | {"x": (x, np.array(dx))})


@every_cell
def test_a_backward_pass_keeps_the_gradients_it_was_given(form: str) -> None:
    """dy and the last state's gradient are the caller's."""
    layer, _ = build_cell(form, D, H, float64_backend())
    dy, dlast = np.ones((T, N, H)), tuple(np.ones((N, H)) for _ in layer.initial_state(N))
    _, _, cache = layer.forward(Dense(inputs(), layer.backend), layer.initial_state(N))

    layer.backward(dy, dlast, cache)

    assert (dy == 1).all()
    assert all((part == 1).all() for part in dlast)


@every_cell
def test_two_halves_equal_the_whole(form: str) -> None:
    """A state carried from one run to the next gives what one run gives."""
    layer, _ = build_cell(form, D, H, float64_backend())
    x = inputs()
    whole, end, _ = layer.forward(Dense(x, layer.backend), random_state(layer, N))
    whole, end = np.array(whole), tuple(np.array(part) for part in end)

    state = random_state(layer, N)
    first = np.array(layer.forward(Dense(x[:2], layer.backend), state)[0])
    second = np.array(layer.forward(Dense(x[2:], layer.backend), state)[0])

    np.testing.assert_allclose(np.concatenate([first, second]), whole, rtol=1e-13)
    for part, expected in zip(state, end, strict=True):
        np.testing.assert_allclose(part, expected, rtol=1e-13)


@every_cell
def test_leading_padding_is_not_seen(form: str) -> None:
    """A masked sequence gives the outputs and gradients of the same sequence without padding."""
    layer, parameters = build_cell(form, D, H, float64_backend())
    x, mask, dy = inputs(), leading_padding(), np.random.RandomState(2).randn(T, N, H)
    gradients = {name: np.zeros(p.shape) for name, p in parameters.items()}
    alone = []
    for n, begin in enumerate([0, 2, 4]):
        own = Dense(x[begin:, n : n + 1], layer.backend)
        y, _, cache = layer.forward(own, layer.initial_state(1))
        alone.append(np.array(y))
        layer.backward(dy[begin:, n : n + 1], None, cache)
        for name, p in parameters.items():
            gradients[name] += p.grad

    y, _, cache = layer.forward(Dense(x, layer.backend), layer.initial_state(N), mask)
    for n, begin in enumerate([0, 2, 4]):
        np.testing.assert_allclose(y[begin:, n : n + 1], alone[n], rtol=1e-12)
        assert (y[:begin, n, :-1] == 0).all()
    layer.backward(dy, None, cache)
    for name, p in parameters.items():
        np.testing.assert_allclose(p.grad, gradients[name], rtol=1e-10, atol=1e-13, err_msg=name)


@every_cell
@pytest.mark.parametrize("batch_size", [1, 3])
def test_single_steps_equal_the_whole_sequence(form: str, batch_size: int) -> None:
    """The stepper that generates text computes what the layer computes."""
    layer, _ = build_cell(form, D, H, float64_backend())
    x = inputs(N=batch_size)
    y, _, _ = layer.forward(Dense(x, layer.backend), random_state(layer, batch_size))
    y = np.array(y)
    stepper = layer.stepper(batch_size)
    stepper.set_state(random_state(layer, batch_size))

    steps = [stepped(stepper, x_t) for x_t in x]

    np.testing.assert_allclose(steps, y, rtol=1e-12)


@every_cell
def test_a_stepper_is_not_changed_by_training(form: str) -> None:
    """It keeps copies of the weights: text can be generated while the model learns."""
    layer, parameters = build_cell(form, D, H, float64_backend())
    stepper, x = layer.stepper(1), inputs(N=1)[0]
    before = stepped(stepper, x)
    for p in parameters.values():
        p.value[...] = 0
    stepper.set_state(layer.initial_state(1))

    after = stepped(stepper, x)

    assert np.array_equal(before, after)


@every_cell
def test_weights_are_drawn_in_the_order_and_shapes_of_the_book(form: str) -> None:
    """W_x (D, G H) from N(0, 1/D), then W_h (H, G H) from N(0, 1/H), gates in the book's order."""
    backend = Backend("float64", seed=1984)
    layer = FORMS[form].build(D, H, backend)
    Parameters(layer.parameters(), backend)
    G, rng = len(layer.gates), np.random.RandomState(1984)
    W_x, W_h = rng.randn(D, G * H) / np.sqrt(D), rng.randn(H, G * H) / np.sqrt(H)

    for k, gate in enumerate(layer.gates):
        columns = slice(layer.book_gates.index(gate) * H, (layer.book_gates.index(gate) + 1) * H)
        np.testing.assert_allclose(layer.W_x.value[k], W_x[:, columns], rtol=1e-15)
        np.testing.assert_allclose(layer.W_h.value[k, :-1], W_h[:, columns], rtol=1e-15)
        assert (layer.W_h.value[k, -1] == 0).all()


@every_cell
def test_blocks_and_columns_are_inverse(form: str) -> None:
    """A weight taken to the book's layout and back is the same."""
    layer, _ = build_cell(form, D, H, float64_backend())

    columns = layer.to_columns(layer.W_x.value)

    assert columns.shape == (D, len(layer.gates) * H)
    assert np.array_equal(layer.to_blocks(columns), layer.W_x.value)
