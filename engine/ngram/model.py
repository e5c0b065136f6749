"""A language model made of counts: the probability of a token given the few before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import DataError
from engine.ngram.order_table import OrderTable
from engine.ngram.token_stream import TokenStream


@dataclass(frozen=True)
class NgramModel:
    """An n-gram model in back-off form, which all smoothings share (as in an ARPA file):

        p(w | h) = table[h w]               if w was seen after h
                 = backoff[h] p(w | h')     if h was seen, but never before w
                 = p(w | h')                if h was not seen

    h' is h without its first token. With `uniform_base` the second line reads backoff[h] / V
    instead. The probabilities after any context sum to one. `orders[0]` belongs to the bigrams.
    """

    unigrams: NDArray[np.float64]
    orders: tuple[OrderTable, ...]
    boundary: int | None
    smoothing: str
    uniform_base: bool = False

    @property
    def vocab_size(self) -> int:
        """The number of tokens over which the probabilities sum to one."""
        return len(self.unigrams)

    @property
    def order(self) -> int:
        """The length of the longest n-grams."""
        return 1 + len(self.orders)

    def probabilities(self, context: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float64]:
        """Return p(w | context) of every token, (V,).

        `context` is all that precedes, or at least its last `order - 1` tokens. Empty means the
        beginning of the text.

        Raises:
            DataError: an id lies outside the vocabulary.
        """
        recent = np.asarray(context, dtype=np.int64)[max(len(context) - self.order + 1, 0) :]
        next_token = 0  # any: what is read is only the context in front of it
        stream = TokenStream.of([*recent, next_token], self.vocab_size, self.boundary)
        probabilities = self.unigrams.copy()
        grams = stream.tokens
        for length, table in enumerate(self.orders, start=1):
            contexts = stream.contexts(grams, length)
            here = int(contexts[-1])
            if here < 0:
                break
            probabilities = self.backed_off(probabilities, table.backoffs[here])
            followers = table.followers(here)
            seen = table.keys[followers] - here * self.vocab_size
            probabilities[seen] = table.probabilities[followers]
            grams = table.find(contexts, stream.tokens)
        return probabilities

    def log_probabilities(self, ids: ArrayLike) -> NDArray[np.float64]:
        """Return ln p of each token of a text given all before it, (T,).

        Raises:
            DataError: an id lies outside the vocabulary.
        """
        stream = TokenStream.of(ids, self.vocab_size, self.boundary)
        grams = stream.tokens
        probabilities = self.unigrams[grams]
        for length, table in enumerate(self.orders, start=1):
            contexts = stream.contexts(grams, length)
            grams = table.find(contexts, stream.tokens)
            seen = grams >= 0
            probabilities = self.backed_off(probabilities, table.backoffs[contexts])
            probabilities[seen] = table.probabilities[grams[seen]]
        return np.log(probabilities[stream.scored])

    def perplexity(self, ids: ArrayLike) -> float:
        """Return exp(-mean ln p) over every token of a text.

        Raises:
            DataError: there is no token, or an id lies outside the vocabulary.
        """
        scores = self.log_probabilities(ids)
        if not len(scores):
            raise DataError("There are no tokens to score. Choose a text with at least one token.")
        return float(np.exp(-scores.mean()))

    def backed_off(
        self, shorter: NDArray[np.float64], weights: NDArray[np.float64] | np.float64
    ) -> NDArray[np.float64]:
        """Return the probabilities of unseen tokens; weight one: nothing followed this context."""
        if self.uniform_base:
            return np.where(weights == 1.0, shorter, weights / self.vocab_size)
        return shorter * weights
