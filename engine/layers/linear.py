"""A linear layer."""

from __future__ import annotations

import numpy as np

from engine.backend import Array, Backend
from engine.parameter import Parameter
from engine.scratch import Scratch


class Linear:
    """Return x W + b.

    Shapes: x (R, K); W (K + 1, H) with b as last row, drawn from N(0, 1/K), b zero.
    """

    def __init__(self, input_size: int, output_size: int, backend: Backend) -> None:
        self.backend = backend
        self.scratch = Scratch(backend)
        self.W = Parameter((input_size + 1, output_size), self._initial)

    def _initial(self) -> np.ndarray:
        K, H = self.W.shape[0] - 1, self.W.shape[1]
        return np.vstack([self.backend.randn(K, H, scale=K**-0.5), np.zeros(H)])

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W}

    def forward(self, x: Array) -> tuple[Array, Array]:
        """Return y (R, H), and x for the way back."""
        y = self.scratch("y", len(x), self.W.shape[1])
        self.backend.xp.matmul(x, self.W.value[:-1], out=y)
        y += self.W.value[-1]
        return y, x

    def backward(self, dy: Array, x: Array) -> Array:
        """Assign the gradient; return dx."""
        xp = self.backend.xp
        xp.matmul(x.T, dy, out=self.W.grad[:-1])
        self.W.grad[-1] = dy.sum(axis=0)
        return xp.matmul(dy, self.W.value[:-1].T, out=self.scratch("dx", *x.shape))
