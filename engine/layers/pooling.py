"""Pictures of half the size."""

from __future__ import annotations

from engine.backend import Array, Backend
from engine.scratch import Scratch


class MaxPool2d:
    """Keep the largest of every two by two neighbours, and nothing below zero.

        y = max(x[2i, 2j], x[2i, 2j + 1], x[2i + 1, 2j], x[2i + 1, 2j + 1], 0)

    The rectifier is part of it because it is four times cheaper after pooling than before, and the
    result is the same. The gradient goes to the first of equals, and nowhere where y is zero.

    Shapes: x (N, h, w, C) with h and w even; y (N, h / 2, w / 2, C).
    """

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.scratch = Scratch(backend)

    def forward(self, x: Array) -> tuple[Array, tuple[Array, Array]]:
        """Return y, and x and y for the way back."""
        (N, h, w, C), xp = x.shape, self.backend.xp
        y = self.scratch("y", N, h // 2, w // 2, C)
        y[...] = 0
        for corner in _corners(x):
            xp.maximum(y, corner, out=y)
        return y, (x, y)

    def backward(self, dy: Array, cache: tuple[Array, Array]) -> Array:
        """Return dx."""
        x, y = cache
        dx = self.scratch("dx", *x.shape)
        free = y > 0
        for corner, dcorner in zip(_corners(x), _corners(dx), strict=True):
            hit = free & (corner == y)
            dcorner[...] = dy * hit
            free &= ~hit
        return dx


def _corners(x: Array) -> list[Array]:
    """Return views of the upper left, upper right, lower left and lower right neighbours."""
    return [x[:, i::2, j::2] for i in (0, 1) for j in (0, 1)]
