"""The pages, one of them on top."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from playground.pages import PAGES
from playground.session import Session
from playground.training import Training
from playground.widgets.page_scroll import PageScroll


class PageStack(QStackedWidget):
    """Make each page when it is first shown, or when there is time for it.

    Signals: ``page_wanted(str)`` with the title of a page that another one leads to.
    """

    page_wanted = Signal(str)

    def __init__(self, session: Session, training: Training, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._training = session, training
        self._pages: dict[int, QWidget] = {}
        self._placeholders = [QWidget() for _ in PAGES]
        for placeholder in self._placeholders:
            self.addWidget(placeholder)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._build_next)

    def page(self, index: int) -> QWidget:
        """Return a page, made now if need be."""
        if index not in self._pages:
            made = PAGES[index].build(self._session, self._training)
            self._pages[index] = made
            placeholder = self._placeholders[index]
            self.insertWidget(index, PageScroll(made))
            self.removeWidget(placeholder)
            placeholder.deleteLater()
            if hasattr(made, "page_wanted"):
                made.page_wanted.connect(self.page_wanted)
        return self._pages[index]

    @property
    def title(self) -> str:
        """The title of the page that is on top."""
        return PAGES[self.currentIndex()].title

    def build_in_passing(self) -> None:
        """Make all pages one by one while nothing else is to be done."""
        self._timer.start(0)

    @Slot(int)
    def show_page(self, index: int) -> None:
        """Put a page on top."""
        self.page(index)
        self.setCurrentIndex(index)

    @Slot()
    def _build_next(self) -> None:
        self._timer.stop()  # a page that cannot be made is not tried without end
        missing = [index for index in range(len(PAGES)) if index not in self._pages]
        if missing:
            self.page(missing[0])
            self._timer.start(0)
