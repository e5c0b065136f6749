"""Adaptive moments."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.backend import Array, Backend
from engine.config import setting
from engine.optimizers.base import OPTIMIZERS, Optimizer, OptimizerConfig, descend, learning_rate
from engine.parameter import Parameters


@OPTIMIZERS.register
class AdamConfig(OptimizerConfig):
    """Momentum with a step size of its own for every weight. Works well untuned."""

    kind: Literal["adam"] = "adam"
    learning_rate: float = learning_rate(0.001)
    beta1: float = setting(
        0.9, "Beta 1", help="How slowly the mean gradient changes.", low=0, high=0.9999,
        basic=False, book=0.9,
    )  # fmt: skip
    beta2: float = setting(
        0.999, "Beta 2", help="How slowly the mean square changes.", low=0, high=0.99999,
        basic=False, book=0.999,
    )  # fmt: skip

    def build(self, parameters: Parameters, backend: Backend) -> Adam:
        return Adam(parameters, backend, self.beta1, self.beta2)


class Adam(Optimizer):
    """Adaptive moments, as in the book:

        m <- b1 m + (1 - b1) g
        v <- b2 v + (1 - b2) g^2
        w <- w - lr sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + 1e-7)

    The slots hold m / (1 - b1) and v / (1 - b2): two passes less, and the factors go into the
    step size. The 1e-7 stands outside the bias correction, where Kingma & Ba 2015 have it inside.
    """

    slot_names = ("mean", "square")
    weight_decay = 0.0

    def __init__(
        self, parameters: Parameters, backend: Backend, beta1: float, beta2: float
    ) -> None:
        super().__init__(parameters, backend)
        self.beta1, self.beta2 = beta1, beta2

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values, t = self.parameters.flat_values[span], self.updates
        mean, square = self.slots["mean"][span], self.slots["square"][span]
        part, root = self._part[: gradient.size], (1 - self.beta2) ** 0.5
        np.multiply(mean, self.beta1, out=mean)
        np.add(mean, gradient, out=mean)
        np.multiply(gradient, gradient, out=part)
        np.multiply(square, self.beta2, out=square)
        np.add(square, part, out=square)
        if self.weight_decay:
            np.multiply(values, 1 - learning_rate * self.weight_decay, out=values)
        corrected = learning_rate * (1 - self.beta2**t) ** 0.5 / (1 - self.beta1**t)
        descend(values, mean, square, corrected * (1 - self.beta1) / root, 1e-7 / root, part)
