"""How fast a run is."""

from __future__ import annotations

import time
from collections import deque

RECENT = 3.0  # seconds to look back for the rate, which is to follow what happens
WINDOW = 30.0  # seconds for the time left, which is not to jump

Moment = tuple[float, int, float]  # when it was, updates made by then, seconds spent on them
_NOTHING = (0.0, 0, 0.0)


class Pace:
    """Follow the last few seconds of a run: work per second of training, and the time left.

    The time left counts all that passes, evaluations included; the rate counts training alone.
    """

    def __init__(self) -> None:
        self._moments: deque[Moment] = deque()

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
        (_, first, began), (_, last, ended) = self._ends(RECENT)
        return (last - first) / (ended - began) if ended > began else None

    def seconds_left(self, updates: int) -> float | None:
        """Return how long that many updates will take; None while it is not known."""
        (began, first, _), (ended, last, _) = self._ends(WINDOW)
        return updates * (ended - began) / (last - first) if last > first else None

    def _ends(self, seconds: float) -> tuple[Moment, Moment]:
        """Return the first moment of the last so many seconds, one before the last at least."""
        if len(self._moments) < 2:
            return _NOTHING, _NOTHING
        *earlier, last = self._moments
        since = last[0] - seconds
        return next((m for m in earlier if m[0] >= since), earlier[-1]), last
