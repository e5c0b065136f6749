"""Interpolated modified Kneser-Ney smoothing, the strongest of the classical n-gram models."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.ngram.counts import NgramCounts
from engine.ngram.model import NgramModel
from engine.ngram.order_counts import OrderCounts
from engine.ngram.order_table import OrderTable

# For texts too small to estimate discounts from; those of KenLM's --discount_fallback.
SMALL_TEXT_DISCOUNTS = (0.5, 1.0, 1.5)


def kneser_ney(counts: NgramCounts) -> NgramModel:
    """Return the model with

        p(w | h) = (a(h w) - D(a)) / sum_w a(h w) + g(h) p(w | h')
        g(h)     = sum_w D(a(h w)) / sum_w a(h w)
        D(1) = 1 - 2 Y n2/n1,  D(2) = 2 - 3 Y n3/n2,  D(3+) = 3 - 4 Y n4/n3,  Y = n1 / (n1 + 2 n2)

    a is the count at the highest order and below it the number of different tokens that precede
    the n-gram (the count again, where a sentence start makes that impossible); n_r is how many
    n-grams have a = r. Unigrams are interpolated with 1 / V.

    With `boundary` at the end of sentence and no cut-offs this is SRILM's `-kndiscount
    -interpolate -gt3min 1`: Penn Treebank test perplexity 148.3 at order 3, 141.2 at order 5.
    Source: Chen & Goodman 1998, section 3.1; the figures: Mikolov 2012, table 4.1.
    """
    V = counts.vocab_size
    probabilities = np.array([1.0 / V])
    tables = []
    for order, longer in zip(counts.orders, (*counts.orders[1:], None), strict=True):
        adjusted = _adjusted_counts(order, longer)
        discounted = _discounts(adjusted)[np.minimum(adjusted, 3)]
        totals = order.sum_by_context(adjusted.astype(np.float64))
        weights = np.ones_like(totals)
        np.divide(order.sum_by_context(discounted), totals, out=weights, where=totals > 0)
        shorter = probabilities[order.suffixes]
        share = (adjusted - discounted) / np.maximum(totals, 1)[order.contexts]
        probabilities = share + weights[order.contexts] * shorter
        tables.append(OrderTable(order.keys, probabilities, np.append(weights, 1.0), V))
    unigrams, *longer_tables = tables
    return NgramModel(
        unigrams.probabilities, tuple(longer_tables), counts.boundary, smoothing="kneser-ney"
    )


def _adjusted_counts(order: OrderCounts, longer: OrderCounts | None) -> NDArray[np.int64]:
    """Return a: counts at the highest order, numbers of different predecessors below."""
    if longer is None:
        return order.counts
    predecessors = np.bincount(longer.suffixes, minlength=len(order.keys))
    # What occurs only at the very beginning of a running text has that as its one predecessor.
    predecessors = np.maximum(predecessors, order.counts > 0)
    return np.where(order.opening, order.counts, predecessors)


def _discounts(adjusted: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return D(0) = 0, D(1), D(2), D(3+), each between 0 and the count that it is taken from."""
    n = np.array([(adjusted == r).sum() for r in range(5)], dtype=np.float64)
    if (n[1:] > 0).all():
        Y = n[1] / (n[1] + 2 * n[2])
        r = np.arange(1, 4)
        estimated = r - (r + 1) * Y * n[2:] / n[1:4]
        if (estimated > 0).all():
            return np.concatenate(([0.0], estimated))
    return np.array([0.0, *SMALL_TEXT_DISCOUNTS])
