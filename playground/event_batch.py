"""The events of one tick, sorted once for all who look at them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Self

from engine.events import Progress


class EventBatch(list[Any]):
    """Events in their order; updates come by the thousand, all others one by one."""

    @classmethod
    def of(cls, events: Iterable[Any]) -> Self:
        """Return the events as a batch; those that are one already are sorted no second time."""
        return events if isinstance(events, cls) else cls(events)

    @cached_property
    def updates(self) -> list[Progress]:
        """The updates alone."""
        return [event for event in self if type(event) is Progress]

    @cached_property
    def others(self) -> list[Any]:
        """All events but the updates."""
        return [event for event in self if type(event) is not Progress]
