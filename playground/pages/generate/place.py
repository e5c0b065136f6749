"""What all ways to talk to a model have in common."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from engine import Checkpoint
from playground.pages.generate.speaker import Speaker
from playground.session import Session
from playground.training import Training
from playground.widgets.rail_tabs import RailTabs


class Place(QWidget):
    """Talk to a model of one kind; the page shows the place that suits the session's model.

    A place with a field to type in has it as its focus proxy.
    """

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__()
        self.session = session
        self.speaker = Speaker(session, training, self)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the user type at once; but whoever walks along the tabs by keys is not held up."""
        super().showEvent(event)
        focused = QApplication.focusWidget()
        is_passing = isinstance(focused, RailTabs) and focused.is_walked
        if self.focusProxy() is not None and not is_passing:
            self.setFocus()

    def show_model(self, checkpoint: Checkpoint) -> None:
        """Get ready for a model, which may be the same one after more training."""
        raise NotImplementedError
