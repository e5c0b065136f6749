"""Builds an ONNX graph node by node. The package onnx is imported here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

from engine.interchange.gates import ONNX, to_rows
from engine.layers import CellConfig, GRUConfig

OPSET = 17
IR_VERSION = 8  # goes with the opset; a newer one would shut out older runtimes


class OnnxGraph:
    """Nodes, constants, inputs and outputs of a graph; values are known by name."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self.weights = weights
        self._nodes: list[Any] = []
        self._constants: list[Any] = []
        self._inputs: list[Any] = []
        self._outputs: list[Any] = []

    def ids(self, name: str, *shape: str | int) -> str:
        """Add an input of token ids."""
        self._inputs.append(helper.make_tensor_value_info(name, TensorProto.INT64, shape))
        return name

    def floats(self, name: str, *shape: str | int) -> str:
        """Add an input of numbers."""
        self._inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def output(self, value: str, name: str, *shape: str | int) -> None:
        """Let a value be an output."""
        self.add("Identity", [value], name)
        self._outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def constant(self, array: np.ndarray, name: str) -> str:
        """Add a constant."""
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, operator: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        """Add a node with one output."""
        self._nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def embed(self, table: np.ndarray, ids: str, name: str) -> str:
        """Look ids up in a table (V, D)."""
        return self.add("Gather", [self.constant(table, f"{name}.table"), ids], name)

    def scores(self, W: np.ndarray, features: str) -> str:
        """Return logits for features (T, N, K) with an output table (V, K + 1)."""
        weight, bias = self.constant(W[:, :-1].T, "output.W"), self.constant(W[:, -1], "output.b")
        product = self.add("MatMul", [features, weight], "output.product")
        return self.add("Add", [product, bias], "scores")

    def recurrent(
        self, prefix: str, cell: CellConfig, x: str, state: Sequence[str] = ()
    ) -> tuple[str, list[str]]:
        """Add one layer; return its outputs (T, N, H) and the names of its last state.

        `prefix` names the layer among the weights. `state` is h, and c for an LSTM, (1, N, H);
        an empty name, or none at all, stands for zeros.
        """
        W_h = self.weights[f"{prefix}.W_h"]
        parts = dict(zip("WRB", self._arrays(prefix, cell), strict=True))
        names = [self.constant(array, f"{prefix}.{key}") for key, array in parts.items()]
        outputs = [f"{prefix}.all", f"{prefix}.h", f"{prefix}.c"][: 3 if cell.kind == "lstm" else 2]
        attributes: dict[str, Any] = {"hidden_size": W_h.shape[2]}
        if isinstance(cell, GRUConfig):
            attributes["linear_before_reset"] = int(cell.reset_after)
        operator = {"rnn": "RNN", "gru": "GRU", "lstm": "LSTM"}[cell.kind]
        inputs = [x, *names, "", *state]  # "": all sequences have the same length
        self._nodes.append(helper.make_node(operator, inputs, outputs, **attributes))
        axis = self.constant(np.array([1]), f"{prefix}.axis")  # of the directions: there is one
        return self.add("Squeeze", [outputs[0], axis], f"{prefix}.y"), outputs[1:]

    def _arrays(self, prefix: str, cell: CellConfig) -> tuple[np.ndarray, ...]:
        """Return W (1, G H, D), R (1, G H, H) and B (1, 2 G H) in ONNX's order of gates."""
        W_x, W_h = self.weights[f"{prefix}.W_x"], self.weights[f"{prefix}.W_h"]
        inner = np.zeros_like(W_h[:, -1:])
        if isinstance(cell, GRUConfig):
            if cell.reset_after:
                inner[-1, 0] = self.weights[f"{prefix}.b_x"]
            else:  # the book's z is the share of what is new, ONNX's that of what is old
                W_x, W_h = W_x.copy(), W_h.copy()
                W_x[0], W_h[0] = -W_x[0], -W_h[0]
        blocks = (W_x, W_h[:, :-1], inner, W_h[:, -1:])
        W, R, b_W, b_R = (to_rows(block, cell.kind, ONNX[cell.kind]) for block in blocks)
        return W[None], R[None], np.concatenate([b_W, b_R]).T

    def to_bytes(self) -> bytes:
        """Return the checked model as the content of a file."""
        graph = helper.make_graph(
            self._nodes, "recurrent-playground", self._inputs, self._outputs, self._constants
        )
        opsets = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="recurrent-playground")
        model.ir_version = IR_VERSION
        checker.check_model(model, full_check=True)
        return bytes(model.SerializeToString())
