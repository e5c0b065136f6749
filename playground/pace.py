"""How fast a run is."""

from __future__ import annotations

import time
from collections import deque

WINDOW = 3.0  # seconds to look back


class Pace:
    """Follow the last few seconds of a run: work per second of training, and the time left.

    The time left counts all that passes, evaluations included; the rate counts training alone.
    """

    def __init__(self) -> None:
        self._moments: deque[tuple[float, int, float]] = deque()

    def clear(self) -> None:
        """Forget the past, as after a pause."""
        self._moments.clear()

    def add(self, step: int, trained: float) -> None:
        """Take in where the run is: updates made, seconds spent on them."""
        now = time.monotonic()
        self._moments.append((now, step, trained))
        while now - self._moments[0][0] > WINDOW and len(self._moments) > 2:
            self._moments.popleft()

    @property
    def updates_per_second(self) -> float | None:
        """Updates per second of training; None while it is not known."""
        (_, first, began), (_, last, ended) = self._ends()
        return (last - first) / (ended - began) if ended > began else None

    def seconds_left(self, updates: int) -> float | None:
        """Return how long that many updates will take; None while it is not known."""
        (began, first, _), (ended, last, _) = self._ends()
        return updates * (ended - began) / (last - first) if last > first else None

    def _ends(self) -> tuple[tuple[float, int, float], tuple[float, int, float]]:
        nothing = (0.0, 0, 0.0)
        return (self._moments[0], self._moments[-1]) if self._moments else (nothing, nothing)
