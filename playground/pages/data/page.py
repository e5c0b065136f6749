"""The page on which the data are chosen and looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from playground.pages.data.columns import Columns
from playground.pages.data.missing_font import missing_font
from playground.pages.data.source_chooser import SourceChooser
from playground.pages.data.welcome import Welcome
from playground.session import Session
from playground.training import Training


class DataPage(QWidget):
    """Show the welcome until something was chosen, then samples, data and facts side by side.

    Signals: ``page_wanted(str)`` with the title of another page.
    """

    page_wanted = Signal(str)

    title = "Data"
    icon = "data"

    def __init__(self, session: Session, training: Training, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._first = session, session.config.data.source
        self._warned = False  # that a font is missing
        self.chooser = SourceChooser(session, self)
        self._welcome, self.columns = Welcome(), Columns(session, self.chooser)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._welcome)
        self._stack.addWidget(self.columns)
        self.setAcceptDrops(True)
        self._welcome.open_clicked.connect(self.chooser.choose_file)
        self._welcome.paste_clicked.connect(self.chooser.paste)
        self._welcome.sample_chosen.connect(self.chooser.choose_tile)
        self._welcome.files_dropped.connect(self.chooser.open_paths)
        self._welcome.text_dropped.connect(self.chooser.take_text)
        for left in (self.chooser.asked, self.chooser.failed, training.started):
            left.connect(self._leave_welcome)
        session.problem_raised.connect(self._leave_welcome)
        session.dataset_changed.connect(self._look_at_dataset)
        self.columns.obstacle.followed.connect(self._go_to_settings)
        if not session.is_first_start:
            self._leave_welcome()
        if session.dataset is not None:
            self._look_at_dataset()

    @property
    def is_welcoming(self) -> bool:
        """Whether nothing was chosen yet."""
        return self._stack.currentWidget() is self._welcome

    @Slot()
    def _go_to_settings(self) -> None:
        self.page_wanted.emit("Model")

    @Slot()
    def _leave_welcome(self) -> None:
        self._stack.setCurrentWidget(self.columns)

    @Slot()
    def _look_at_dataset(self) -> None:
        """Show data that came from elsewhere; say once that their letters cannot be drawn."""
        if self._session.config.data.source != self._first:
            self._leave_welcome()
        dataset = self._session.dataset
        sentence = "" if self._warned or dataset is None else missing_font(dataset)
        if sentence:
            self._warned = True
            self._session.notice.emit(sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text anywhere on the page; files are for the window, which also opens models."""
        if event.mimeData().hasText() and not event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Learn from the text that was dropped."""
        self.chooser.take_text(event.mimeData().text())
        event.acceptProposedAction()
