"""Showing a run that was saved as it was left."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from engine import Checkpoint, RunConfig
from playground.session import Session
from playground.training import Training


class Reopening(QObject):
    """Take a model in place of the run, and show its run, waiting, once its data are read."""

    def __init__(self, session: Session, training: Training, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._training = session, training
        self._awaited: RunConfig | None = None  # of a run whose data are being read
        session.config_changed.connect(self._hold)

    def take(self, checkpoint: Checkpoint) -> None:
        """Begin; a model that came without its run is taken to be talked to, and no more."""
        self._training.adopt(checkpoint)
        self._awaited = checkpoint.config if checkpoint.training is not None else None
        self._hold()

    @Slot()
    def _hold(self) -> None:
        session = self._session
        is_ready = session.dataset is not None and not session.is_loading
        if is_ready and self._awaited is not None and session.config == self._awaited:
            self._awaited = None
            self._training.hold()
