"""Steps divided by the root of all squared gradients so far."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.backend import Array, Backend
from engine.optimizers.base import OPTIMIZERS, Optimizer, OptimizerConfig, descend, learning_rate
from engine.parameter import Parameters


@OPTIMIZERS.register
class AdaGradConfig(OptimizerConfig):
    """Slows down where gradients have been large from the start."""

    kind: Literal["adagrad"] = "adagrad"
    learning_rate: float = learning_rate(0.01)

    def build(self, parameters: Parameters, backend: Backend) -> AdaGrad:
        return AdaGrad(parameters, backend)


class AdaGrad(Optimizer):
    """s <- s + g^2; w <- w - lr g / (sqrt(s) + 1e-7). Source: Duchi et al. 2011."""

    slot_names = ("squares",)

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values, squares = self.parameters.flat_values[span], self.slots["squares"][span]
        part = self._part[: gradient.size]
        np.multiply(gradient, gradient, out=part)
        np.add(squares, part, out=squares)
        descend(values, gradient, squares, learning_rate, 1e-7, part)
