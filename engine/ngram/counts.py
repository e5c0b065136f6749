"""What an n-gram model is estimated from: the counts of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.ngram.order_counts import OrderCounts
from engine.ngram.token_stream import TokenStream


@dataclass(frozen=True)
class NgramCounts:
    """Counts of all n-grams of 1 to `order` tokens. `orders[0]` has one entry per token."""

    orders: tuple[OrderCounts, ...]
    vocab_size: int
    boundary: int | None

    @classmethod
    def of(
        cls, ids: ArrayLike, vocab_size: int, order: int, *, boundary: int | None = None
    ) -> Self:
        """Count the n-grams of a text, which may be shorter than `order`.

        `boundary` is the id that ends a sentence (see TokenStream); None counts running text.

        Raises:
            DataError: an id lies outside the vocabulary.
        """
        stream = TokenStream.of(ids, vocab_size, boundary)
        grams = stream.tokens
        orders = [_count_tokens(stream, vocab_size)]
        for length in range(2, order + 1):
            contexts = stream.contexts(grams, length - 1)
            counted, grams = _count_longer(stream, contexts, grams, orders[-1])
            orders.append(counted)
        return cls(tuple(orders), vocab_size, boundary)

    @property
    def order(self) -> int:
        """The length of the longest n-grams."""
        return len(self.orders)


def _count_tokens(stream: TokenStream, vocab_size: int) -> OrderCounts:
    tokens = np.arange(vocab_size)
    return OrderCounts(
        keys=tokens,
        counts=np.bincount(stream.tokens[stream.scored], minlength=vocab_size),
        suffixes=np.zeros_like(tokens),
        opening=np.zeros(vocab_size, dtype=bool),
        vocab_size=vocab_size,
        context_count=1,
    )


def _count_longer(
    stream: TokenStream, contexts: NDArray[np.int64], grams: NDArray[np.int64], shorter: OrderCounts
) -> tuple[OrderCounts, NDArray[np.int64]]:
    """Return the counts one token longer, and the index of such an n-gram at each position."""
    inside = contexts >= 0
    keys, places, counts = np.unique(
        contexts[inside] * shorter.vocab_size + stream.tokens[inside],
        return_inverse=True,
        return_counts=True,
    )
    suffixes = np.empty_like(keys)
    suffixes[places] = grams[inside]
    longer = np.full_like(grams, -1)
    longer[inside] = places
    key_contexts = keys // shorter.vocab_size
    is_bigram = shorter.context_count == 1
    opening = key_contexts == stream.boundary if is_bigram else shorter.opening[key_contexts]
    table = OrderCounts(
        keys=keys,
        counts=counts,
        suffixes=suffixes,
        opening=np.broadcast_to(opening, keys.shape),
        vocab_size=shorter.vocab_size,
        context_count=len(shorter.keys),
    )
    return table, longer
