"""Find out which of millions of texts are equal, without keeping any of them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

EMPTY = hash("")


def fingerprints(texts: Iterable[str]) -> np.ndarray:
    """Return 64 bits for each text, which equal ones have in common; `EMPTY` for an empty one.

    Among a million different texts two share theirs in one case out of 30 million. They are good
    for this process alone.
    """
    # Not by map: between two texts other threads, such as the window's, are to have a turn.
    return np.fromiter((hash(text) for text in texts), np.int64)


def count_repeated(prints: np.ndarray) -> int:
    """Return how many of the texts occurred before."""
    return len(prints) - len(prints[:1]) - int(np.count_nonzero(np.diff(np.sort(prints))))


def occurring(prints: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Tell of each text whether it is among the known ones; an empty one never is."""
    known = np.sort(known[known != EMPTY])  # np.isin keeps other threads waiting all the while
    if not known.size:
        return np.zeros(len(prints), bool)
    places = np.minimum(np.searchsorted(known, prints), len(known) - 1)
    found: np.ndarray = known[places] == prints
    return found
