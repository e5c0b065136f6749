"""The common part of what scrolls over more than could ever be a widget."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from playground.theme import appearance, current_theme
from playground.widgets.named import name_widget

_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_WHEEL_STEP = 120  # what Qt reports for one notch of a wheel
_WHEEL_ROWS = 3


class PagedArea(QAbstractScrollArea):
    """Draw only what is in sight; a subclass paints, and scrolls by pixels.

    Arrows move a row, Page Up and Page Down a page, Home and End to the ends.
    """

    row_height = 26

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name, tip)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._repaint)
        appearance().changed.connect(self._repaint)

    def paint_rows(self, painter: QPainter) -> None:
        """Draw what is in sight."""
        raise NotImplementedError

    def scroll_by(self, pixels: float) -> None:
        """Move down, or up, by as many pixels."""
        raise NotImplementedError

    # Qt's overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in sight and, with the focus, a border."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_rows(painter)
        if self.hasFocus():
            painter.setPen(QPen(current_theme().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by rows and pages."""
        key, bar = Qt.Key(event.key()), self.verticalScrollBar()
        page = self.viewport().height() - self.row_height
        if key in _KEYS:
            self.scroll_by(_KEYS[key] * self.row_height)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.scroll_by(page if key == Qt.Key.Key_PageDown else -page)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.maximum() if key == Qt.Key.Key_End else 0)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by three rows a notch, or by what a touch pad says."""
        pixels: float = -event.pixelDelta().y()
        if not pixels:
            pixels = -event.angleDelta().y() / _WHEEL_STEP * _WHEEL_ROWS * self.row_height
        self.scroll_by(pixels)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the border."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the border."""
        super().focusOutEvent(event)
        self.viewport().update()

    @Slot()
    def _repaint(self) -> None:
        self.viewport().update()
