"""The one run that the window trains."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from engine import Checkpoint, RunConfig
from engine.events import Diverged, Evaluated, Progress, Snapshot, Started, Summary
from engine.keeping import kept
from engine.requests import Change, Request, SetPrompt, TakeSnapshot
from engine.run import train
from playground.event_batch import EventBatch
from playground.job import Job
from playground.presets import preset_of
from playground.run_settings import LIVE, RunSettings, value
from playground.session import Session

State = Literal["idle", "running", "paused", "stopping", "finished", "diverged"]

Until: TypeAlias = Callable[[Any], bool]


class Training(QObject):
    """Start, hold, stop and go on with a run, and tell what it reports.

    A run that was stopped, is finished or has diverged goes on from its checkpoint; ``restart``
    begins anew. While it goes on it is saved in a folder of its own in ``keep_in``, if given.

    Signals: ``state_changed(str)``; ``started(object)`` with `Started`, also when a run goes on;
    ``events_arrived(object)`` with an `EventBatch` of all that it reports;
    ``snapshot_taken(object)`` with a checkpoint that was asked for; ``cleared()`` when the run is
    forgotten; ``adopted(object)`` with the checkpoint that takes its place; ``restart_needed(str)``
    with why changed settings wait for a restart, or nothing; ``failed(str)``.

    Attributes:
        state: "idle" before a run and after a stop.
        report: the traceback behind the last failure that was the program's own, or nothing.
    """

    started = Signal(object)
    events_arrived = Signal(object)
    state_changed = Signal(str)
    snapshot_taken = Signal(object)
    cleared = Signal()
    adopted = Signal(object)
    restart_needed = Signal(str)
    failed = Signal(str)

    def __init__(
        self, session: Session, keep_in: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._keep_in = session, keep_in
        self._job: Job | None = None
        self._settings: RunSettings | None = None
        self._checkpoint: Checkpoint | None = None
        self._number = 0  # of the run: each is saved in a folder of its own
        self._is_over = False
        self._prompt = self._reason = self.report = ""
        self.state: State = "idle"
        session.config_changed.connect(self._follow_config)

    @property
    def settings(self) -> RunSettings | None:
        """The settings of the run as they are now; None before one."""
        return self._settings

    @property
    def folder(self) -> Path | None:
        """Where the run is saved while it goes on; None where it is not."""
        return self._keep_in / str(self._number) if self._keep_in else None

    @property
    def can_go_on(self) -> bool:
        """Whether Train goes on with a run instead of starting one."""
        return self._checkpoint is not None or self._job is not None

    # What can be asked

    @Slot()
    def train(self) -> None:
        """Start a run, or go on with the one there is; after its last epoch, for as many more."""
        if self.state == "paused" and self._job is not None:
            self._job.resume()
            self._set_state("running")
        elif self.state not in ("running", "stopping"):
            self._begin()

    @Slot()
    def pause(self) -> None:
        """Wait after the update that is under way."""
        if self.state == "running" and self._job is not None:
            self._job.pause()
            self._set_state("paused")
            self.request_snapshot()

    @Slot()
    def hold(self) -> None:
        """Go on with the run there is and wait at once: it can be looked at as it was left."""
        if self._checkpoint is not None:
            self._step(_is_start)
            self.ask(SetPrompt(self._prompt))  # a sample: those from before were not kept

    @Slot()
    def step_update(self) -> None:
        """Make one update."""
        self._step(_is_update)

    @Slot()
    def step_epoch(self) -> None:
        """Train to the end of the epoch, its evaluation included."""
        self._step(_is_epoch_end)

    @Slot()
    def stop(self) -> None:
        """End the run; Train goes on from here. A second time: without waiting for an update."""
        if self._job is None:
            return
        if self.state == "stopping":
            self._drop_job()
            self._set_state("idle")
        else:
            self._set_state("stopping")
            self._job.pause()
            self.request_snapshot()

    @Slot()
    def restart(self) -> None:
        """Forget the run; if it was running, start it anew."""
        was_running = self.state == "running"
        self._forget()
        if was_running:
            self._begin()

    def _forget(self) -> None:
        self._drop_job()
        self._number += 1
        self._checkpoint = self._settings = None
        self._reason = ""
        self._set_state("idle")
        self.cleared.emit()

    def change(self, dotted: str, value: float) -> None:
        """Change a live setting, of the run that goes on and of the next.

        Raises:
            ConfigError: the value is out of range.
        """
        self._session.set_config(self._session.config.changed(**{dotted: value}))

    def set_prompt(self, text: str) -> None:
        """Let the samples of this run and of the next go on from this text."""
        self.ask(SetPrompt(text))

    def ask(self, request: Request) -> None:
        """Ask the run for something; its answer is an event."""
        if isinstance(request, SetPrompt):
            self._prompt = request.text
        if self._job is not None:
            self._job.send(request)

    def request_snapshot(self) -> None:
        """Ask for a checkpoint of where the run stands; `snapshot_taken` answers."""
        if self._job is not None:
            self._job.send(TakeSnapshot())
        elif self._checkpoint is not None:
            self.snapshot_taken.emit(self._checkpoint)

    def adopt(self, checkpoint: Checkpoint) -> None:
        """Take a model that was opened in place of the run; Train goes on with it."""
        self._forget()
        self.adopted.emit(checkpoint)
        self._session.set_checkpoint(checkpoint)
        preset = preset_of(checkpoint.config, self._session.preset)
        if checkpoint.training is not None:
            self._checkpoint = checkpoint
            self._settings = RunSettings(checkpoint.config, preset)
        self._session.set_config(checkpoint.config, preset)

    def close(self) -> bool:
        """End the run now; tell whether its thread has ended."""
        return self._job is None or self._job.close()

    # How a run begins and ends

    def _begin(self, until: Until | None = None) -> None:
        config, resume = self._session.config, self._checkpoint
        if resume is None or self._settings is None:
            self._settings = RunSettings(config, self._session.preset)
        elif self._settings.needs_restart(config):
            self.restart_needed.emit(self._reason)
            return
        else:
            config = self._settings.go_on(config, is_finished=self.state == "finished")
        self._is_over = False
        self._start(config, resume, until)

    def _start(self, config: RunConfig, resume: Checkpoint | None, until: Until | None) -> None:
        work = train(config, dataset=self._session.dataset, resume=resume)
        self._job = Job(kept(work, self.folder) if self.folder else work)
        self._job.events.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.paused.connect(self._wait)
        if until is not None:
            self._job.step(until)
        if resume is not None:
            for dotted in LIVE:  # the checkpoint holds those of the time when it was taken
                self._job.send(Change(dotted, value(config, dotted)))
        if self._prompt:
            self._job.send(SetPrompt(self._prompt))
        self._job.start()
        self._set_state("running")

    def _step(self, until: Until) -> None:
        if self.state == "paused" and self._job is not None:
            self._job.step(until)
            self._set_state("running")
        elif self.state not in ("running", "stopping"):
            self._begin(until)

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _set_state(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)

    # What the run reports

    @Slot(list)
    def _take(self, events: list[Any]) -> None:
        batch = EventBatch.of(events)
        for event in batch.others:
            if isinstance(event, Started):
                self.started.emit(event)
        self.events_arrived.emit(batch)
        for event in batch.others:
            self._take_rare(event)

    def _take_rare(self, event: Any) -> None:
        if isinstance(event, Started | Evaluated) and self._settings is not None:
            self._is_over = event.epoch >= self._settings.config.training.epochs
        if not isinstance(event, Snapshot | Summary | Diverged):
            return
        self._checkpoint = event.checkpoint
        self._session.set_checkpoint(event.checkpoint)
        if isinstance(event, Snapshot):
            self.snapshot_taken.emit(event.checkpoint)
            if self.state == "stopping":
                self._drop_job()
                self._set_state("idle")
        else:
            self._drop_job()
            self._set_state("finished" if isinstance(event, Summary) else "diverged")

    @Slot()
    def _wait(self) -> None:
        if self.state != "running" or self._job is None:
            return
        if self._is_over:
            self._job.resume()  # a step to the end of the last epoch ends the run
        else:
            self._set_state("paused")
            self.request_snapshot()

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self.report = self._job.report if self._job is not None else ""
        self._job = None
        self._set_state("idle")
        self.failed.emit(sentence)

    @Slot()
    def _follow_config(self) -> None:
        """Hand live settings on to the run; say which ones wait for a restart."""
        settings, session = self._settings, self._session
        if settings is None:
            return
        if self.state != "running" and settings.is_other_work(session.config, session.preset):
            self._forget()
            return
        reason = settings.needs_restart(session.config)
        if reason != self._reason:
            self._reason = reason
            self.restart_needed.emit(reason)
        if self._job is not None:
            for change in settings.changes_to(session.config):
                self._job.send(change)


def _is_start(event: Any) -> bool:
    return isinstance(event, Started)


def _is_update(event: Any) -> bool:
    return isinstance(event, Progress)


def _is_epoch_end(event: Any) -> bool:
    return isinstance(event, Evaluated) and float(event.epoch).is_integer()
