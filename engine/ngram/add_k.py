"""Add-k smoothing: every n-gram counts as seen k times more than it was."""

from __future__ import annotations

import numpy as np

from engine.errors import ConfigError
from engine.ngram.counts import NgramCounts
from engine.ngram.model import NgramModel
from engine.ngram.order_table import OrderTable


def add_k(counts: NgramCounts, k: float = 1.0) -> NgramModel:
    """Return the model with

        p(w | h) = (c(h w) + k) / (c(h) + k V)

    A context that nothing was seen to follow is shortened until something was. k = 1 is Laplace's
    rule of succession.
    Source: Lidstone 1920; Chen & Goodman 1998, section 2.1.

    Raises:
        ConfigError: k is not above zero.
    """
    if not k > 0:
        raise ConfigError(f"k is {k:g}, but must be above 0. Enter 1 for Laplace's rule.")
    unigrams, *orders = counts.orders
    V = counts.vocab_size
    tables = []
    for order in orders:
        totals = order.sum_by_context(order.counts.astype(np.float64)) + k * V
        probabilities = (order.counts + k) / totals[order.contexts]
        tables.append(OrderTable(order.keys, probabilities, np.append(k * V / totals, 1.0), V))
    total = unigrams.counts.sum() + k * V
    return NgramModel(
        unigrams=(unigrams.counts + k) / total,
        orders=tuple(tables),
        boundary=counts.boundary,
        smoothing="add-k",
        uniform_base=True,
    )
