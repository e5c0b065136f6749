"""A linear layer."""

from __future__ import annotations

import numpy as np

from engine.backend import Array, Backend
from engine.parameter import Parameter
from engine.scratch import Scratch


class Linear:
    """Return y = x W + b, augmented with a column of ones for the layer above.

    Shapes: x (R, D + 1), augmented; W (D + 1, K) with b as last row, drawn from N(0, 1/D), b zero;
    y (R, K + 1).
    """

    def __init__(self, input_size: int, output_size: int, backend: Backend) -> None:
        self.backend = backend
        self.scratch = Scratch(backend)
        self.W = Parameter((input_size + 1, output_size), self._draw)

    def _draw(self) -> np.ndarray:
        D, K = self.W.shape[0] - 1, self.W.shape[1]
        return np.vstack([self.backend.randn(D, K, scale=D**-0.5), np.zeros((1, K))])

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W}

    def forward(self, x: Array) -> tuple[Array, Array]:
        """Return y, and x for the way back."""
        y = self.scratch("y", len(x), self.W.shape[1] + 1)
        self.backend.xp.matmul(x, self.W.value, out=y[:, :-1])
        y[:, -1] = 1
        return y, x

    def backward(self, dy: Array, x: Array) -> Array:
        """Assign W's gradient and return dx (R, D) for dy (R, K)."""
        xp = self.backend.xp
        xp.matmul(x.T, dy, out=self.W.grad)
        dx = self.scratch("dx", len(x), self.W.shape[0] - 1)
        return xp.matmul(dy, self.W.value[:-1].T, out=dx)
