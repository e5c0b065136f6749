"""The attentional vector of Luong et al."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.layers.attention import Attention
from engine.layers.base import as_rows
from engine.models.encoding import Encoding
from engine.models.readout import (
    AttentionReadout,
    AttentionReadoutCache,
    ReadoutGradients,
    ReadoutStepper,
)
from engine.parameter import Parameter
from engine.scratch import Scratch


class LuongReadoutCache(NamedTuple):
    """The inner readout's cache, its features and the attentional vectors, augmented."""

    inner: AttentionReadoutCache
    beside: Array
    vectors: Array


class LuongReadout:
    """Blend the context that attention finds with the decoder's state.

        a = tanh([context; y] W_c + b_c)

    Shapes: W_c (2H + 1, H) with b_c as last row; drawn from N(0, 1/2H), b_c zero.
    Source: Luong et al. 2015, equation 5.
    """

    def __init__(self, attention: Attention, hidden_size: int, backend: Backend) -> None:
        self.backend, self.scratch = backend, Scratch(backend)
        self._inner = AttentionReadout(attention, backend)
        self.W_c = Parameter((2 * hidden_size + 1, hidden_size), self._initial)

    def _initial(self) -> np.ndarray:
        K, H = self.W_c.shape[0] - 1, self.W_c.shape[1]
        return np.vstack([self.backend.randn(K, H, scale=K**-0.5), np.zeros(H)])

    def parameters(self) -> dict[str, Parameter]:
        return self._inner.parameters() | {"W_c": self.W_c}

    def size(self, hidden_size: int) -> int:
        return hidden_size

    def forward(self, y: Array, encoding: Encoding) -> tuple[Array, LuongReadoutCache]:
        beside, inner = self._inner.forward(y, encoding)
        vectors = self._blend(beside)
        return vectors, LuongReadoutCache(inner, beside, vectors)

    def _blend(self, beside: Array) -> Array:
        """Return the attentional vectors (T, N, H + 1), augmented, of [context; y]."""
        (T, N, _), H, xp = beside.shape, self.W_c.shape[1], self.backend.xp
        blended = xp.matmul(as_rows(beside), self.W_c.value, out=self.scratch("a", T * N, H))
        vectors = self.scratch("vectors", T, N, H + 1)
        xp.tanh(blended.reshape(T, N, H), out=vectors[:, :, :H])
        vectors[:, :, H] = 1
        return vectors

    def backward(self, dfeatures: Array, cache: LuongReadoutCache) -> ReadoutGradients:
        (T, N, _), H, xp = dfeatures.shape, self.W_c.shape[1], self.backend.xp
        da = self.scratch("a", T, N, H)
        xp.multiply(cache.vectors[:, :, :H], cache.vectors[:, :, :H], out=da)
        xp.subtract(1, da, out=da)
        da *= dfeatures[:, :, :H]
        xp.matmul(as_rows(cache.beside).T, as_rows(da), out=self.W_c.grad)
        dbeside = self.scratch("dbeside", *cache.beside.shape)
        xp.matmul(as_rows(da), self.W_c.value.T, out=as_rows(dbeside))
        return self._inner.backward(dbeside, cache.inner)

    def stepper(self, encoding: Encoding) -> ReadoutStepper:
        return LuongStepper(self._inner.stepper(encoding), self.W_c.value.copy(), self.backend)


class LuongStepper:
    """Blends the context that attention finds with the decoder's state, step by step."""

    def __init__(self, inner: ReadoutStepper, W_c: Array, backend: Backend) -> None:
        self._inner, self._W_c, self._xp = inner, W_c, backend.xp

    @property
    def weights(self) -> Array | None:
        return self._inner.weights

    def features(self, h: Array) -> Array:
        blended = self._xp.matmul(self._inner.features(h), self._W_c)
        features = self._xp.ones_like(h)
        self._xp.tanh(blended, out=features[:, :-1])
        return features
