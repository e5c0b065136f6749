"""Random choices that come out the same on every machine and NumPy version."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")

_BLOCK = 4096


class Draws:
    """One stream of `RandomState` numbers, handed out singly at the price of a list access."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.RandomState(seed)
        self._block: list[float] = []

    def share(self) -> float:
        """Return a number from 0 to 1, 1 left out."""
        if not self._block:
            self._block = self._rng.random_sample(_BLOCK).tolist()
        return self._block.pop()

    def below(self, limit: int) -> int:
        """Return an integer from 0 to `limit`, `limit` left out."""
        return int(self.share() * limit)

    def choice(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely as the other."""
        return options[self.below(len(options))]

    def weighted(self, cumulated: Sequence[float]) -> int:
        """Return the place of one of the options whose weights, added up, end at 1."""
        return min(bisect_right(cumulated, self.share()), len(cumulated) - 1)
