"""Attention that scores by products."""

from __future__ import annotations

from engine.backend import Array
from engine.layers.attention import Attention, MemoryLooker


class DotAttention(Attention):
    """Score a step of the memory by its product with the query.

        score(q, m_s) = q . m_s

    Source: Luong et al. 2015, section 3.1, "dot"; book, section 8.1.
    """

    def _score(self, q: Array, m: Array, out: Array) -> None:
        self.backend.xp.matmul(q, m.transpose(0, 2, 1), out=out)

    def _score_back(self, dscores: Array, q: Array, m: Array) -> tuple[Array, Array]:
        xp, scratch = self.backend.xp, self.scratch
        dq = xp.matmul(dscores, m, out=scratch("dq", *q.shape))
        dm = xp.matmul(dscores.transpose(0, 2, 1), q, out=scratch("dm of scores", *m.shape))
        return dq, dm

    def looker(self, memory: Array, mask: Array | None = None) -> MemoryLooker:
        xp = self.backend.xp
        m = xp.ascontiguousarray(memory.transpose(1, 0, 2))
        return MemoryLooker(
            m, mask, self.backend, lambda query: xp.matmul(m, query[:, :, None])[:, :, 0]
        )
