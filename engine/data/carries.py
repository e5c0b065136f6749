"""How often the additions in a set of pairs carry: what makes a sum hard to learn."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from engine.data.dataset import Pair

# Numbers of up to 18 digits fit into 64 bits.
_SUM = re.compile(r"\s*(\d{1,18})\+(\d{1,18})\s*", re.ASCII)


def carries_of(rows: Sequence[Pair]) -> tuple[int, ...]:
    """Return how many sums carry 0, 1, 2, ... times; empty if a question is no sum."""
    numbers = np.empty((2, len(rows)), np.int64)
    for i, (question, _) in enumerate(rows):
        found = _SUM.fullmatch(question)
        if not found:
            return ()
        numbers[:, i] = int(found[1]), int(found[2])
    return tuple(np.bincount(_carries(*numbers)).tolist())


def _carries(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return how often each column-wise addition carries."""
    times = np.zeros(left.shape, np.int64)
    carry = np.zeros(left.shape, np.int64)
    while left.any() or right.any():
        carry = (left % 10 + right % 10 + carry) // 10
        times += carry
        left, right = left // 10, right // 10
    return times
