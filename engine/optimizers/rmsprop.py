"""Steps divided by the root of a running mean of squared gradients."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.backend import Array, Backend
from engine.config import setting
from engine.optimizers.base import OPTIMIZERS, Optimizer, OptimizerConfig, descend, learning_rate
from engine.parameter import Parameters


@OPTIMIZERS.register
class RMSPropConfig(OptimizerConfig):
    """Slows down where gradients have been large lately."""

    kind: Literal["rmsprop"] = "rmsprop"
    learning_rate: float = learning_rate(0.001)
    decay: float = setting(
        0.9, "Decay", help="How slowly old gradients are forgotten.", low=0, high=0.9999,
        basic=False,
    )  # fmt: skip

    def build(self, parameters: Parameters, backend: Backend) -> RMSProp:
        return RMSProp(parameters, backend, self.decay)


class RMSProp(Optimizer):
    """s <- d s + (1 - d) g^2; w <- w - lr g / (sqrt(s) + 1e-7). Source: Tieleman & Hinton 2012."""

    slot_names = ("squares",)

    def __init__(self, parameters: Parameters, backend: Backend, decay: float) -> None:
        super().__init__(parameters, backend)
        self.decay = decay

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values, squares = self.parameters.flat_values[span], self.slots["squares"][span]
        part = self._part[: gradient.size]
        np.multiply(squares, self.decay, out=squares)
        np.multiply(gradient, gradient, out=part)
        np.multiply(part, 1 - self.decay, out=part)
        np.add(squares, part, out=squares)
        descend(values, gradient, squares, learning_rate, 1e-7, part)
