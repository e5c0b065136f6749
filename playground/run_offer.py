"""Going on with what an earlier program left."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine.events import Saved
from playground.ago import ago
from playground.event_batch import EventBatch
from playground.job import Job
from playground.kept_runs import KeptRun, KeptRuns
from playground.news import News
from playground.presets import PRESETS, preset_of
from playground.reopening import Reopening
from playground.session import Session
from playground.training import Training

RESUME, DISCARD = "Resume", "Discard"
EXACTLY = "Train goes on from there exactly."


class RunOffer(QObject):
    """Look for a run that was cut off, offer it in the banner, and do what is answered.

    The run that was found stays on the disk until it is discarded, or gone on with and saved
    again. Signals: ``page_wanted(str)`` with the title of the page that shows the run.
    """

    page_wanted = Signal(str)

    def __init__(
        self, runs: KeptRuns, news: News, session: Session, training: Training, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._runs, self._news, self._session, self._training = runs, news, session, training
        self._run: KeptRun | None = None
        self._is_resumed = False
        self._reopening = Reopening(session, training, self)
        news.accepted.connect(self._resume)
        news.declined.connect(self._discard)
        training.events_arrived.connect(self._look_for_saving)

    def look(self) -> None:
        """Start to look."""
        job = Job(self._runs.find)
        job.events.connect(self._offer)
        job.start()

    @Slot(list)
    def _offer(self, found: list[Any]) -> None:
        run = found[-1]
        if run is None or self._training.can_go_on:  # it is offered the next time
            return
        self._run = run
        if run.checkpoint is None:
            title, text = "A run that was cut off cannot be read.", ""
        else:
            title, text = self._title(run.checkpoint, run), EXACTLY
        text = " ".join(filter(None, (text, *run.damaged)))
        action = "" if run.checkpoint is None else RESUME
        self._news.offer(title, text, action, DISCARD, crashed=not run.was_closed)

    def _title(self, checkpoint: Any, run: KeptRun) -> str:
        name = PRESETS[preset_of(checkpoint.config, self._session.preset)].title
        at = f" at update {checkpoint.step:,}" if checkpoint.step else ""
        if run.was_closed:
            return f"The last run of “{name}” ended{at}, {ago(run.age)}."
        return f"A run of “{name}” was interrupted{at}, {ago(run.age)}."

    @Slot()
    def _resume(self) -> None:
        if self._run is not None and self._run.checkpoint is not None:
            checkpoint, self._run, self._is_resumed = self._run.checkpoint, None, True
            self.page_wanted.emit("Train")  # first: the page has to be there to hear of it
            self._reopening.take(checkpoint)

    @Slot()
    def _discard(self) -> None:
        self._run = None
        self._runs.forget_found()

    @Slot(object)
    def _look_for_saving(self, events: list[Any]) -> None:
        if self._is_resumed and any(type(event) is Saved for event in EventBatch.of(events).others):
            self._is_resumed = False
            self._runs.forget_found()
