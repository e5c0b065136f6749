"""Attention: look back at every step of a memory and take a weighted sum."""

from __future__ import annotations

from typing import NamedTuple

from engine.backend import Array, Backend
from engine.layers.base import Cache
from engine.scratch import Scratch


class AttentionCache(NamedTuple):
    """Queries and memory batch-major, (N, T, H) and (N, S, H), and the weights (N, T, S)."""

    queries: Array
    memory: Array
    weights: Array


class DotAttention:
    """Weight a memory by its products with a query.

        a = softmax over s of (query . memory_s)
        context = sum over s of a_s memory_s

    Shapes: queries (T, N, H), memory (S, N, H), context (T, N, H), weights (N, T, S).
    Source: Luong et al. 2015, section 3.1; book, section 8.1.
    """

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.scratch = Scratch(backend)

    def forward(
        self, queries: Array, memory: Array, mask: Array | None = None
    ) -> tuple[Array, AttentionCache]:
        """Return the context, batch-major (N, T, H); `mask` (S, N, 1) is zero at padding."""
        xp, scratch = self.backend.xp, self.scratch
        q, m = self._batch_major("q", queries), self._batch_major("m", memory)
        (N, T, H), S = q.shape, m.shape[1]
        a = xp.matmul(q, m.transpose(0, 2, 1), out=scratch("a", N, T, S))
        if mask is not None:
            a += (mask[:, :, 0].T[:, None] - 1) * 1e9
        a -= a.max(axis=2, keepdims=True)
        xp.exp(a, out=a)
        a /= a.sum(axis=2, keepdims=True)
        context = xp.matmul(a, m, out=scratch("context", N, T, H))
        return context, AttentionCache(q, m, a)

    def backward(self, dcontext: Array, cache: Cache) -> tuple[Array, Array]:
        """Return dqueries (N, T, H) and dmemory (N, S, H) for dcontext (T, N, H)."""
        xp, scratch, (q, m, a) = self.backend.xp, self.scratch, cache
        dc = self._batch_major("dc", dcontext)
        da = xp.matmul(dc, m.transpose(0, 2, 1), out=scratch("da", *a.shape))
        dm = xp.matmul(a.transpose(0, 2, 1), dc, out=scratch("dm", *m.shape))
        da *= a
        da -= xp.multiply(a, da.sum(axis=2, keepdims=True), out=scratch("part", *a.shape))
        dq = xp.matmul(da, m, out=scratch("dq", *q.shape))
        dm += xp.matmul(da.transpose(0, 2, 1), q, out=scratch("dm of a", *m.shape))
        return dq, dm

    def _batch_major(self, name: str, x: Array) -> Array:
        """Copy (T, N, H) to (N, T, H): batched products are twice as fast on whole matrices."""
        out = self.scratch(name, x.shape[1], x.shape[0], x.shape[2])
        out[...] = x.transpose(1, 0, 2)
        return out

    def looker(self, memory: Array, mask: Array | None = None) -> MemoryLooker:
        """Return what looks at this memory (S, N, H) with one query at a time."""
        return MemoryLooker(memory, mask, self.backend)


class MemoryLooker:
    """Attention to a memory that stays the same from step to step."""

    def __init__(self, memory: Array, mask: Array | None, backend: Backend) -> None:
        self._xp = backend.xp
        self._memory = self._xp.ascontiguousarray(memory.transpose(1, 0, 2))
        self._penalty = None if mask is None else (mask[:, :, 0].T - 1) * 1e9

    def __call__(self, query: Array) -> tuple[Array, Array]:
        """Return the context (N, H) and the weights (N, S) for a query (N, H)."""
        a = self._xp.matmul(self._memory, query[:, :, None])[:, :, 0]
        if self._penalty is not None:
            a += self._penalty
        a -= a.max(axis=1, keepdims=True)
        self._xp.exp(a, out=a)
        a /= a.sum(axis=1, keepdims=True)
        return self._xp.matmul(a[:, None], self._memory)[:, 0], a
