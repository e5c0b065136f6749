"""The stack on which a pickle is put together."""

from __future__ import annotations

from typing import Any

from engine.pickle_objects import PickleRefusedError

MAX_ITEMS = 10_000


class PickleStack:
    """Values and the marks between them; an IndexError means that the pickle is damaged."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._marks: list[int] = []

    def push(self, value: object) -> None:
        """Put a value on top."""
        self._check_room()
        self._values.append(value)

    def pop(self) -> Any:
        """Take the top value, which must lie above the last mark."""
        self.top()
        return self._values.pop()

    def top(self) -> Any:
        """Look at the top value, which must lie above the last mark."""
        if len(self._values) <= (self._marks[-1] if self._marks else 0):
            raise IndexError("no value above the mark")
        return self._values[-1]

    def mark(self) -> None:
        """Remember this height."""
        self._check_room()
        self._marks.append(len(self._values))

    def pop_marked(self) -> list[Any]:
        """Take everything above the last mark, and the mark."""
        start = self._marks.pop()
        taken = self._values[start:]
        del self._values[start:]
        return taken

    def discard(self) -> None:
        """Take the top value or, if there is none above it, the last mark."""
        if self._marks and self._marks[-1] == len(self._values):
            self._marks.pop()
        else:
            self.pop()

    def only_value(self) -> object:
        """Return what is left at the end: one value and no mark."""
        if self._marks or len(self._values) != 1:
            raise IndexError("not one value")
        return self._values[0]

    def _check_room(self) -> None:
        if len(self._values) + len(self._marks) >= MAX_ITEMS:
            raise PickleRefusedError(
                f"stacks more than {MAX_ITEMS:,} values, the limit for weights"
            )
