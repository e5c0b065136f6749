"""Recurrent layers as part of an ONNX graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from engine.interchange.gates import ONNX, to_rows
from engine.interchange.onnx_graph import OnnxGraph
from engine.layers import CellConfig, GRUConfig

OPERATORS = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}


def add_stack(
    graph: OnnxGraph,
    prefix: str,
    cell: CellConfig,
    num_layers: int,
    x: str,
    states: Sequence[Sequence[str]] = (),
) -> tuple[str, list[list[str]]]:
    """Add the layers below a prefix of the weights; return the top's outputs and last states.

    A state is h, and c for an LSTM, (1, N, H), layer by layer; what is left out is zeros. The
    directions of a layer that reads both ways are added, in its outputs and in its last state.
    """
    last = []
    for k in range(num_layers):
        x, own = _add_layer(graph, f"{prefix}.{k}", cell, x, states[k] if states else ())
        last.append(own)
    return x, last


def _add_layer(
    graph: OnnxGraph, prefix: str, cell: CellConfig, x: str, state: Sequence[str]
) -> tuple[str, list[str]]:
    both = [f"{prefix}.ahead", f"{prefix}.back"]
    ways = both if f"{both[0]}.W_x" in graph.weights else [prefix]
    arrays = zip(*(_arrays(graph, way, cell) for way in ways), strict=True)
    parts = [np.concatenate(own) for own in arrays]
    names = [graph.constant(a, f"{prefix}.{key}") for key, a in zip("WRB", parts, strict=True)]
    attributes: dict[str, Any] = {"hidden_size": parts[1].shape[2]}
    if isinstance(cell, GRUConfig):
        attributes["linear_before_reset"] = int(cell.reset_after)
    if len(ways) > 1:
        attributes["direction"] = "bidirectional"
    outputs = [f"{prefix}.{part}" for part in ("all", "h", "c")]
    y, *last = outputs if cell.kind == "lstm" else outputs[:2]
    inputs = [x, *names, "", *state]  # "": all sequences have the same length
    graph.add_all(OPERATORS[cell.kind], inputs, [y, *last], **attributes)
    total = graph.shaped("ReduceSum", y, [1], f"{prefix}.y", keepdims=0)
    return total, [graph.shaped("ReduceSum", own, [0], f"{own}.last") for own in last]


def _arrays(graph: OnnxGraph, prefix: str, cell: CellConfig) -> tuple[np.ndarray, ...]:
    """Return W (1, G H, D), R (1, G H, H) and B (1, 2 G H) in ONNX's order of gates."""
    W_x, W_h = graph.weights[f"{prefix}.W_x"], graph.weights[f"{prefix}.W_h"]
    inner = np.zeros_like(W_h[:, -1:])
    if isinstance(cell, GRUConfig):
        if cell.reset_after:
            inner[-1, 0] = graph.weights[f"{prefix}.b_x"]
        else:  # the book's z is the share of what is new, ONNX's that of what is old
            W_x, W_h = W_x.copy(), W_h.copy()
            W_x[0], W_h[0] = -W_x[0], -W_h[0]
    blocks = (W_x, W_h[:, :-1], inner, W_h[:, -1:])
    W, R, b_W, b_R = (to_rows(block, cell.kind, ONNX[cell.kind]) for block in blocks)
    return W[None], R[None], np.concatenate([b_W, b_R]).T
