"""Pictures with their captions, as many side by side as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from engine.data.dataset import Picture
from playground.theme import current_theme, font, px
from playground.views.paged_area import PagedArea
from playground.views.picture_paint import paint_picture

_TIMES = 4  # how large a pixel of a picture is drawn
_MARGIN, _GAP = 16, 20
_LINE, _LINES = 17, 2  # of a caption
_CAPTION_GAP = 6
_FLAGS = Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value


class PictureGrid(PagedArea):
    """Show numbered pictures with captions; only those in sight are drawn.

    Signals: ``row_changed(int)`` with the number of the first picture in sight, from 1.
    """

    row_changed = Signal(int)

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, tip, parent)
        self._pictures: Sequence[Picture] = ()
        self._places: Sequence[int] = ()
        self._side = px(_TIMES)
        self.verticalScrollBar().valueChanged.connect(self._tell_row)

    def set_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show pictures from the first one on."""
        self._pictures = pictures
        self._side = px(_TIMES) * (pictures[0].side if pictures else 1)
        self.row_height = self._side + px(_CAPTION_GAP + _LINES * _LINE + _GAP)
        self.show_only(None)

    def show_only(self, places: Sequence[int] | None) -> None:
        """Show some pictures alone, by their place from 0, or all of them."""
        self._places = range(len(self._pictures)) if places is None else places
        self.verticalScrollBar().setValue(0)
        self._measure()
        self._tell_row()

    @property
    def row(self) -> int:
        """The number of the first picture in sight; 0 where there is none."""
        first = self._first_in_sight()
        return self._places[first] + 1 if first < len(self._places) else 0

    @property
    def columns(self) -> int:
        """How many pictures stand side by side."""
        room = self.viewport().width() - 2 * px(_MARGIN) + px(_GAP)
        return max(room // (self._side + px(_GAP)), 1)

    def scroll_by(self, pixels: float) -> None:
        """Move the rows."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pixels))

    def picture_at(self, point: QPointF) -> int | None:
        """Return the place of the picture under a point, None where there is none."""
        first = self._first_in_sight()
        count = self.columns * (self.viewport().height() // self.row_height + 2)
        shown = range(first, min(first + count, len(self._places)))
        at = (index for index in shown if self._cell(index).contains(point))
        index = next(at, None)
        return None if index is None else self._places[index]

    def paint_rows(self, painter: QPainter) -> None:
        """Draw the pictures in sight, their numbers and captions."""
        first = self._first_in_sight()
        count = self.columns * (self.viewport().height() // self.row_height + 2)
        for index in range(first, min(first + count, len(self._places))):
            self._paint(painter, self._cell(index), self._places[index])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the rows anew."""
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the whole caption where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.picture_at(QPointF(event.pos()))
            if place is not None:
                QToolTip.showText(event.globalPos(), self._pictures[place].caption)
                return True
        return super().viewportEvent(event)

    def _first_in_sight(self) -> int:
        return (self.verticalScrollBar().value() // max(self.row_height, 1)) * self.columns

    def _cell(self, index: int) -> QRectF:
        """Return where a picture and its caption stand; what is left over parts the columns."""
        row, column = divmod(index, self.columns)
        room = self.viewport().width() - 2 * px(_MARGIN)
        width = (room + px(_GAP)) / self.columns
        x = px(_MARGIN) + column * width
        y = px(_MARGIN) + row * self.row_height - self.verticalScrollBar().value()
        return QRectF(x, y, width - px(_GAP), self.row_height - px(_GAP))

    def _paint(self, painter: QPainter, cell: QRectF, place: int) -> None:
        theme, picture = current_theme(), self._pictures[place]
        paint_picture(painter, QRectF(cell.left(), cell.top(), self._side, self._side), picture)
        words = cell.adjusted(0, self._side + px(_CAPTION_GAP), 0, 0)
        painter.setFont(font("axis"))
        painter.setPen(theme.color("ink3"))
        number = f"{place + 1:,}"
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, number)
        words.setLeft(words.left() + painter.fontMetrics().horizontalAdvance(number) + px(6))
        painter.setFont(font("caption"))
        painter.setPen(theme.color("ink"))
        painter.drawText(words, _FLAGS, picture.caption)

    def _measure(self) -> None:
        rows = -(-len(self._places) // self.columns)
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, rows * self.row_height + px(_MARGIN) - page))
        bar.setPageStep(max(page, 1))
        bar.setSingleStep(self.row_height)
        self.viewport().update()

    @Slot()
    def _tell_row(self) -> None:
        self.row_changed.emit(self.row)
