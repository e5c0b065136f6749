"""Saving a run while it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path

from engine.autosave import Autosave
from engine.checkpoint import Checkpoint, from_parts
from engine.events import Diverged, Event, Snapshot, Summary
from engine.keeper import Keeper
from engine.requests import Request, TakeSnapshot
from engine.shown_name import shown_name

INTERVAL = 60.0  # seconds between savings: what a power cut can cost at most

Run = Generator[Event, Request | None, None]


def kept(
    run: Run,
    folder: Path,
    interval: float = INTERVAL,
    clock: Callable[[], float] = time.monotonic,
) -> Run:
    """Pass a run's events on and save it in between: after an epoch, at least every `interval`.

    A snapshot is copied between two updates; a thread of its own turns it into bytes and writes
    them, so training waits for the copy alone. A saving that fails ends in one `NotSaved` and is
    tried again at the next occasion. A snapshot that somebody asks for is saved, too, and so is
    where a run stands when it is closed before its end.
    """
    keeper = Keeper(Autosave(folder), interval, clock)
    try:
        last = yield from _kept(run, keeper)
    except GeneratorExit:
        keeper.save_where_it_stands(run)
        raise
    finally:
        keeper.close()
        run.close()
    if last is not None:
        for said in (*keeper.reports(), last):  # noqa: UP028  a tuple cannot be sent a request
            yield said


def _kept(run: Run, keeper: Keeper) -> Generator[Event, Request | None, Event | None]:
    """Pass on all events but the last, which is returned."""
    for event in run:
        keeper.note(event)
        if isinstance(event, Summary | Diverged):
            keeper.save(event.checkpoint)
            return event
        if keeper.is_due():
            keeper.take(run.send(TakeSnapshot()))
        for said in (event, *keeper.reports()):
            request = yield said
            while request is not None:
                answer = run.send(request)
                if isinstance(answer, Snapshot) and not keeper.is_writing:
                    keeper.take(answer)
                request = yield answer
    return None


def recover(folder: Path) -> tuple[Checkpoint | None, tuple[str, ...]]:
    """Return the newest checkpoint that an earlier run left, and sentences about damaged ones."""
    recovery = Autosave(folder).newest_valid(from_parts)
    if recovery.archive is None or recovery.path is None:
        return None, recovery.refused
    return from_parts(recovery.archive, shown_name(recovery.path)), recovery.refused
