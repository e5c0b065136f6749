"""Going back to earlier settings."""

from __future__ import annotations

import time
from typing import Any

MOST = 100
TOGETHER = 1.0  # seconds: a slider that is dragged changes one setting many times


class Undo:
    """Remember states that were replaced; changes of one kind in quick succession count as one."""

    def __init__(self) -> None:
        self._past: list[Any] = []
        self._future: list[Any] = []
        self._last: tuple[object, float] = (None, 0.0)

    def push(self, state: Any, kind: object = None) -> None:
        """Remember a state that is about to be replaced; what was undone is forgotten."""
        now = time.monotonic()
        last_kind, last_time = self._last
        self._last = (kind, now)
        self._future.clear()
        if kind is not None and kind == last_kind and now - last_time < TOGETHER:
            return
        self._past = [*self._past[1 - MOST :], state]

    def undo(self, current: Any) -> Any:
        """Return the state before the current one, or None."""
        return self._move(self._past, self._future, current)

    def redo(self, current: Any) -> Any:
        """Return the state that was undone last, or None."""
        return self._move(self._future, self._past, current)

    def _move(self, source: list[Any], target: list[Any], current: Any) -> Any:
        self._last = (None, 0.0)
        if not source:
            return None
        target.append(current)
        return source.pop()
