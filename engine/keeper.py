"""What decides when a run is saved, and saves it beside the training."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from engine.autosave import Autosave
from engine.checkpoint import Checkpoint, to_parts
from engine.errors import CheckpointError
from engine.events import Evaluated, Event, NotSaved, Refused, Saved, Snapshot
from engine.requests import Request, TakeSnapshot

SHORTEST = 5.0  # seconds: a run of short epochs is not saved after each of them
NO_MEMORY = (
    "The run could not be saved because the memory of this computer is used up: close other "
    "programs."
)


class Keeper:
    """Save one checkpoint at a time in a thread of its own, after an epoch or an interval.

    A failure is reported once, until a saving succeeds again.
    """

    def __init__(self, store: Autosave, interval: float, clock: Callable[[], float]) -> None:
        self._store, self._interval, self._clock = store, interval, clock
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="autosave")
        self._writing: Future[Event | None] | None = None
        self._reports: list[Event] = []
        self._last = clock()
        self._epoch_ended = self._failed = False
        self._saved: object = self  # where the run stood in what was saved last; nothing yet
        self._best_step = -1

    def note(self, event: Event) -> None:
        """Hear what the run says."""
        self._epoch_ended |= isinstance(event, Evaluated)

    def is_due(self) -> bool:
        """Whether it is time to save, and the last saving is done."""
        waited = self._clock() - self._last
        is_time = waited >= self._interval or (self._epoch_ended and waited >= SHORTEST)
        return is_time and not self.is_writing

    @property
    def is_writing(self) -> bool:
        """Whether a saving is under way."""
        return self._writing is not None and not self._writing.done()

    def take(self, answer: Event) -> None:
        """Save what a run answered when it was asked for a snapshot."""
        self._last, self._epoch_ended = self._clock(), False
        if isinstance(answer, Snapshot):
            self.save(answer.checkpoint)
        elif isinstance(answer, Refused):
            self._report(NotSaved(answer.step, NO_MEMORY))

    def save(self, checkpoint: Checkpoint) -> None:
        """Save in the background, after the saving that is under way; nothing twice."""
        stands = checkpoint.training.facts if checkpoint.training else None
        if stands == self._saved:
            return
        self.finish()
        self._saved = stands
        self._writing = self._pool.submit(self._write, checkpoint)

    def save_where_it_stands(self, run: Generator[Event, Request | None, None]) -> None:
        """Save a run that is about to be closed, unless it has learned nothing yet."""
        answer = run.send(TakeSnapshot())
        if isinstance(answer, Snapshot) and answer.step:
            self.save(answer.checkpoint)

    def reports(self) -> list[Event]:
        """Return what savings have ended in since the last time."""
        if not self.is_writing:
            self.finish()
        reports, self._reports = self._reports, []
        return reports

    def finish(self) -> None:
        """Wait for the saving that is under way."""
        if self._writing is not None:
            report, self._writing = self._writing.result(), None
            if report is not None:
                self._report(report)

    def close(self) -> None:
        """Wait for the saving that is under way and end the thread."""
        self.finish()
        self._pool.shutdown()

    def _report(self, report: Event) -> None:
        if isinstance(report, Saved) or not self._failed:
            self._reports.append(report)
        self._failed = isinstance(report, NotSaved)
        if self._failed:
            self._saved = self  # it may be tried again

    def _write(self, checkpoint: Checkpoint) -> Event | None:
        """Write a checkpoint and the best; nothing where an update has just broken the weights."""
        step = checkpoint.step
        if not all(np.isfinite(array).all() for array in checkpoint.weights.values()):
            return None  # the next update will find that out and put the good ones back
        try:
            path = self._store.save(*to_parts(checkpoint))
            self._write_best(checkpoint)
        except CheckpointError as error:
            return NotSaved(step, str(error))
        except MemoryError:
            return NotSaved(step, NO_MEMORY)
        return Saved(step, str(path))

    def _write_best(self, checkpoint: Checkpoint) -> None:
        """Write the best weights of the run, if they are others than the last time."""
        training = checkpoint.training
        best = training.facts["standing"]["best"] if training else None
        if training is None or best is None or best["step"] == self._best_step:
            return
        weights = {name: training.arrays[f"best/{name}"] for name in checkpoint.weights}
        self._store.save_best(*to_parts(replace(checkpoint, weights=weights, training=None)))
        self._best_step = best["step"]
