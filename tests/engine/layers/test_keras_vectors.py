"""The cells' equations against vectors that Keras 2 computed.

Keras 2 squashed the gates of its LSTM and GRU with a piecewise linear function by default, which
the layers do not have, and one case in nine uses the logistic function in place of tanh. So its
vectors check the equations that stand beside these tests, with Keras's functions put in;
`test_recurrent` holds the layers to the same equations with their own functions. The RNN's tanh
cases check the layer itself.
"""

import json
from typing import Any, NamedTuple

import numpy as np
import pytest

from engine.layers.base import Dense
from engine.layers.rnn import RNN
from engine.parameter import Parameters
from tests.engine.gradient_check import float64_backend
from tests.engine.layers.equations import (
    Gate,
    hard_sigmoid,
    logistic,
    run_gru_reset_before,
    run_lstm,
    run_rnn,
)
from tests.shared_data import shared_data

LOGISTIC = 1  # the case that has activation="sigmoid"
BACKWARDS = {3, 4, 7, 8}  # the cases that have go_backwards=True
STATEFUL = {5, 6, 7, 8}  # those with stateful=True: the input was read twice, the state kept
PRECISION = 1e-5  # the vectors are rounded to six decimals


class Case(NamedTuple):
    """One case: input (T, 1, D), weights in columns, and what Keras made of them."""

    x: np.ndarray
    weights: list[np.ndarray]
    expected: np.ndarray

    def gates(self, order: str) -> dict[str, Gate]:
        """Return the weights by the name of the gate."""
        W_x, W_h, *bias = self.weights
        size = len(W_h)
        b = bias[0] if bias else np.zeros(len(order) * size)
        cut = {gate: slice(k * size, (k + 1) * size) for k, gate in enumerate(order)}
        return {gate: Gate(W_x[:, own], W_h[:, own], b[own]) for gate, own in cut.items()}

    def compare(self, states: list[np.ndarray]) -> None:
        """Compare h after each step (1, H), or the last one, with what was expected."""
        last = len(self.expected) if self.expected.ndim == 2 else 1
        found = np.concatenate(states[-last:]).reshape(self.expected.shape)
        np.testing.assert_allclose(found, self.expected, atol=PRECISION)


def read(layer: str, number: int) -> Case:
    """Return a case, its input turned round or repeated where Keras did so."""
    path = shared_data("layer_vectors_kerasjs") / f"{layer}.json"
    case = json.loads(path.read_text(encoding="utf-8"))[f"recurrent.{layer}.{number}"]
    x = _array(case["input"])[:: -1 if number in BACKWARDS else 1, None]
    return Case(
        np.concatenate([x, x]) if number in STATEFUL else x,
        [_array(weight) for weight in case["weights"]],
        _array(case["expected"]),
    )


def _array(stored: dict[str, Any]) -> np.ndarray:
    return np.array(stored["data"]).reshape(stored["shape"])


@pytest.mark.parametrize("number", range(9))
def test_lstm(number: int) -> None:
    """Columns i, f, c, o."""
    case = read("LSTM", number)
    zero = np.zeros((1, len(case.weights[1])))
    squash = (logistic, logistic) if number == LOGISTIC else (hard_sigmoid, np.tanh)

    states = run_lstm(case.x, zero, zero, case.gates("ifgo"), *squash)

    case.compare([h for h, _ in states])


@pytest.mark.parametrize("number", range(9))
def test_gru(number: int) -> None:
    """Columns z, r, h, the reset before the product; Keras's z is 1 - z of the book."""
    case = read("GRU", number)
    gates = case.gates("zrn")
    z = gates["z"]
    gates["z"] = Gate(-z.W_x, -z.W_h, -z.b)
    squash = (logistic, logistic) if number == LOGISTIC else (hard_sigmoid, np.tanh)

    states = run_gru_reset_before(case.x, np.zeros((1, len(z.W_h))), gates, *squash)

    case.compare(states)


@pytest.mark.parametrize("number", range(9))
def test_rnn_equation(number: int) -> None:
    """One block of columns."""
    case = read("SimpleRNN", number)
    tanh = logistic if number == LOGISTIC else np.tanh

    case.compare(run_rnn(case.x, np.zeros((1, len(case.weights[1]))), case.gates("h"), tanh))


@pytest.mark.parametrize("number", [n for n in range(9) if n != LOGISTIC])
def test_rnn_layer(number: int) -> None:
    """The layer itself, where Keras's activation is tanh."""
    case = read("SimpleRNN", number)
    backend, gate = float64_backend(), case.gates("h")["h"]
    layer = RNN(len(gate.W_x), len(gate.W_h), backend)
    parameters = Parameters(layer.parameters(), backend)
    parameters.load({"W_x": gate.W_x[None], "W_h": np.vstack([gate.W_h, gate.b])[None]})

    y, _, _ = layer.forward(Dense(case.x, backend), layer.initial_state(1))

    case.compare(list(y[:, :, :-1]))
