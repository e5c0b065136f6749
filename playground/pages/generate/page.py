"""The Generate tab as a whole."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.models.base import Goal
from playground.pages.generate.captions_place import CaptionsPlace
from playground.pages.generate.labels_place import LabelsPlace
from playground.pages.generate.no_model import NoModel
from playground.pages.generate.pairs_place import PairsPlace
from playground.pages.generate.place import Place
from playground.pages.generate.text_place import TextPlace
from playground.session import Session
from playground.training import Training

PLACES: dict[Goal, type[Place]] = {
    Goal.NEXT_TOKEN: TextPlace,
    Goal.ANSWER: PairsPlace,
    Goal.LABEL: LabelsPlace,
    Goal.CAPTION: CaptionsPlace,
}


class GeneratePage(QWidget):
    """Show the place to talk to the session's model: which one depends on what it is made to do.

    Signals: ``page_wanted(str)`` with the title of another tab that the user asks for.
    """

    page_wanted = Signal(str)

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__()
        self._session, self._training = session, training
        self._places: dict[Goal, Place] = {}
        self._nothing = NoModel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._nothing.train_wanted.connect(self._ask_for_training)
        session.checkpoint_changed.connect(self._show_model)
        training.state_changed.connect(self._show_model)
        self._show_model()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask a run that is under way for its weights, if it gave none yet."""
        super().showEvent(event)
        if self._session.checkpoint is None and self._training.state == "running":
            self._training.request_snapshot()

    @Slot()
    def _show_model(self) -> None:
        checkpoint = self._session.checkpoint
        if checkpoint is None:
            self._nothing.show_state(is_training=self._training.state == "running")
            self._stack.setCurrentWidget(self._nothing)
            return
        place = self._place(checkpoint.config.model.goal)
        place.show_model(checkpoint)
        self._stack.setCurrentWidget(place)

    def _place(self, goal: Goal) -> Place:
        if goal not in self._places:
            self._places[goal] = PLACES[goal](self._session, self._training)
            self._stack.addWidget(self._places[goal])
        return self._places[goal]

    @Slot()
    def _ask_for_training(self) -> None:
        self.page_wanted.emit("Train")
