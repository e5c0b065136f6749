"""The recurrent cells as their equations stand in the literature, one step after the other.

Nothing is fused, reordered or shared here: this is what the layers are compared with.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

import numpy as np

from engine.layers.gru import GRU
from engine.layers.recurrent import Recurrent

Squash: TypeAlias = Callable[[np.ndarray], np.ndarray]


class Gate(NamedTuple):
    """One gate's weights: W_x (D, H), W_h (H, H), b (H,); b_x is a second bias of the input."""

    W_x: np.ndarray
    W_h: np.ndarray
    b: np.ndarray
    b_x: np.ndarray | float = 0.0


def logistic(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x))."""
    return 1 / (1 + np.exp(-x))


def hard_sigmoid(x: np.ndarray) -> np.ndarray:
    """The line that Keras 2 put in the logistic function's place."""
    return np.clip(0.2 * x + 0.5, 0, 1)


def gates_of(layer: Recurrent) -> dict[str, Gate]:
    """Return a layer's weights by the name of the gate."""
    gates = {}
    for k, name in enumerate(layer.gates):
        W_h = layer.W_h.value[k]
        gates[name] = Gate(layer.W_x.value[k], W_h[:-1], W_h[-1])
    if isinstance(layer, GRU):
        gates["n"] = gates["n"]._replace(b_x=layer.b_x.value)
    return gates


def run_rnn(
    x: np.ndarray, h: np.ndarray, gates: Mapping[str, Gate], tanh: Squash = np.tanh
) -> list[np.ndarray]:
    """Return h after each step of x (T, N, D)."""
    g, states = gates["h"], []
    for x_t in x:
        h = tanh(x_t @ g.W_x + h @ g.W_h + g.b)
        states.append(h)
    return states


def run_lstm(
    x: np.ndarray,
    h: np.ndarray,
    c: np.ndarray,
    gates: Mapping[str, Gate],
    sigmoid: Squash = logistic,
    tanh: Squash = np.tanh,
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return (h, c) after each step of x (T, N, D)."""
    states = []
    for x_t in x:
        at = {name: x_t @ g.W_x + h @ g.W_h + g.b for name, g in gates.items()}
        c = sigmoid(at["f"]) * c + sigmoid(at["i"]) * tanh(at["g"])
        h = sigmoid(at["o"]) * tanh(c)
        states.append((h, c))
    return states


def run_gru_reset_after(
    x: np.ndarray, h: np.ndarray, gates: Mapping[str, Gate]
) -> list[np.ndarray]:
    """Return h after each step; z is the share of the old state, as in PyTorch."""
    z_, r_, n_ = gates["z"], gates["r"], gates["n"]
    states = []
    for x_t in x:
        z = logistic(x_t @ z_.W_x + h @ z_.W_h + z_.b)
        r = logistic(x_t @ r_.W_x + h @ r_.W_h + r_.b)
        n = np.tanh(x_t @ n_.W_x + n_.b_x + r * (h @ n_.W_h + n_.b))
        h = (1 - z) * n + z * h
        states.append(h)
    return states


def run_gru_reset_before(
    x: np.ndarray,
    h: np.ndarray,
    gates: Mapping[str, Gate],
    sigmoid: Squash = logistic,
    tanh: Squash = np.tanh,
) -> list[np.ndarray]:
    """Return h after each step; z is the share of what is new, as in the book."""
    z_, r_, n_ = gates["z"], gates["r"], gates["n"]
    states = []
    for x_t in x:
        z = sigmoid(x_t @ z_.W_x + h @ z_.W_h + z_.b)
        r = sigmoid(x_t @ r_.W_x + h @ r_.W_h + r_.b)
        n = tanh(x_t @ n_.W_x + (r * h) @ n_.W_h + n_.b)
        h = (1 - z) * h + z * n
        states.append(h)
    return states
