"""How the weights of each kind of layer stand in torch.nn: the same numbers in another layout.

Every class is one row of a table of names (`torch_names`): which of our parameters becomes which
of PyTorch's, and back. Going there and back changes no bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from engine.interchange.gates import PYTORCH, to_blocks, to_rows

Arrays = dict[str, np.ndarray]
FILTER_SIZE = 3  # of every convolution of this program


class Row(Protocol):
    """One layer under both names."""

    def to_torch(self, weights: Mapping[str, np.ndarray]) -> Arrays:
        """Return PyTorch's arrays of the layer, by name."""

    def from_torch(self, arrays: Mapping[str, np.ndarray]) -> Arrays:
        """Return our weights of the layer, by name."""


@dataclass(frozen=True)
class Same:
    """An array that is the same on both sides, but for the columns that others share with it."""

    ours: str
    theirs: str
    columns: int | None = None

    def to_torch(self, weights: Mapping[str, np.ndarray]) -> Arrays:
        return {self.theirs: weights[self.ours][..., : self.columns]}

    def from_torch(self, arrays: Mapping[str, np.ndarray]) -> Arrays:
        return {self.ours: arrays[self.theirs]}


@dataclass(frozen=True)
class Linear:
    """An nn.Linear (H, K); ours is (K + 1, H), or (H, K + 1) `in_rows`, with its bias at the end.

    Args:
        copies: how often the matrix stands side by side, since PyTorch lays directions side by
            side that are added here.
        channels: of pictures, which PyTorch flattens channel by channel and we place by place.
    """

    ours: str
    theirs: str
    in_rows: bool = False
    has_bias: bool = True
    copies: int = 1
    channels: int = 1

    def to_torch(self, weights: Mapping[str, np.ndarray]) -> Arrays:
        W = weights[self.ours] if self.in_rows else weights[self.ours].T
        named = {}
        if self.has_bias:
            W, named = W[:, :-1], {f"{self.theirs}.bias": W[:, -1]}
        W = W.reshape(len(W), -1, self.channels).swapaxes(1, 2).reshape(W.shape)
        return {f"{self.theirs}.weight": np.hstack([W] * self.copies)} | named

    def from_torch(self, arrays: Mapping[str, np.ndarray]) -> Arrays:
        W = _first(arrays[f"{self.theirs}.weight"], self.copies)
        W = W.reshape(len(W), self.channels, -1).swapaxes(1, 2).reshape(W.shape)
        if self.has_bias:
            W = np.column_stack([W, arrays[f"{self.theirs}.bias"]])
        return {self.ours: W if self.in_rows else W.T}


@dataclass(frozen=True)
class Convolution:
    """An nn.Conv2d (M, C, k, k); ours is (k k C + 1, M), the bias at the end."""

    ours: str
    theirs: str

    def to_torch(self, weights: Mapping[str, np.ndarray]) -> Arrays:
        W, k = weights[self.ours], FILTER_SIZE
        filters = W[:-1].reshape(k, k, -1, W.shape[1]).transpose(3, 2, 0, 1)
        return {f"{self.theirs}.weight": filters, f"{self.theirs}.bias": W[-1]}

    def from_torch(self, arrays: Mapping[str, np.ndarray]) -> Arrays:
        filters, bias = (arrays[f"{self.theirs}.{part}"] for part in ("weight", "bias"))
        rows = filters.transpose(2, 3, 1, 0).reshape(-1, len(bias))
        return {self.ours: np.vstack([rows, bias])}


@dataclass(frozen=True)
class Recurrent:
    """One layer and direction of an nn.RNN, nn.LSTM or nn.GRU.

    PyTorch has two biases, of which only the sum matters, except in a GRU's candidate: there they
    stand on either side of the reset gate, and ours are W_h's last row and b_x.

    Args:
        suffix: "_l0", "_l1_reverse" ...
        copies: see `Linear`.
    """

    ours: str
    theirs: str
    suffix: str
    cell: str
    copies: int = 1

    def _name(self, part: str) -> str:
        return f"{self.theirs}.{part}{self.suffix}"

    def to_torch(self, weights: Mapping[str, np.ndarray]) -> Arrays:
        W_x, W_h = weights[f"{self.ours}.W_x"], weights[f"{self.ours}.W_h"]
        inner = np.zeros_like(W_h[:, -1:])
        if self.cell == "gru":
            inner[-1, 0] = weights[f"{self.ours}.b_x"]
        W_ih, W_hh, b_ih, b_hh = (
            to_rows(blocks, self.cell, PYTORCH[self.cell])
            for blocks in (W_x, W_h[:, :-1], inner, W_h[:, -1:])
        )
        return {
            self._name("weight_ih"): np.hstack([W_ih] * self.copies),
            self._name("weight_hh"): W_hh,
            self._name("bias_ih"): b_ih[:, 0],
            self._name("bias_hh"): b_hh[:, 0],
        }

    def from_torch(self, arrays: Mapping[str, np.ndarray]) -> Arrays:
        W_ih, W_hh, b_ih, b_hh = (
            arrays[self._name(part)] for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        )
        W_x, W, inner, outer = (
            to_blocks(rows, self.cell, PYTORCH[self.cell])
            for rows in (_first(W_ih, self.copies), W_hh, b_ih[:, None], b_hh[:, None])
        )
        named = {f"{self.ours}.W_x": W_x}
        if self.cell == "gru":
            named[f"{self.ours}.b_x"] = inner[-1, 0].copy()
            inner[-1] = 0
        bias = np.where(inner == 0, outer, inner + outer)  # -0.0 + 0.0 would lose the sign
        return named | {f"{self.ours}.W_h": np.concatenate([W, bias], axis=1)}


def _first(rows: np.ndarray, copies: int) -> np.ndarray:
    """Return the first of the matrices that stand side by side."""
    return rows[:, : rows.shape[1] // copies]
