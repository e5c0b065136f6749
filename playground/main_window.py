"""The window: rail, strip, news and pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from playground.files import Files
from playground.menus import Menus
from playground.news import News
from playground.page_stack import PageStack
from playground.pages import PAGES
from playground.session import Session
from playground.settings import WindowSettings
from playground.steering import Steering
from playground.training import Training
from playground.widgets.rail import Rail
from playground.widgets.strip import Strip


class MainWindow(QMainWindow):
    """Hold the pages together.

    Signals: ``closing()`` before the window goes, while it is still whole.
    """

    closing = Signal()

    def __init__(self, session: Session, training: Training, settings: WindowSettings) -> None:
        super().__init__()
        self.setWindowTitle("Recurrent Playground")
        self.session, self.training = session, training
        self.rail = Rail([(page.title, page.icon, page.tip) for page in PAGES])
        self.strip = Strip()
        self.pages = PageStack(session, training)
        self.news = News(session, training, self)
        self.files = Files(session, training, self.news, self)
        self._menus = Menus(self, self.files, session, settings)
        self._menus.serve(self.rail)
        self._steering = Steering(self.strip, session, training, self)
        self._lay_out()
        self.setAcceptDrops(True)
        self.rail.chosen.connect(self.pages.show_page)
        self.pages.page_wanted.connect(self.show_tab)
        self.strip.train_clicked.connect(self._show_training)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self._train_or_pause)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.news.place)
        right.addWidget(self.pages, 1)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(inside)

    @Slot(str)
    def show_tab(self, title: str) -> None:
        """Show the page of a title."""
        self.rail.set_current([page.title for page in PAGES].index(title))

    @Slot()
    def _show_training(self) -> None:
        self.show_tab("Train")

    @Slot()
    def _train_or_pause(self) -> None:
        if self.training.state == "running":
            self.training.pause()
        elif not self.session.problem:
            self._show_training()
            self.training.train()

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
