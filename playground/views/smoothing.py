"""Smoothing a noisy line as it grows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Smoothing:
    """Average exponentially over the last fifth of all values, of at most about `span`.

    Losses are averaged, not perplexities: the mean of a perplexity would follow its peaks.
    """

    def __init__(self, span: float) -> None:
        self._span = max(span, 1.0)
        self._mean, self._count = 0.0, 0

    def extend(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the averages at new values; what is not finite leaves the average as it is."""
        mean, count, means = self._mean, self._count, []
        for value in values.tolist():
            if abs(value) < np.inf:
                mean += (value - mean) / min(1 + count / 5, self._span)
                count += 1
            means.append(mean)
        self._mean, self._count = mean, count
        return np.array(means)
