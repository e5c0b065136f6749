"""A page in a window that may be too low for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.theme import px

_LOWEST = 440  # what a banner leaves of the lowest window


class PageScroll(QScrollArea):
    """Show a page in all the room there is, and scroll it where that is less than it needs."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """Need the width of the page, but not all of its height."""
        hint = self._page.minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), px(_LOWEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page all the room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page where it comes to need other room."""
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        # Not `setWidgetResizable`: a page with a sentence that wraps would get its preferred
        # height, which is far more than it needs.
        room = self.viewport().size()
        least = self._page.minimumSizeHint().height()
        self._page.resize(room.width(), max(room.height(), least))
