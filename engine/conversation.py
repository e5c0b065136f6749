"""How a run and whoever iterates it talk between two updates."""

from __future__ import annotations

from collections.abc import Callable, Generator

from engine.errors import ConfigError
from engine.events import Event, Refused
from engine.requests import Change, Inspect, Request

NO_MEMORY = (
    "The memory of this computer is used up, and the run goes on without this. Close other "
    "programs and try again."
)


def say(
    event: Event, step: int, answer: Callable[[Request], Event]
) -> Generator[Event, Request | None, None]:
    """Yield an event, then an answer to each request that is sent.

    What cannot be done is answered with `Refused`: a wish must not end the run.
    """
    request = yield event
    while request is not None:
        try:
            reply = answer(request)
        except ConfigError as error:
            reply = Refused(step, _about(request), str(error))
        except MemoryError:
            reply = Refused(step, _about(request), NO_MEMORY)
        request = yield reply


def _about(request: Request) -> str:
    if isinstance(request, Change):
        return request.setting
    return request.view if isinstance(request, Inspect) else ""
