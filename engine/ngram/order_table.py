"""The probabilities of the n-grams of one length."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class OrderTable:
    """Sorted keys (G,) as in OrderCounts, their probabilities (G,), and back-off weights (C + 1,).

    `backoffs[i]` is the weight of the shorter context's distribution for the tokens that were
    never seen after context i: one if nothing was. The last entry is one, so that the index -1,
    a context that was not seen at all, is such a context too.
    """

    keys: NDArray[np.int64]
    probabilities: NDArray[np.float64]
    backoffs: NDArray[np.float64]
    vocab_size: int

    def find(self, contexts: NDArray[np.int64], tokens: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the index of each n-gram "context, token", or -1 where it was not seen."""
        if not len(self.keys):
            return np.full_like(contexts, -1)
        wanted = contexts * self.vocab_size + tokens
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where((self.keys[places] == wanted) & (contexts >= 0), places, -1)

    def followers(self, context: int) -> slice:
        """Return where the n-grams that begin with a context stand."""
        first = context * self.vocab_size
        start, stop = np.searchsorted(self.keys, (first, first + self.vocab_size))
        return slice(int(start), int(stop))

    @cached_property
    def best_followers(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The likeliest token seen after each context, and its probability, both (C + 1,).

        They are -1 and 0 where nothing was seen.
        """
        contexts, tokens = np.divmod(self.keys, self.vocab_size)
        best, probabilities = np.full(len(self.backoffs), -1), np.zeros(len(self.backoffs))
        np.maximum.at(probabilities, contexts, self.probabilities)
        is_best = self.probabilities == probabilities[contexts]
        best[contexts[is_best]] = tokens[is_best]
        return best, probabilities
