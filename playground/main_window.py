"""The window: rail, strip, news and pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from playground.page_stack import PageStack
from playground.pages import PAGES
from playground.session import Session
from playground.steering import Steering
from playground.training import Training
from playground.widgets.rail import Rail
from playground.widgets.strip import Strip

TRAIN = [page.title for page in PAGES].index("Train")


class MainWindow(QMainWindow):
    """Hold the pages together.

    Signals: ``closing()`` before the window goes, while it is still whole.
    """

    closing = Signal()

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__()
        self.setWindowTitle("Recurrent Playground")
        self.session, self.training = session, training
        self.rail = Rail([(page.title, page.icon, page.tip) for page in PAGES])
        self.strip = Strip()
        self.pages = PageStack(session, training)
        self._steering = Steering(self.strip, session, training, self)
        self._lay_out()
        self.rail.chosen.connect(self.pages.show_page)
        self.strip.train_clicked.connect(self.show_training)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self._train_or_pause)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.pages, 1)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(inside)

    @Slot()
    def show_training(self) -> None:
        """Show the page on which a run is watched."""
        self.rail.set_current(TRAIN)

    @Slot()
    def _train_or_pause(self) -> None:
        if self.training.state == "running":
            self.training.pause()
        elif not self.session.problem:
            self.show_training()
            self.training.train()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all work, so that the program can end."""
        self.closing.emit()
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled)
        super().closeEvent(event)
