"""Single steps of a recurrent layer for generation, where one token follows from the last."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from engine.backend import Array
from engine.layers.base import State
from engine.parameter import as_blocks

if TYPE_CHECKING:
    from engine.layers.recurrent import Recurrent


class Stepper(ABC):
    """A recurrent layer frozen for stepping: gates side by side, sigmoid gates' weights halved.

    It holds copies of the weights, made once, and the state of the sequences it steps, so text
    can be generated while the model it came from goes on learning.

    One text takes a dozen calls of NumPy per token and layer, which cost more than what they
    compute; so all their operands are made here, constants included (a Python number is turned
    into an array at every call: 0.2 us of 0.5).

    Attributes:
        state: views of the state, each (N, H); assign to their content to set it.
        h: the hidden state augmented with a column of ones, (N, H + 1).
        x: what `step` takes as the projected input, (N, G H); fill it, or let `read` do so.
        rows, blocks: what the state adds to the gates, (N, G H), and the same memory by gates.
        gates: (G, N, H), contiguous, as the elementwise passes want it.
    """

    def __init__(self, layer: Recurrent, batch_size: int) -> None:
        backend, N, H, G = layer.backend, batch_size, layer.hidden_size, len(layer.gates)
        self.backend, self.hidden_size, self.half = backend, H, backend.asarray(0.5)
        halves = backend.asarray([0.5 if halved else 1.0 for halved in layer.halved]).repeat(H)
        W_x = layer.W_x.columns * halves
        self.W_x = backend.xp.concatenate([W_x, self._input_bias(layer)])
        self.W_h = layer.W_h.columns * halves
        self.h = backend.zeros(N, H + 1)
        self.h[:, H] = 1
        rest = [backend.zeros(N, H) for _ in range(layer.state_size - 1)]
        self.state: State = (self.h[:, :H], *rest)
        self.x, self.rows = backend.empty(N, G * H), backend.empty(N, G * H)
        self.x_blocks, self.blocks = as_blocks(self.x, G), as_blocks(self.rows, G)
        self.gates = backend.xp.ascontiguousarray(self.blocks)  # of one text the blocks themselves
        self.part = backend.empty(N, H)
        self.each = tuple(self.gates)
        self.sigmoids = self.gates[: sum(layer.halved)]

    def _input_bias(self, layer: Recurrent) -> Array:
        """Return what is added to the projected input, (1, G H)."""
        return layer.backend.zeros(1, self.hidden_size * len(layer.gates))

    def set_state(self, state: State) -> None:
        """Start from a state of the layer, each part (N, H)."""
        for kept, given in zip(self.state, state, strict=True):
            kept[...] = given

    def project(self, x: Array) -> Array:
        """Return x W_x for vectors x (K, D), as `x` takes it: (K, G H)."""
        projected = self.backend.xp.matmul(x, self.W_x[:-1])
        projected += self.W_x[-1]
        return projected

    def read(self, below: Array) -> None:
        """Take the augmented h (N, D + 1) of the layer below as input."""
        np.dot(below, self.W_x, out=self.x)

    def _add_up(self) -> None:
        """Fill the gates with what the state and the input come to.

        A sum of rows and a copy take half as long as a sum of blocks, whose lines lie apart.
        """
        np.dot(self.h, self.W_h, out=self.rows)
        np.add(self.rows, self.x, out=self.rows)
        if self.gates is not self.blocks:
            self.gates[...] = self.blocks

    @abstractmethod
    def step(self) -> Array:
        """Step on with the projected input `x`; return h augmented, (N, H + 1)."""
