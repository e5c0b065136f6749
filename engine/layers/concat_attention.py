"""Attention that scores by a small network."""

from __future__ import annotations

import numpy as np

from engine.backend import Array, Backend
from engine.layers.attention import Attention, MemoryLooker
from engine.layers.base import as_rows
from engine.parameter import Parameter


class ConcatAttention(Attention):
    """Score a step of the memory, laid beside the query, by a network with one hidden layer.

        score(q, m_s) = v . tanh([q; m_s] W)

    Shapes: W (2H, H), drawn from N(0, 1/2H); v (H,), drawn from N(0, 1/H).
    Source: Luong et al. 2015, section 3.1, "concat"; Bahdanau et al. 2015, appendix A.1.2.
    """

    def __init__(self, hidden_size: int, backend: Backend) -> None:
        super().__init__(backend)
        self.W = Parameter((2 * hidden_size, hidden_size), self._initial_weight)
        self.v = Parameter((hidden_size,), self._initial_vector)

    def _initial_weight(self) -> np.ndarray:
        return self.backend.randn(*self.W.shape, scale=self.W.shape[0] ** -0.5)

    def _initial_vector(self) -> np.ndarray:
        return self.backend.randn(*self.v.shape, scale=self.v.size**-0.5)

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W, "v": self.v}

    def _score(self, q: Array, m: Array, out: Array) -> None:
        (N, T, H), S, xp = q.shape, m.shape[1], self.backend.xp
        of_query = xp.matmul(q, self.W.value[:H], out=self.scratch("of query", N, T, H))
        of_memory = xp.matmul(m, self.W.value[H:], out=self.scratch("of memory", N, S, H))
        u = self.scratch("u", N, T, S, H)
        xp.add(of_query[:, :, None], of_memory[:, None], out=u)
        xp.tanh(u, out=u)
        xp.matmul(u, self.v.value, out=out)

    def _score_back(self, dscores: Array, q: Array, m: Array) -> tuple[Array, Array]:
        (N, T, H), S, xp = q.shape, m.shape[1], self.backend.xp
        u = self.scratch("u", N, T, S, H)  # written by _score, turned into its gradient
        xp.matmul(dscores.reshape(-1), as_rows(u), out=self.v.grad)
        xp.multiply(u, u, out=u)
        xp.subtract(1, u, out=u)
        u *= self.v.value
        u *= dscores[:, :, :, None]
        dof_query, dof_memory = u.sum(axis=2), u.sum(axis=1)
        xp.matmul(as_rows(q).T, as_rows(dof_query), out=self.W.grad[:H])
        xp.matmul(as_rows(m).T, as_rows(dof_memory), out=self.W.grad[H:])
        dq = xp.matmul(dof_query, self.W.value[:H].T, out=self.scratch("dq", *q.shape))
        return dq, xp.matmul(dof_memory, self.W.value[H:].T)

    def looker(self, memory: Array, mask: Array | None = None) -> MemoryLooker:
        xp, H = self.backend.xp, memory.shape[2]
        m = xp.ascontiguousarray(memory.transpose(1, 0, 2))
        of_memory = xp.matmul(m, self.W.value[H:])
        W, v = self.W.value[:H].copy(), self.v.value.copy()

        def score(query: Array) -> Array:
            return xp.matmul(xp.tanh(xp.matmul(query, W)[:, None] + of_memory), v)

        return MemoryLooker(m, mask, self.backend, score)
