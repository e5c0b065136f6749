"""Attention that learns what to compare."""

from __future__ import annotations

import numpy as np

from engine.backend import Array, Backend
from engine.layers.attention import MemoryLooker
from engine.layers.base import as_rows
from engine.layers.dot_attention import DotAttention
from engine.parameter import Parameter


class GeneralAttention(DotAttention):
    """Score a step of the memory by its product with the query, taken to the memory's terms.

        score(q, m_s) = (q W) . m_s

    Shapes: W (H, H), drawn from N(0, 1/H).
    Source: Luong et al. 2015, section 3.1, "general".
    """

    def __init__(self, hidden_size: int, backend: Backend) -> None:
        super().__init__(backend)
        self.W = Parameter((hidden_size, hidden_size), self._initial)

    def _initial(self) -> np.ndarray:
        H = self.W.shape[0]
        return self.backend.randn(H, H, scale=H**-0.5)

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W}

    def _score(self, q: Array, m: Array, out: Array) -> None:
        super()._score(self._asked(q), m, out)

    def _score_back(self, dscores: Array, q: Array, m: Array) -> tuple[Array, Array]:
        xp = self.backend.xp
        dasked, dm = super()._score_back(dscores, self._asked(q), m)
        xp.matmul(as_rows(q).T, as_rows(dasked), out=self.W.grad)
        return xp.matmul(dasked, self.W.value.T, out=self.scratch("dq of asked", *q.shape)), dm

    def _asked(self, q: Array) -> Array:
        return self.backend.xp.matmul(q, self.W.value, out=self.scratch("asked", *q.shape))

    def looker(self, memory: Array, mask: Array | None = None) -> MemoryLooker:
        xp = self.backend.xp
        m = xp.ascontiguousarray(memory.transpose(1, 0, 2))
        keys = xp.matmul(m, self.W.value.T)
        return MemoryLooker(
            m, mask, self.backend, lambda query: xp.matmul(keys, query[:, :, None])[:, :, 0]
        )
