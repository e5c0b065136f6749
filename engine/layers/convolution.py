"""Convolution of pictures."""

from __future__ import annotations

import numpy as np

from engine.backend import Array, Backend
from engine.layers.base import as_rows
from engine.parameter import Parameter
from engine.scratch import Scratch


class Conv2d:
    """Slide k x k filters over pictures whose border is padded with zeros.

        y[i, j] = sum over u, v of x[i + u, j + v] W[u, v] + b      u, v from -(k // 2) to k // 2

    Every window becomes a row, so that all of it is one matrix product.

    Shapes: x (N, h, w, C); y (N, h, w, M); W (k k C + 1, M) with b as last row, drawn from
    N(0, 2 / (k k C)), b zero. k is odd.
    Source: LeCun et al. 1998; the scale: He et al. 2015; the product: Chellapilla et al. 2006.
    """

    def __init__(
        self, in_channels: int, out_channels: int, backend: Backend, filter_size: int = 3
    ) -> None:
        self.backend, self.filter_size = backend, filter_size
        self.scratch = Scratch(backend)
        self.W = Parameter((filter_size**2 * in_channels + 1, out_channels), self._initial)

    def _initial(self) -> np.ndarray:
        K, M = self.W.shape[0] - 1, self.W.shape[1]
        return np.vstack([self.backend.randn(K, M, scale=(2 / K) ** 0.5), np.zeros(M)])

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W}

    def forward(self, x: Array) -> tuple[Array, Array]:
        """Return y and the windows (N, h, w, k k C + 1), which `backward` needs."""
        (N, h, w, C), k = x.shape, self.filter_size
        padded = self.scratch("padded", N, h + k - 1, w + k - 1, C)
        padded[...] = 0
        padded[:, k // 2 : k // 2 + h, k // 2 : k // 2 + w] = x
        windows = self.scratch("windows", N, h, w, k * k * C + 1)
        for at, (u, v) in enumerate(np.ndindex(k, k)):
            windows[..., at * C : (at + 1) * C] = padded[:, u : u + h, v : v + w]
        windows[..., -1] = 1
        y = self.scratch("y", N, h, w, self.W.shape[1])
        self.backend.xp.matmul(as_rows(windows), self.W.value, out=as_rows(y))
        return y, windows

    def backward(self, dy: Array, windows: Array, *, to_input: bool = True) -> Array | None:
        """Assign the gradient; return dx unless the input is the data, which need none."""
        xp, k = self.backend.xp, self.filter_size
        xp.matmul(as_rows(windows).T, as_rows(dy), out=self.W.grad)
        if not to_input:
            return None
        N, h, w, K = windows.shape
        C = (K - 1) // k**2
        dwindows = self.scratch("dwindows", N, h, w, K - 1)
        xp.matmul(as_rows(dy), self.W.value[:-1].T, out=as_rows(dwindows))
        dpadded = self.scratch("padded", N, h + k - 1, w + k - 1, C)
        dpadded[...] = 0
        for at, (u, v) in enumerate(np.ndindex(k, k)):
            dpadded[:, u : u + h, v : v + w] += dwindows[..., at * C : (at + 1) * C]
        return dpadded[:, k // 2 : k // 2 + h, k // 2 : k // 2 + w]
