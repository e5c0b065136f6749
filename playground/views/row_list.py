"""A list whose rows are drawn by a delegate and show the focus themselves."""

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from playground.theme import appearance, px
from playground.views.token_paint import paint_ring

_SHEET = "QListView, QListView:focus { border: 0; background: transparent; }"


class RowList(QListView):
    """List rows of one height without border or ground.

    The row that the keys stand on shows the focus; a border around the list, which the style
    sheet gives others, would move what is in it. While there is none the list has a ring.
    """

    row_height = 26

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(_SHEET)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        appearance().changed.connect(self._repaint)

    @Slot()
    def _repaint(self) -> None:
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Ask for little: the list takes what its card has left."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for three rows, and scroll the others."""
        return QSize(px(200), 3 * px(self.row_height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the ring where no row can show the focus."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, QRectF(self.viewport().rect()))
