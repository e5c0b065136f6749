"""What fills the window's frame once it is on the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from playground.files import Files
from playground.main_window import MainWindow
from playground.menus import Menus
from playground.news import News
from playground.page_stack import PageStack
from playground.recorder import Recorder
from playground.session import Session
from playground.settings import WindowSettings
from playground.steering import Steering
from playground.training import Training


class Furniture(QObject):
    """Build pages, news, files and menus, and connect them with rail and strip."""

    def __init__(
        self, window: MainWindow, session: Session, training: Training, settings: WindowSettings
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._training = window, session, training
        self._recorder = Recorder(session, training, self)
        self.pages = PageStack(session, training)
        self.news = News(session, training, self.pages, window)
        self.files = Files(session, training, self.news, window)
        self._menus = Menus(window, self.files, session, settings)
        self._steering = Steering(window.strip, session, training, self)
        window.rail.chosen.connect(self.pages.show_page)
        self.pages.page_wanted.connect(window.show_tab)
        window.strip.train_clicked.connect(self._show_training)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), window)
        shortcut.activated.connect(self._train_or_pause)

    @Slot()
    def _show_training(self) -> None:
        self._window.show_tab("Train")

    @Slot()
    def _train_or_pause(self) -> None:
        if self._training.state == "running":
            self._training.pause()
        elif not self._session.problem:
            self._show_training()
            self._training.train()
