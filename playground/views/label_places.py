"""Where labels go that would cover lines or each other."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from playground.views.series import Array

_STRIDE = 8.0  # pixels between the points that stand for a line
_REACH = 3.0  # pixels that a label keeps away from a line

Rect = tuple[float, float, float, float]  # left, top, right and bottom in pixels, y downwards


class LabelPlaces:
    """Know what is drawn, and choose for each new label the place that covers least of it.

    Labels never lie on each other as long as there is room.
    """

    def __init__(self) -> None:
        self._labels: list[Rect] = []
        self._heights: list[float] = []
        self._lines: list[tuple[Array, Array, float]] = []

    def add_line(self, x: Array, y: Array, weight: float = 1.0) -> None:
        """Take in a line through points whose x rise; ``weight`` says how bad covering it is."""
        if len(x):
            grid = np.append(np.arange(x[0], x[-1], _STRIDE), x[-1])
            self._lines.append((grid, np.interp(grid, x, y), weight))

    def add_across(self, height: float) -> None:
        """Take in a line across the whole chart."""
        self._heights.append(height)

    def choose(self, candidates: Iterable[Rect], farther: float = 0.0) -> Rect:
        """Return the best of some places, the likeliest first, and keep it taken.

        ``farther`` is the price of a pixel away from the first one.
        """
        others = iter(candidates)
        chosen = next(others)
        if not self._is_free(chosen):
            rects = np.array([chosen, *others])
            away = np.abs(rects[:, :2] - rects[0, :2]).sum(axis=1)
            best = rects[int(np.argmin(self._price(rects) + farther * away))]
            chosen = tuple(best.tolist())
        self._labels.append(chosen)
        return chosen

    def _is_free(self, rect: Rect) -> bool:
        """Tell whether one place covers nothing: most do, and a chart is drawn often."""
        left, top, right, bottom = rect
        for x0, y0, x1, y1 in self._labels:
            if left < x1 and x0 < right and top < y1 - 0.01 and y0 + 0.01 < bottom:
                return False
        if any(top - _REACH < height < bottom + _REACH for height in self._heights):
            return False
        for x, y, _ in self._lines:
            if x[0] <= right and left <= x[-1]:
                inside = y[slice(*np.searchsorted(x, [left, right]).tolist())]
                if _between(top, inside, bottom).any():
                    return False
        return True

    def _price(self, rects: Array) -> Array:
        """Add up the pixels of lines and a hundred times those of labels that rects cover."""
        left, top, right, bottom = (rects[:, index, None] for index in range(4))
        price = np.zeros(len(rects))
        for x0, y0, x1, y1 in self._labels:
            meets = (left < x1) & (x0 < right) & (top < y1 - 0.01) & (y0 + 0.01 < bottom)
            wide = np.minimum(right, x1) - np.maximum(left, x0)
            price += 100 * np.where(meets, wide, 0.0)[:, 0]
        for x, y, weight in self._lines:
            inside = slice(*np.searchsorted(x, [left.min(), right.max()]).tolist())
            points, heights = x[inside], y[inside]
            covered = (left <= points) & (points <= right)
            covered &= _between(top, heights, bottom)
            price += weight * _STRIDE * covered.sum(axis=1)
        for height in self._heights:
            price += np.where(_between(top, height, bottom), right - left, 0.0)[:, 0]
        return price


def _between(top: Array | float, height: Array | float, bottom: Array | float) -> NDArray[np.bool_]:
    return np.asarray((top - _REACH < height) & (height < bottom + _REACH))
