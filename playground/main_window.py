"""The window: rail, strip, news and pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from playground.pages import PAGES
from playground.widgets.rail import Rail
from playground.widgets.strip import Strip

if TYPE_CHECKING:
    from playground.session import Session
    from playground.settings import WindowSettings
    from playground.training import Training


class MainWindow(QMainWindow):
    """Hold the pages together: first the frame alone, then all that needs the engine.

    Signals: ``painted()`` after the frame is on the screen; ``closing()`` before the window goes,
    while it is still whole.
    """

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Recurrent Playground")
        self.rail = Rail([(page.title, page.icon, page.tip) for page in PAGES])
        self.strip = Strip()
        self.strip.set_ready(False, "The first data are being read.")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._column.addWidget(self.strip)
        self._column.addStretch(1)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(self._column, 1)
        self.setCentralWidget(inside)

    def furnish(self, session: Session, training: Training, settings: WindowSettings) -> None:
        """Fill the frame."""
        # Late: importing what computes takes longer than all the rest of a start.
        from playground.furniture import Furniture

        self.session, self.training = session, training
        furniture = Furniture(self, session, training, settings)
        self.pages, self.news, self.files = furniture.pages, furniture.news, furniture.files
        self._column.takeAt(1)
        self._column.addWidget(self.news.place)
        self._column.addWidget(self.pages, 1)
        self.setAcceptDrops(True)

    @Slot(str)
    def show_tab(self, title: str) -> None:
        """Show the page of a title."""
        self.rail.set_current([page.title for page in PAGES].index(title))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that there is something to see."""
        super().paintEvent(event)
        self.painted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files anywhere on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.files.open([Path(url.toLocalFile()) for url in event.mimeData().urls()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let all work end before the window is gone."""
        self.closing.emit()
        super().closeEvent(event)
