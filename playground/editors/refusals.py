"""What is wrong in a form, and the values that wait for others to fit."""

from typing import Any


class Refusals:
    """Keep for each setting why its value was not taken.

    Three things can be wrong with one: what is being typed is no such number; the value that was
    entered does not fit the others; all together it cannot work, which somebody else found out.
    """

    def __init__(self) -> None:
        self._typed: dict[str, str] = {}
        self._entered: dict[str, tuple[Any, str]] = {}
        self._objection = ("", "")

    def __contains__(self, path: str) -> bool:
        return path in self._typed or path in self._entered

    @property
    def first(self) -> str:
        """The first reason why the form as it stands cannot be taken, or nothing."""
        reasons = (*self._typed.values(), *(reason for _, reason in self._entered.values()))
        return next(iter(reasons), "")

    def reason(self, path: str) -> str:
        """Return what to say of a setting, or nothing."""
        concerned, objection = self._objection
        entered = self._entered.get(path, (None, objection if path == concerned else ""))[1]
        return self._typed.get(path, entered)

    def values(self, *, without: str) -> dict[str, Any]:
        """Return the values that wait for others, but for one path."""
        return {path: value for path, (value, _) in self._entered.items() if path != without}

    def type(self, path: str, sentence: str) -> None:
        """Say what is wrong with the text that is being typed, or with nothing that it is right."""
        self._typed.pop(path, None)
        if sentence:
            self._typed[path] = sentence

    def refuse(self, path: str, value: Any, sentence: str) -> None:
        """Keep a value that was entered and does not fit."""
        self._typed.pop(path, None)
        self._entered[path] = (value, sentence)

    def accept(self, path: str) -> None:
        """Forget about a value that was taken, or is gone."""
        self._typed.pop(path, None)
        self._entered.pop(path, None)

    def object_to(self, path: str, sentence: str) -> set[str]:
        """Take what somebody else says about a setting; return the paths whose reason changes."""
        before, _ = self._objection
        self._objection = (path, sentence)
        return {before, path} - {""}

    def clear(self) -> set[str]:
        """Forget everything but the objection; return the paths that were concerned."""
        paths = {*self._typed, *self._entered}
        self._typed.clear()
        self._entered.clear()
        return paths
