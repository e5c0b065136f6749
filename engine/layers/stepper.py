"""Single steps of a recurrent layer for generation, where one token follows from the last."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from engine.backend import Array
from engine.layers.base import State

if TYPE_CHECKING:
    from engine.layers.recurrent import Recurrent


class Stepper(ABC):
    """A recurrent layer frozen for stepping: gates in columns, sigmoid gates' weights halved.

    It holds copies of the weights, made once, and the state of the sequences it steps, so text
    can be generated while the model it came from goes on learning.

    Attributes:
        state: views of the state, each (N, H); assign to their content to set it.
        h: the hidden state augmented with a column of ones, (N, H + 1).
    """

    halved: ClassVar[tuple[bool, ...]]

    def __init__(self, layer: Recurrent, batch_size: int) -> None:
        backend, H, G = layer.backend, layer.hidden_size, len(layer.gates)
        self.backend, self.hidden_size, self.layer = backend, H, layer
        half = backend.asarray([0.5 if halved else 1.0 for halved in self.halved])
        self._half = half.repeat(H)
        self.W_x = self._in_columns(layer.W_x.value)
        self.W_h = self._in_columns(layer.W_h.value)
        self.h = backend.zeros(batch_size, H + 1)
        self.h[:, H] = 1
        rest = [backend.zeros(batch_size, H) for _ in range(layer.state_size - 1)]
        self.state: State = (self.h[:, :H], *rest)
        self.gates, self.part = backend.empty(batch_size, G * H), backend.empty(batch_size, H)
        self.columns = [self.gates[:, g * H : (g + 1) * H] for g in range(G)]
        self.sigmoids = self.gates[:, : sum(self.halved) * H]

    def _in_columns(self, blocks: Array) -> Array:
        columns = blocks.transpose(1, 0, 2).reshape(blocks.shape[1], -1)
        return self.backend.xp.ascontiguousarray(columns * self._half)

    def set_state(self, state: State) -> None:
        """Start from a state of the layer, each part (N, H)."""
        for kept, given in zip(self.state, state, strict=True):
            kept[...] = given

    def project(self, x: Array) -> Array:
        """Return x W_x for vectors x (K, D), as `step` takes it: (K, G H)."""
        return self.backend.xp.matmul(x, self.W_x)

    @abstractmethod
    def step(self, x: Array) -> Array:
        """Take the projected input (N, G H); return h augmented, (N, H + 1)."""
