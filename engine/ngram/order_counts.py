"""How often each n-gram of one length occurs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class OrderCounts:
    """The distinct n-grams of one length, as a level of a trie.

    An n-gram is known by its index in these arrays, all of length G and sorted by `keys`:

        key = (index of the n-gram without its last token) * V + last token

    suffixes: the index, one level shorter, of the n-gram without its first token.
    opening: the n-gram begins at a sentence start, so that nothing can precede it.
    context_count: how many n-grams one token shorter there are.
    """

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]
    suffixes: NDArray[np.int64]
    opening: NDArray[np.bool_]
    vocab_size: int
    context_count: int

    @property
    def contexts(self) -> NDArray[np.int64]:
        """The context of each n-gram: the index of what precedes its last token."""
        return self.keys // self.vocab_size

    def sum_by_context(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up a value per n-gram over those that share a context."""
        sums = np.bincount(self.contexts, values, minlength=self.context_count)
        return sums.astype(np.float64, copy=False)  # without any n-gram bincount makes integers
