"""Saving a run while it goes on."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from engine.autosave import Autosave
from engine.checkpoint import Checkpoint, from_parts, to_parts
from engine.errors import CheckpointError
from engine.events import (
    Diverged,
    Evaluated,
    Event,
    NotSaved,
    Saved,
    Snapshot,
    Summary,
)
from engine.requests import Request, TakeSnapshot

INTERVAL = 60.0  # seconds between savings: what a power cut can cost at most
SHORTEST = 5.0  # seconds: a run of short epochs is not saved after each of them

Run = Generator[Event, Request | None, None]


def kept(run: Run, folder: Path, interval: float = INTERVAL) -> Run:
    """Pass a run's events on and save it in between: after an epoch, at least every `interval`.

    A snapshot is copied between two updates; a thread of its own turns it into bytes and writes
    them, so training waits for the copy alone. A saving that fails ends in one `NotSaved` and is
    tried again at the next occasion.
    """
    keeper = Keeper(Autosave(folder), interval)
    pending: deque[Event] = deque()
    try:
        for event in run:
            keeper.note(event)
            if keeper.is_due() and not isinstance(event, Summary | Diverged):
                snapshot = run.send(TakeSnapshot())
                assert isinstance(snapshot, Snapshot)
                keeper.save(snapshot.checkpoint)
            pending.extend((*keeper.reports(), event))
            while pending:
                request = yield pending.popleft()
                if request is not None:
                    pending.appendleft(run.send(request))
    finally:
        keeper.close()
        run.close()
    yield from keeper.reports()


class Keeper:
    """Decides when a run is saved, and saves it one checkpoint at a time."""

    def __init__(self, store: Autosave, interval: float) -> None:
        self._store, self._interval = store, interval
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="autosave")
        self._writing: Future[Event] | None = None
        self._reports: list[Event] = []
        self._last = time.monotonic()
        self._epoch_ended = self._is_best = self._failed = False

    def note(self, event: Event) -> None:
        """Hear what the run says; its end is saved at once."""
        if isinstance(event, Evaluated):
            self._epoch_ended = True
            self._is_best |= event.best
        if isinstance(event, Summary | Diverged):
            self.save(event.checkpoint)

    def is_due(self) -> bool:
        """Whether it is time to save, and the last saving is done."""
        if self._writing is not None and not self._writing.done():
            return False
        waited = time.monotonic() - self._last
        return waited >= self._interval or (self._epoch_ended and waited >= SHORTEST)

    def save(self, checkpoint: Checkpoint) -> None:
        """Save in the background, after the saving that is under way."""
        self._collect(wait=True)
        self._writing = self._pool.submit(self._write, checkpoint, self._is_best)
        self._last = time.monotonic()
        self._epoch_ended = self._is_best = False

    def _write(self, checkpoint: Checkpoint, is_best: bool) -> Event:
        step = checkpoint.step
        try:
            parts = to_parts(checkpoint)
            path = self._store.save(*parts)
            if is_best:
                self._store.save_best(*parts)
        except CheckpointError as error:
            return NotSaved(step, str(error))
        return Saved(step, str(path))

    def reports(self) -> list[Event]:
        """Return what savings have ended in since the last time."""
        self._collect(wait=False)
        reports, self._reports = self._reports, []
        return reports

    def _collect(self, *, wait: bool) -> None:
        if self._writing is None or not (wait or self._writing.done()):
            return
        report = self._writing.result()
        self._writing = None
        if isinstance(report, Saved) or not self._failed:
            self._reports.append(report)
        self._failed = isinstance(report, NotSaved)

    def close(self) -> None:
        """Wait for the saving that is under way."""
        self._collect(wait=True)
        self._pool.shutdown()


def recover(folder: Path) -> tuple[Checkpoint | None, tuple[str, ...]]:
    """Return the newest checkpoint that an earlier run left, and sentences about damaged ones."""
    recovery = Autosave(folder).newest_valid()
    if recovery.archive is None or recovery.path is None:
        return None, recovery.refused
    try:
        return from_parts(recovery.archive, recovery.path.name), recovery.refused
    except CheckpointError as error:
        return None, (*recovery.refused, str(error))
