"""Buffers that outlive a step, so that training allocates nothing after its first update."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine.backend import Array, Backend

V = TypeVar("V")


class Scratch:
    """Named buffers of one layer. Asking again for a name gives the same memory, grown if need be.

    What is in a buffer is good until the name is asked for with another shape. `views` keeps what
    was derived from the buffers for a shape (lists of slices, one per time step): building them
    anew at each step would cost a small network 2 % of its time.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._buffers: dict[str, Array] = {}
        self._views: dict[tuple[object, ...], object] = {}
        self._nested: dict[str, Scratch] = {}

    def __call__(self, name: str, *shape: int) -> Array:
        """Return a buffer of the given shape; its content is whatever was there."""
        size = 1
        for length in shape:
            size *= length
        buffer = self._buffers.get(name)
        if buffer is None or buffer.size < size:
            buffer = self._buffers[name] = self._backend.empty(size)
            self._views.clear()
        return buffer[:size].reshape(shape)

    def views(self, key: tuple[object, ...], build: Callable[[], V]) -> V:
        """Return what `build` made for this key since the last time a buffer grew."""
        found = self._views.get(key)
        if found is None:
            found = build()
            if len(self._views) >= 64:
                self._views.clear()
            self._views[key] = found
        return found  # type: ignore[return-value]

    def nested(self, name: str) -> Scratch:
        """Return buffers of their own for a part that uses the same names."""
        return self._nested.setdefault(name, Scratch(self._backend))

    @property
    def nbytes(self) -> int:
        """How much memory the buffers take."""
        own = sum(buffer.nbytes for buffer in self._buffers.values())
        return own + sum(nested.nbytes for nested in self._nested.values())
