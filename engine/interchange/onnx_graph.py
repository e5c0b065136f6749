"""Builds an ONNX graph node by node. The package onnx is imported here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

from engine.errors import CheckpointError

OPSET = 17
IR_VERSION = 8  # goes with the opset; a newer one would shut out older runtimes
MAX_BYTES = 2_000_000_000  # of all arrays; a file in this format has less than 2 ** 31


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
        return self._input(name, TensorProto.INT64, shape)

    def floats(self, name: str, *shape: str | int) -> str:
        """Add an input of numbers."""
        return self._input(name, TensorProto.FLOAT, shape)

    def pixels(self, name: str, *shape: str | int) -> str:
        """Add an input of numbers from 0 to 255; return them as numbers to compute with."""
        inside = self._input(name, TensorProto.UINT8, shape)
        return self.add("Cast", [inside], f"{name}.values", to=TensorProto.FLOAT)

    def _input(self, name: str, kind: int, shape: Sequence[str | int]) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, kind, shape))
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
        self.add_all(operator, inputs, [output], **attributes)
        return output

    def add_all(
        self, operator: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: Any
    ) -> None:
        """Add a node."""
        self._nodes.append(helper.make_node(operator, inputs, outputs, **attributes))

    def embed(self, table: np.ndarray, ids: str, name: str) -> str:
        """Look ids up in a table (V, D)."""
        return self.add("Gather", [self.constant(table, f"{name}.table"), ids], name)

    def linear(self, W: np.ndarray, x: str, name: str) -> str:
        """Return x W + b for W (K + 1, H) with b as last row."""
        product = self.product(W[:-1], x, f"{name}.product")
        return self.add("Add", [product, self.constant(W[-1], f"{name}.b")], name)

    def product(self, W: np.ndarray, x: str, name: str) -> str:
        """Return x W."""
        return self.add("MatMul", [x, self.constant(W, f"{name}.W")], name)

    def turn(self, x: str, *axes: int) -> str:
        """Return x with its axes in this order."""
        return self.add("Transpose", [x], f"{x}.{''.join(map(str, axes))}", perm=axes)

    def shaped(self, operator: str, x: str, axes: Sequence[int], name: str, **more: Any) -> str:
        """Add a Squeeze, Unsqueeze, Reshape or sum, whose axes or sizes are a constant."""
        return self.add(operator, [x, self.constant(np.array(axes), f"{name}.axes")], name, **more)

    def to_bytes(self, metadata: dict[str, str]) -> bytes:
        """Return the checked model as the content of a file.

        Raises:
            CheckpointError: it is too large for the format.
        """
        size = sum(len(constant.raw_data) for constant in self._constants)
        if size > MAX_BYTES:
            raise CheckpointError(
                f"The model takes {size / 1e6:,.0f} MB, but an ONNX file holds at most "
                f"{MAX_BYTES / 1e6:,.0f} MB. Export its weights for PyTorch instead."
            )
        graph = helper.make_graph(
            self._nodes, "recurrent-playground", self._inputs, self._outputs, self._constants
        )
        opsets = [helper.make_opsetid("", OPSET)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="recurrent-playground")
        model.ir_version = IR_VERSION
        helper.set_model_props(model, metadata)
        checker.check_model(model, full_check=True)
        return bytes(model.SerializeToString())
