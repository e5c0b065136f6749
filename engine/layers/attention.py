"""Attention: look back at every step of a memory and take a weighted sum."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import NamedTuple

from engine.backend import Array, Backend
from engine.parameter import Parameter
from engine.scratch import Scratch


class AttentionCache(NamedTuple):
    """Queries and memory batch-major, (N, T, H) and (N, S, H), and the weights (N, T, S)."""

    queries: Array
    memory: Array
    weights: Array


class Attention(ABC):
    """Weight the steps of a memory by how well they score against a query.

        a = softmax over s of score(query, memory_s)
        context = sum over s of a_s memory_s

    Shapes: queries (T, N, H), memory (S, N, H), context (T, N, H), weights (N, T, S).
    Source: Bahdanau et al. 2015; Luong et al. 2015, section 3.1.
    """

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.scratch = Scratch(backend)

    def parameters(self) -> dict[str, Parameter]:
        return {}

    def forward(
        self, queries: Array, memory: Array, mask: Array | None = None
    ) -> tuple[Array, AttentionCache]:
        """Return the context, batch-major (N, T, H); `mask` (S, N, 1) is zero at padding."""
        xp, scratch = self.backend.xp, self.scratch
        q, m = self._batch_major("q", queries), self._batch_major("m", memory)
        (N, T, H), S = q.shape, m.shape[1]
        a = scratch("a", N, T, S)
        self._score(q, m, out=a)
        if mask is not None:
            a += (mask[:, :, 0].T[:, None] - 1) * 1e9
        a -= a.max(axis=2, keepdims=True)
        xp.exp(a, out=a)
        a /= a.sum(axis=2, keepdims=True)
        context = xp.matmul(a, m, out=scratch("context", N, T, H))
        return context, AttentionCache(q, m, a)

    def backward(self, dcontext: Array, cache: AttentionCache) -> tuple[Array, Array]:
        """Return dqueries (N, T, H) and dmemory (N, S, H) for dcontext (T, N, H)."""
        xp, scratch, (q, m, a) = self.backend.xp, self.scratch, cache
        dc = self._batch_major("dc", dcontext)
        da = xp.matmul(dc, m.transpose(0, 2, 1), out=scratch("da", *a.shape))
        dm = xp.matmul(a.transpose(0, 2, 1), dc, out=scratch("dm", *m.shape))
        da *= a
        da -= xp.multiply(a, da.sum(axis=2, keepdims=True), out=scratch("part", *a.shape))
        dq, dm_of_scores = self._score_back(da, q, m)
        dm += dm_of_scores
        return dq, dm

    @abstractmethod
    def _score(self, q: Array, m: Array, out: Array) -> None:
        """Write the scores (N, T, S) of q (N, T, H) against m (N, S, H)."""

    @abstractmethod
    def _score_back(self, dscores: Array, q: Array, m: Array) -> tuple[Array, Array]:
        """Assign the parameters' gradients; return dq and dm, of the scores alone."""

    @abstractmethod
    def looker(self, memory: Array, mask: Array | None = None) -> MemoryLooker:
        """Return what looks at this memory (S, N, H) with one query at a time."""

    def _batch_major(self, name: str, x: Array) -> Array:
        """Copy (T, N, H) to (N, T, H): batched products then run over whole matrices."""
        out = self.scratch(name, x.shape[1], x.shape[0], x.shape[2])
        out[...] = x.transpose(1, 0, 2)
        return out


class MemoryLooker:
    """Attention to a memory that stays the same from step to step.

    Args:
        score: gives the scores (N, S) of a query (N, H).
    """

    def __init__(
        self,
        memory: Array,
        mask: Array | None,
        backend: Backend,
        score: Callable[[Array], Array],
    ) -> None:
        self._xp, self._memory, self._score = backend.xp, memory, score
        self._penalty = None if mask is None else (mask[:, :, 0].T - 1) * 1e9

    def __call__(self, query: Array) -> tuple[Array, Array]:
        """Return the context (N, H) and the weights (N, S) for a query (N, H)."""
        a = self._score(query)
        if self._penalty is not None:
            a += self._penalty
        a -= a.max(axis=1, keepdims=True)
        self._xp.exp(a, out=a)
        a /= a.sum(axis=1, keepdims=True)
        return self._xp.matmul(a[:, None], self._memory)[:, 0], a
