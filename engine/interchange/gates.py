"""Where other programs put the gates: in rows, one gate below the other, in orders of their own."""

from __future__ import annotations

import numpy as np

from engine.layers.gru import GRU
from engine.layers.lstm import LSTM
from engine.layers.rnn import RNN

OURS = {"rnn": RNN.gates, "lstm": LSTM.gates, "gru": GRU.gates}
# Ours call the LSTM's candidate g and the GRU's n; ONNX calls them c and h.
PYTORCH = {"rnn": "h", "lstm": "ifgo", "gru": "rzn"}
ONNX = {"rnn": "h", "lstm": "iofg", "gru": "zrn"}


def to_rows(blocks: np.ndarray, cell: str, order: str) -> np.ndarray:
    """Return blocks (G, K, H) as rows (G H, K) in another order of gates."""
    return np.concatenate([blocks[OURS[cell].index(gate)].T for gate in order])


def to_blocks(rows: np.ndarray, cell: str, order: str) -> np.ndarray:
    """Return rows (G H, K) in another order of gates as blocks (G, K, H)."""
    parts = np.split(rows, len(order))
    return np.stack([parts[order.index(gate)].T for gate in OURS[cell]])
