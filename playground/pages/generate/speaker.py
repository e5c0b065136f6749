"""Whose weights speak: those of this moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from engine import Checkpoint
from playground.job import Job
from playground.session import Session
from playground.training import Training

Talk: TypeAlias = Callable[[Checkpoint], Iterator[Any]]


class Speaker(QObject):
    """Run one thing at a time with the newest weights; what is newer replaces the older.

    While a run is under way it is asked for its weights first; the run itself does not notice.
    Signals: ``said(list)`` with what the work yields; ``ended()``; ``failed(str)``. Nothing more
    is heard of work that was stopped.
    """

    said = Signal(list)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, training: Training, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._training = session, training
        self._talk: Talk | None = None  # waits for the weights
        self._job: Job | None = None
        training.snapshot_taken.connect(self._go_on)
        training.state_changed.connect(self._follow_training)

    @property
    def is_busy(self) -> bool:
        """Whether something is being said, or about to be."""
        return self._talk is not None or self._job is not None

    def start(self, talk: Talk, *, fresh: bool = True) -> None:
        """Call ``talk`` with a checkpoint and run what it returns on a thread.

        With ``fresh`` off the weights that are at hand will do.
        """
        self.stop()
        self._talk = talk
        if fresh and self._training.state == "running":
            self._training.request_snapshot()
        else:
            self._go_on(self._session.checkpoint)

    def stop(self) -> None:
        """Say no more; nothing happens if nothing is being said."""
        self._talk = None
        if self._job is not None:
            self._job.stop()
            self._job = None

    @Slot(object)
    def _go_on(self, checkpoint: Checkpoint | None) -> None:
        talk, self._talk = self._talk, None
        if talk is None or checkpoint is None:
            return
        self._job = Job(talk(checkpoint))
        self._job.events.connect(self.said)
        self._job.failed.connect(self._fail)
        self._job.done.connect(self._finish)
        self._job.start()

    @Slot(str)
    def _follow_training(self, state: str) -> None:
        """Take the last weights of a run that ended before it could answer."""
        if self._talk is not None and state != "running":
            self._go_on(self._session.checkpoint)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._job = None
        self.failed.emit(sentence)

    @Slot()
    def _finish(self) -> None:
        self._job = None
        self.ended.emit()
