"""Plain gradient descent."""

from __future__ import annotations

from typing import Literal

import numpy as np

from engine.backend import Array, Backend
from engine.optimizers.base import OPTIMIZERS, Optimizer, OptimizerConfig, learning_rate
from engine.parameter import Parameters


@OPTIMIZERS.register
class SGDConfig(OptimizerConfig):
    """Steps straight down the gradient. Simple; good for language models with clipping."""

    kind: Literal["sgd"] = "sgd"
    learning_rate: float = learning_rate(1.0)

    def build(self, parameters: Parameters, backend: Backend) -> SGD:
        return SGD(parameters, backend)


class SGD(Optimizer):
    """w <- w - lr g. Rows of a table that no token touched are not visited at all."""

    def step(self, learning_rate: float, clip_rate: float = 1.0) -> None:
        """Make one update with the gradients times `clip_rate`, which are used up."""
        super().step(learning_rate, clip_rate)
        for table, (ids, rows) in self.parameters.touched_rows():
            rows *= rows.dtype.type(learning_rate * clip_rate)
            table[ids] -= rows

    def _update(self, span: slice, gradient: Array, learning_rate: float, rate: float) -> None:
        values = self.parameters.flat_values[span]
        np.multiply(gradient, gradient.dtype.type(learning_rate * rate), out=gradient)
        np.subtract(values, gradient, out=values)
