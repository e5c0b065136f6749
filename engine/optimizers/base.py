"""What the update rules share: they work piece by piece, so that a piece stays in the cache."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from engine.backend import Array, Backend
from engine.config import Config, setting
from engine.parameter import Parameters
from engine.registry import Registry

CHUNK = 16384  # elements: three to five float32 pieces of this size fit into a 512 kB L2 cache


def learning_rate(default: float) -> Any:
    """Return the field that every optimizer has."""
    return setting(
        default,
        "Learning rate",
        help="How far each update goes. Too high diverges, too low takes for ever.",
        low=1e-6,
        high=1000,
        scale="log",
        live=True,
    )


class OptimizerConfig(Config):
    """Base of the optimizers' configs."""

    kind: str
    learning_rate: float = learning_rate(0.001)

    def build(self, parameters: Parameters, backend: Backend) -> Optimizer:
        """Return the optimizer of these parameters."""
        raise NotImplementedError


OPTIMIZERS: Registry[OptimizerConfig] = Registry("optimizer")


class Optimizer(ABC):
    """Change the parameters by their gradients.

    Attributes:
        slots: vectors that it keeps beside the parameters, by name; part of a checkpoint.
        updates: how many have been made.
    """

    slot_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, parameters: Parameters, backend: Backend) -> None:
        self.parameters, self.backend = parameters, backend
        size = parameters.flat_values.size
        self.slots = {name: backend.zeros(size) for name in self.slot_names}
        self._part = backend.empty(min(CHUNK, size))
        self.updates = 0

    def reset(self) -> None:
        """Forget all updates so far."""
        self.updates = 0
        for slot in self.slots.values():
            slot[...] = 0

    def step(self, learning_rate: float, clip_rate: float = 1.0) -> None:
        """Make one update with the gradients times `clip_rate`, which are used up."""
        self.updates += 1
        if self.slots:
            self.parameters.spread_rows()
        for span in self._chunks():
            gradient = self.parameters.flat_grads[span]
            if self.slots and clip_rate != 1.0:
                np.multiply(gradient, gradient.dtype.type(clip_rate), out=gradient)
            self._update(span, gradient, learning_rate, clip_rate)

    def _chunks(self) -> Iterator[slice]:
        for segment in self.parameters.segments():
            for start in range(segment.start, segment.stop, CHUNK):
                yield slice(start, min(start + CHUNK, segment.stop))

    @abstractmethod
    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        """Change the values of one piece; with slots the gradient is clipped already."""


def descend(
    values: Array, direction: Array, squares: Array, rate: float, epsilon: float, part: Array
) -> None:
    """values <- values - rate direction / (sqrt(squares) + epsilon)."""
    np.sqrt(squares, out=part)
    np.add(part, epsilon, out=part)
    np.divide(direction, part, out=part)
    np.multiply(part, rate, out=part)
    np.subtract(values, part, out=values)
