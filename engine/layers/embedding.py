"""A lookup table of vectors."""

from __future__ import annotations

import numpy as np

from engine.backend import Array, Backend
from engine.layers.base import Dense, as_gate_rows, as_rows
from engine.parameter import Parameter, RowGradient, as_blocks
from engine.scratch import Scratch


class Embedding:
    """Map token ids (T, N) to vectors (T, N, D).

    The table W is (V, D), drawn from N(0, 0.01^2) as in the book (section 5.4). With `augmented`
    it has one more column, of zeros, which an output layer that shares it (Press & Wolf 2017)
    uses as its bias.
    """

    def __init__(
        self, vocab_size: int, size: int, backend: Backend, *, augmented: bool = False
    ) -> None:
        self.size = size
        self.backend = backend
        self.shared = augmented
        self.scratch = Scratch(backend)
        shape = (vocab_size, size + augmented)
        self.W = Parameter(shape, self._initial, is_table=not augmented)

    def _initial(self) -> np.ndarray:
        V, columns = self.W.shape
        vectors = self.backend.randn(V, self.size, scale=0.01)
        return np.hstack([vectors, np.zeros((V, columns - self.size))])

    def parameters(self) -> dict[str, Parameter]:
        return {"W": self.W}

    @property
    def vectors(self) -> Array:
        """The table without the column that a shared output layer uses, (V, D)."""
        return self.W.value[:, : self.size]

    def forward(self, ids: Array) -> Lookup:
        """Return the vectors of ids (T, N) as an input that has not been copied anywhere yet."""
        return Lookup(self, ids)

    def backward(self, dx: Array, ids: Array) -> None:
        """Leave the gradient of the rows that the ids (T, N) touched: dx (T, N, D)."""
        rows = RowGradient(*self.backend.segment_sum(ids.reshape(-1), dx.reshape(-1, self.size)))
        if self.shared:  # the output layer has assigned its part of the gradient already
            self.W.grad[rows.ids, : self.size] += rows.rows
        else:
            self.W.rows = rows


class Lookup:
    """The embedding of ids (T, N) as the input of a recurrent layer.

    Where the vocabulary is small against the number of rows, every token's product W[id] W_x is
    taken from a table (V, H) per gate, and the gradient goes back through a one-hot product: both
    save most of the arithmetic of a character model. Otherwise the rows are gathered first.
    """

    def __init__(self, embedding: Embedding, ids: Array) -> None:
        self.embedding, self.ids = embedding, ids
        self.steps, self.batch_size = ids.shape
        self._by_table = not embedding.shared and 4 * len(embedding.W.value) <= ids.size

    def gather(self) -> Array:
        """Return the vectors themselves, (T, N, D)."""
        e = self.embedding
        x = e.scratch("x", self.ids.size, e.size)
        e.backend.take(e.vectors, self.ids.reshape(-1), out=x)
        return x.reshape(self.steps, self.batch_size, e.size)

    def project(self, W: Array, out: Array, scratch: Scratch) -> None:
        e = self.embedding
        if not self._by_table:
            return Dense(self.gather(), e.backend).project(W, out, scratch)
        G, _, _, H = out.shape
        table = scratch("table", G, len(e.W.value), H)
        e.backend.xp.matmul(e.vectors, as_blocks(W, G), out=table)
        ids = self.ids.reshape(-1)
        for table_g, out_g in zip(table, as_gate_rows(out), strict=True):
            e.backend.take(table_g, ids, out=out_g)
        return None

    def backward(self, da: Array, W: Array, dW: Array, scratch: Scratch) -> None:
        e = self.embedding
        if not self._by_table:
            x = e.scratch("x", self.steps, self.batch_size, e.size)  # gathered by project
            return e.backward(Dense(x, e.backend).backward(da, W, dW, scratch), self.ids)
        xp, vocab_size = e.backend.xp, len(e.W.value)
        one_hot = scratch("one hot", self.ids.size, vocab_size)
        xp.equal(self.ids.reshape(-1, 1), xp.arange(vocab_size), out=one_hot)
        dtable = scratch("dtable", vocab_size, W.shape[1])
        xp.matmul(one_hot.T, as_rows(da), out=dtable)
        xp.matmul(e.vectors.T, dtable, out=dW)
        e.W.rows = None
        xp.matmul(dtable, W.T, out=e.W.grad)
        return None
