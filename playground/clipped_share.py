"""How often gradients were clipped lately."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from engine.events import Progress

LOOK_BACK = 200  # updates


class ClippedShare:
    """Count which of the last 200 updates were clipped."""

    def __init__(self) -> None:
        self._counts: deque[tuple[int, int]] = deque()  # updates, clipped ones
        self._updates = self._clipped = 0

    @property
    def share(self) -> float | None:
        """The share from 0 to 1; None before the first update."""
        return self._clipped / self._updates if self._updates else None

    def take(self, updates: Sequence[Progress]) -> None:
        """Count updates; whole batches of them are forgotten once they lie too far back."""
        if not updates:
            return
        clipped = sum(update.clip_rate < 1 for update in updates)
        self._counts.append((len(updates), clipped))
        self._updates += len(updates)
        self._clipped += clipped
        while self._updates - self._counts[0][0] >= LOOK_BACK:
            count, clipped = self._counts.popleft()
            self._updates -= count
            self._clipped -= clipped

    def clear(self) -> None:
        """Forget the run."""
        self._counts.clear()
        self._updates = self._clipped = 0
