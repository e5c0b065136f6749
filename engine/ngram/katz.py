"""Katz's back-off with Good-Turing counts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.ngram.counts import NgramCounts
from engine.ngram.model import NgramModel
from engine.ngram.order_counts import OrderCounts
from engine.ngram.order_table import OrderTable

RELIABLE_COUNT = 8  # counts from here on are taken as they are


def katz(counts: NgramCounts, *, min_count: int = 2) -> NgramModel:
    """Return the model with

        p(w | h) = d(c) c(h w) / c(h)       if c(h w) counts as seen
                 = b(h) p(w | h')           otherwise; b(h) makes the sum one
        d(r)     = (r*/r - A) / (1 - A),  r* = (r + 1) n_{r+1} / n_r,  A = 8 n_8 / n_1   for r < 8

    n_r is how many n-grams occur r times; d(r) is one for r >= 8, for unigrams, and where the
    formula leaves (0, 1]. Trigrams and longer ones count as seen from `min_count` times on.

    These are SRILM's defaults; with `boundary` at the end of sentence the Penn Treebank test
    perplexity is 165.2 at order 3 and 162.3 at order 5.
    Source: Katz 1987; the figures: Mikolov 2012, table 4.1.
    """
    V = counts.vocab_size
    probabilities = np.array([1.0 / V])
    tables = []
    for length, order in enumerate(counts.orders, start=1):
        seen = order.counts >= (min_count if length > 2 else 1)
        discounts = _discounts(order.counts) if length > 1 else np.ones(RELIABLE_COUNT + 1)
        kept = seen * order.counts * discounts[np.minimum(order.counts, RELIABLE_COUNT)]
        shorter = probabilities[order.suffixes]
        own, weights = _normalised(order, kept, shorter)
        probabilities = np.where(seen, own, weights[order.contexts] * shorter)
        tables.append(OrderTable(order.keys, probabilities, np.append(weights, 1.0), V))
    unigrams, *longer_tables = tables
    return NgramModel(
        unigrams.probabilities, tuple(longer_tables), counts.boundary, smoothing="katz"
    )


def _discounts(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return d(0) ... d(8)."""
    n = np.array([(counts == r).sum() for r in range(RELIABLE_COUNT + 1)], dtype=np.float64)
    discounts = np.ones(RELIABLE_COUNT + 1)
    for r in range(1, RELIABLE_COUNT):
        if n[r] and n[1] > RELIABLE_COUNT * n[RELIABLE_COUNT]:
            A = RELIABLE_COUNT * n[RELIABLE_COUNT] / n[1]
            discount = ((r + 1) * n[r + 1] / (r * n[r]) - A) / (1 - A)
            discounts[r] = discount if 0 < discount <= 1 else 1.0
    return discounts


def _normalised(
    order: OrderCounts, kept: NDArray[np.float64], shorter: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the probabilities of the n-grams with a kept count, and each context's weight.

    A context that keeps all its mass though tokens are missing gets one more, unseen event. Where
    no token is missing, the kept counts share everything.
    """
    totals = order.sum_by_context(order.counts.astype(np.float64))
    kept_totals = order.sum_by_context(kept)
    seen = (kept > 0).astype(np.float64)
    is_full = order.sum_by_context(seen) == order.vocab_size
    is_short = ~is_full & (kept_totals >= totals) & (totals > 0)
    totals = np.where(is_full, kept_totals, totals + is_short)
    own = kept / np.maximum(totals, 1e-300)[order.contexts]
    left = np.where(totals > 0, 1.0 - kept_totals / np.maximum(totals, 1e-300), 1.0)
    room = 1.0 - order.sum_by_context(seen * shorter)
    weights = np.where(is_full, 0.0, left / np.where(is_full, 1.0, room))
    return own, weights
