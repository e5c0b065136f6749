"""A page in a window that may be too low for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from playground.theme import px

_LOWEST = 440  # what a banner leaves of the lowest window


class PageScroll(QScrollArea):
    """Show a page in all the room there is, and scroll it where that is less than it needs."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """Need the width of the page, but not all of its height."""
        hint = self._page.minimumSizeHint()
        return QSize(hint.width(), min(hint.height(), px(_LOWEST)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page where it comes to need another width."""
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
