"""A long line of numbers that grows while it is drawn, in a room that does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from playground.views.thinning import thinned

Array = NDArray[np.float64]

CAPACITY = 65_536  # points: 2.6 MB with three columns


class Series:
    """Append values along several x columns, and draw millions of them by a few thousand points.

    The columns, such as epoch, update and seconds, rise from point to point. Every value is a
    point until `capacity` is reached, if it is finite. From then on the newest quarter is kept as
    it is; of what is older every group of neighbours keeps its lowest and its highest point, and
    the groups grow as the line does. So memory is bounded, no peak is lost, and every point was
    measured: none is an average.

    Attributes:
        version: another number after every change.
    """

    def __init__(self, columns: Sequence[str], capacity: float = CAPACITY) -> None:
        self.columns = tuple(columns)
        self._capacity = capacity
        self.version = 0
        self.clear()

    def __len__(self) -> int:
        return self._count

    def clear(self) -> None:
        """Forget all values."""
        self._table = np.empty((len(self.columns) + 2, 1024))  # x ..., y, values a point stands for
        self._count = 0
        self._old = 0  # points that stand for groups
        self._group = 2  # values in a group, of which two are kept
        self.version += 1

    def append(self, x: Sequence[float], y: float) -> None:
        """Add one value with its x in every column."""
        self.extend(np.array(x, dtype=np.float64)[:, None], np.array([y], dtype=np.float64))

    def extend(self, x: Array, y: Array, each: float = 1.0) -> None:
        """Add values; x is (columns, n), y is (n,). What is not finite is left out.

        ``each`` says how many values were measured for one that is given.
        """
        rows = np.concatenate([x, y[None], np.full((1, len(y)), each)])[:, np.isfinite(y)]
        while rows.shape[1]:
            fitting = rows[:, : int(min(self._capacity - self._count, rows.shape[1]))]
            rows = rows[:, fitting.shape[1] :]
            start, stop = self._count, self._count + fitting.shape[1]
            self._reserve(stop)
            self._table[:, start:stop] = fitting
            self._count = stop
            if stop == self._capacity:
                self._make_room()
        self.version += 1

    def go_back(self, column: str, x: float) -> None:
        """Forget the values whose x in a column is greater."""
        self._count = int(np.searchsorted(self.x(column), x, side="right"))
        self._old = min(self._old, self._count)
        self.version += 1

    def x(self, column: str) -> Array:
        """Return one column, as a view."""
        values: Array = self._table[self.columns.index(column), : self._count]
        return values

    @property
    def y(self) -> Array:
        """The values, as a view."""
        return self._table[-2, : self._count]

    @property
    def stands_for(self) -> Array:
        """How many measured values each point stands for, as a view: 1 where all are kept."""
        return self._table[-1, : self._count]

    def rows(self) -> Iterator[tuple[float, ...]]:
        """Iterate over (x in every column ..., y, values it stands for)."""
        for index in range(self._count):
            yield tuple(self._table[:, index].tolist())

    def nearest(self, column: str, x: float) -> int:
        """Return the index of the point whose x is nearest; the series is not empty."""
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
        x = self.x(column)
        first = max(int(np.searchsorted(x, low)) - 1, 0)
        last = min(int(np.searchsorted(x, high, side="right")) + 1, self._count)
        x, y = x[first:last], self.y[first:last]
        if len(x) <= points:
            return x, y
        starts = np.arange(0, len(x), -(-len(x) // (points // 2)))
        ends_x = np.append(np.repeat(x[starts], 2), x[-1])
        ends_y = np.empty(len(ends_x))
        ends_y[0:-1:2] = np.minimum.reduceat(y, starts)
        ends_y[1::2] = np.maximum.reduceat(y, starts)
        ends_y[-1] = y[-1]
        return ends_x, ends_y

    def _reserve(self, count: int) -> None:
        size = self._table.shape[1]
        if count > size:
            table = np.empty((len(self._table), int(min(max(count, 2 * size), self._capacity))))
            table[:, :size] = self._table
            self._table = table

    def _make_room(self) -> None:
        """Thin all but the newest quarter; where that is not enough, in larger groups."""
        old = self._table[:, : self._old]
        newer = self._table[:, self._old : self._count * 3 // 4]
        while old.shape[1] + 2 * newer.shape[1] / self._group > self._count / 2:
            old = thinned(old, 4)  # two groups, of two points each, become one
            self._group *= 2
        group = min(self._group, self._count // 4)
        whole = newer.shape[1] // group * group
        old = np.concatenate([old, thinned(newer[:, :whole], group)], axis=1)
        kept = np.concatenate([old, self._table[:, self._old + whole :]], axis=1)
        self._old, self._count = old.shape[1], kept.shape[1]
        self._table[:, : self._count] = kept
