"""How often each size occurs, in bars of equal width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np

BARS = 24


@dataclass(frozen=True)
class Histogram:
    """Bar i counts the sizes from low + i * width to low + (i + 1) * width, the end left out."""

    low: int
    width: int
    counts: tuple[int, ...]
    median: float

    @classmethod
    def of(cls, sizes: Iterable[int] | np.ndarray) -> Self:
        """Count whole sizes in at most 24 bars."""
        values = sizes if isinstance(sizes, np.ndarray) else np.fromiter(sizes, np.int64)
        if not values.size:
            return cls(0, 1, (), 0.0)
        low = int(values.min())
        width = -(-(int(values.max()) - low + 1) // BARS)
        counts = np.bincount((values - low) // width)
        return cls(low, width, tuple(counts.tolist()), float(np.median(values)))
