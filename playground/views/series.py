"""A long line of numbers that grows while it is drawn."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_BLOCK = 64


class Series:
    """Append values along several x columns, and draw a million of them by a few thousand points.

    The columns, such as epoch, update and seconds, rise from row to row. Memory grows by
    doubling, so appending costs the same at any length. Of every 64 values the smallest and the
    largest are kept as well, so that finding the extremes of what is visible stays cheap.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self.clear()

    def __len__(self) -> int:
        return self._count

    def clear(self) -> None:
        """Forget all values."""
        self._count = 0
        self._x = np.empty((len(self.columns), 1024))
        self._y = np.empty(1024)
        self._lows = np.empty(16)
        self._highs = np.empty(16)

    def append(self, x: Sequence[float], y: float) -> None:
        """Add one value with its x in every column."""
        self.extend(np.array(x, dtype=np.float64)[:, None], np.array([y], dtype=np.float64))

    def extend(self, x: Array, y: Array) -> None:
        """Add values; x is (columns, n), y is (n,). What is not finite is left out."""
        finite = np.isfinite(y)
        if not finite.all():
            x, y = x[:, finite], y[finite]
        start, stop = self._count, self._count + len(y)
        self._reserve(stop)
        self._x[:, start:stop] = x
        self._y[start:stop] = y
        self._count = stop
        for block in range(start // _BLOCK, stop // _BLOCK):
            values = self._y[block * _BLOCK : (block + 1) * _BLOCK]
            self._lows[block], self._highs[block] = values.min(), values.max()

    def x(self, column: str) -> Array:
        """Return one column, as a view."""
        values: Array = self._x[self.columns.index(column), : self._count]
        return values

    @property
    def y(self) -> Array:
        """The values, as a view."""
        return self._y[: self._count]

    def rows(self) -> Iterator[tuple[float, ...]]:
        """Iterate over (x in every column ..., y)."""
        for index in range(self._count):
            yield (*self._x[:, index].tolist(), float(self._y[index]))

    def nearest(self, column: str, x: float) -> int:
        """Return the index of the value whose x is nearest; the series is not empty."""
        values = self.x(column)
        right = min(int(np.searchsorted(values, x)), self._count - 1)
        left = max(right - 1, 0)
        return left if x - values[left] < values[right] - x else right

    def visible(
        self, column: str, low: float, high: float, points: int = 2000
    ) -> tuple[Array, Array]:
        """Return x and y of at most about ``points`` points that draw as all from low to high do.

        Of every group of neighbours its smallest and its largest value are kept, so that no peak
        is lost. The neighbours outside are included, and the last point is exact.
        """
        x, y = self.x(column), self.y
        first = max(int(np.searchsorted(x, low)) - 1, 0)
        last = min(int(np.searchsorted(x, high, side="right")) + 1, self._count)
        if last - first <= points:
            return x[first:last], y[first:last]
        places, lows, highs = x[first:last], y[first:last], y[first:last]
        if last - first > points * _BLOCK:
            blocks = slice(first // _BLOCK, last // _BLOCK)
            places = x[blocks.start * _BLOCK : blocks.stop * _BLOCK : _BLOCK]
            lows, highs = self._lows[blocks], self._highs[blocks]
        starts = np.arange(0, len(places), -(-len(places) // (points // 2)))
        ends_x = np.append(np.repeat(places[starts], 2), x[last - 1])
        ends_y = np.empty(len(ends_x))
        ends_y[0:-1:2] = np.minimum.reduceat(lows, starts)
        ends_y[1::2] = np.maximum.reduceat(highs, starts)
        ends_y[-1] = y[last - 1]
        return ends_x, ends_y

    def _reserve(self, count: int) -> None:
        if count <= len(self._y):
            return
        size = max(count, 2 * len(self._y))
        self._x = _grown(self._x, size)
        self._y = _grown(self._y, size)
        self._lows = _grown(self._lows, size // _BLOCK + 1)
        self._highs = _grown(self._highs, size // _BLOCK + 1)


def _grown(values: Array, size: int) -> Array:
    made = np.empty((*values.shape[:-1], size))
    made[..., : values.shape[-1]] = values
    return made
