"""Gradient descent that keeps some of its last step."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.backend import Array, Backend
from engine.config import setting
from engine.optimizers.base import OPTIMIZERS, Optimizer, OptimizerConfig, learning_rate
from engine.parameter import Parameters


@OPTIMIZERS.register
class MomentumConfig(OptimizerConfig):
    """Keeps some of the last step, as a rolling ball does."""

    kind: Literal["momentum"] = "momentum"
    learning_rate: float = learning_rate(0.1)
    momentum: float = setting(
        0.9, "Momentum", help="The share of the last step that is kept.", low=0, high=0.999,
        basic=False, book=0.9,
    )  # fmt: skip

    def build(self, parameters: Parameters, backend: Backend) -> Momentum:
        return Momentum(parameters, backend, self.momentum)


class Momentum(Optimizer):
    """v <- a v - lr g; w <- w + v. Source: Polyak 1964; book 1, section 6.1."""

    slot_names = ("velocity",)

    def __init__(self, parameters: Parameters, backend: Backend, momentum: float) -> None:
        super().__init__(parameters, backend)
        self.momentum = momentum

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values, velocity = self.parameters.flat_values[span], self.slots["velocity"][span]
        np.multiply(velocity, self.momentum, out=velocity)
        np.multiply(gradient, learning_rate, out=gradient)
        np.subtract(velocity, gradient, out=velocity)
        np.add(values, velocity, out=values)
