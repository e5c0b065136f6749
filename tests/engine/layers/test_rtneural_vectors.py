"""The LSTM and the GRU over a thousand steps, against what PyTorch computed for RTNeural."""

import json

import numpy as np
import pytest

from engine.layers import GRUConfig, LSTMConfig
from engine.layers.base import Dense
from engine.layers.recurrent import Recurrent
from engine.parameter import Parameters
from tests.engine.gradient_check import float64_backend
from tests.shared_data import shared_data

ORDERS = {"lstm": "ifgo", "gru": "rzn"}  # PyTorch's rows


def load_layer(weights: dict[str, np.ndarray], name: str, layer: int, cell: str) -> Recurrent:
    """Return a layer with the weights that torch.nn calls `name`.weight_ih_l0 and so on."""
    W_ih, W_hh, b_ih, b_hh = (
        weights[f"{name}.{part}_l{layer}"]
        for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    backend, (H, D) = float64_backend(), (W_hh.shape[1], W_ih.shape[1])
    config = LSTMConfig() if cell == "lstm" else GRUConfig(reset_after=True)
    built = config.build(D, H, backend)
    parameters = Parameters(built.parameters(), backend)
    for k, gate in enumerate(built.gates):
        rows = slice(ORDERS[cell].index(gate) * H, (ORDERS[cell].index(gate) + 1) * H)
        built.W_x.value[k] = W_ih[rows].T
        built.W_h.value[k, :-1] = W_hh[rows].T
        built.W_h.value[k, -1] = b_hh[rows] + (b_ih[rows] if gate != "n" else 0)
        if gate == "n":
            parameters["b_x"].value[...] = b_ih[rows]
    return built


@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_a_thousand_steps(cell: str) -> None:
    """One recurrent layer of one, three more of eight, then a linear one: y = W h + b."""
    folder = shared_data("layer_vectors_rtneural_torch")
    stored = json.loads((folder / f"{cell}_torch.json").read_text(encoding="utf-8"))
    weights = {name: np.array(values) for name, values in stored.items()}
    y = np.loadtxt(folder / f"{cell}_torch_x_python.csv")[:, None, None]
    expected = np.loadtxt(folder / f"{cell}_torch_y_python.csv")

    for name, number in [(cell, 0), (f"{cell}2", 0), (f"{cell}2", 1), (f"{cell}2", 2)]:
        layer = load_layer(weights, name, number, cell)
        y = layer.forward(Dense(y, layer.backend), layer.initial_state(1))[0][:, :, :-1]
    answer = y[:, 0] @ weights["dense.weight"].T + weights["dense.bias"]

    np.testing.assert_allclose(answer[:, 0], expected, atol=2e-6)
