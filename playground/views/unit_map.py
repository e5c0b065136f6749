"""What each hidden unit says at each time step, as colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.theme import current_theme, font, px
from playground.views.shown_token import shown_token
from playground.widgets.named import name_widget

Array = NDArray[np.float64]

LOWEST = 4  # pixels of a unit's row; where there are more units, every so manieth is drawn
_LEFT, _WORD = 28, 66  # room for the numbers of units, and for a word that stands upright
_KEYS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}


class UnitMap(QWidget):
    """Draw a row for each unit and a column for each token, which stands over it.

    Mouse and arrow keys choose a cell. Signals: ``pointed(int, int)`` with its unit and step;
    ``left()`` when none is chosen any more.
    """

    pointed = Signal(int, int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Array = np.zeros((0, 0))
        self._tokens: tuple[str, ...] = ()
        self._scale = 1.0
        self._cell: QPoint | None = None  # step and row
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name_widget(self, "Hidden units")

    def show_units(self, values: Array, tokens: Sequence[str], scale: float) -> None:
        """Show (steps, units) values; plus and minus ``scale`` take the full colours."""
        if values.shape != self._values.shape:
            self._cell = None
        self._values, self._tokens = values, tuple(shown_token(token) for token in tokens)
        self._scale = scale
        self.update()

    def stride(self) -> int:
        """Return of how many units one is drawn."""
        units, room = self._values.shape[1], max(self._area().height() // px(LOWEST), 1)
        return max(1, -(-units // int(room)))

    def minimumSizeHint(self) -> QSize:
        """Ask for a few rows."""
        return QSize(px(200), px(160))

    # How it is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tokens, the cells and a ring around the chosen one."""
        if not self._values.size:
            return
        painter = QPainter(self)
        painter.drawImage(self._cells(), self._image())
        self._paint_tokens(painter)
        self._paint_numbers(painter)
        theme = current_theme()
        if self._cell is not None:
            painter.setPen(QPen(theme.color("ink"), 2))
            painter.drawRect(self._place(self._cell).adjusted(-1, -1, 1, 1))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(self._cells())

    def _rows(self) -> int:
        return -(-self._values.shape[1] // self.stride())

    def _area(self) -> QRect:
        return self.rect().adjusted(px(_LEFT), self._header(), -1, -1)

    def _header(self) -> int:
        return px(_WORD) if self._is_upright() else px(22)

    def _cells(self) -> QRectF:
        area = QRectF(self._area())
        area.setHeight(min(area.height(), self._rows() * px(24)))
        return area

    def _place(self, cell: QPoint) -> QRectF:
        cells = self._cells()
        width, height = cells.width() / len(self._values), cells.height() / self._rows()
        left, top = cells.left() + cell.x() * width, cells.top() + cell.y() * height
        return QRectF(left, top, width, height)

    def _image(self) -> QImage:
        """Return one pixel for each cell; drawing stretches it."""
        shares = np.clip(self._values[:, :: self.stride()].T / self._scale, -1, 1)[:, :, None]
        surface, positive, negative = (_rgb(name) for name in ("surface", "accent", "valid"))
        ends = np.where(shares >= 0, positive, negative)
        mixed = surface + (ends - surface) * np.abs(shares)
        pixels = np.ascontiguousarray(np.rint(np.nan_to_num(mixed)), dtype=np.uint8)
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        return image.copy()  # the array is gone when this returns

    def _is_upright(self) -> bool:
        """Tell whether the tokens are wider than their columns."""
        metrics = QFontMetrics(font("mono", size=11))
        width = (self.width() - px(_LEFT)) / max(len(self._tokens), 1)
        return any(metrics.horizontalAdvance(token) > width for token in self._tokens)

    def _paint_tokens(self, painter: QPainter) -> None:
        cells, align = self._cells(), Qt.AlignmentFlag
        painter.setFont(font("mono", size=11))
        painter.setPen(current_theme().color("ink2"))
        metrics, width = painter.fontMetrics(), cells.width() / len(self._tokens)
        stride = max(1, -(-px(9) // max(int(width), 1))) if self._is_upright() else 1
        for step, token in list(enumerate(self._tokens))[::stride]:
            middle = cells.left() + (step + 0.5) * width
            if not self._is_upright():
                place = QRectF(middle - width, 0, 2 * width, px(20))
                painter.drawText(place, align.AlignCenter, token)
                continue
            painter.save()
            painter.translate(middle, cells.top() - px(4))
            painter.rotate(-90)
            shown = metrics.elidedText(token, Qt.TextElideMode.ElideRight, px(_WORD - 6))
            place = QRectF(0, -px(8), px(_WORD), px(16))
            painter.drawText(place, align.AlignVCenter | align.AlignLeft, shown)
            painter.restore()

    def _paint_numbers(self, painter: QPainter) -> None:
        painter.setFont(font("axis"))
        rows, align = self._rows(), Qt.AlignmentFlag
        for row in sorted({0, rows // 2, rows - 1}):
            middle = self._place(QPoint(0, row)).center().y()
            top = min(middle - px(8), self.height() - px(16))
            place = QRectF(0, top, px(_LEFT - 5), px(16))
            number = str(row * self.stride() + 1)
            painter.drawText(place, align.AlignRight | align.AlignVCenter, number)

    # What is chosen

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the cell under the pointer."""
        self._choose(self._at(event.position()))

    def leaveEvent(self, event: object) -> None:
        """Choose none."""
        self._choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the neighbouring cell."""
        move = _KEYS.get(Qt.Key(event.key()))
        if move is None or not self._values.size:
            super().keyPressEvent(event)
            return
        cell = (self._cell or QPoint(0, 0)) + move if self._cell is not None else QPoint(0, 0)
        inside = 0 <= cell.x() < len(self._values) and 0 <= cell.y() < self._rows()
        self._choose(cell if inside else self._cell)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first cell, where arrow keys begin."""
        super().focusInEvent(event)
        if self._cell is None and self._values.size:
            self._choose(QPoint(0, 0))

    def _at(self, point: QPointF) -> QPoint | None:
        cells = self._cells()
        if not self._values.size or not cells.contains(point):
            return None
        step = int((point.x() - cells.left()) / cells.width() * len(self._values))
        row = int((point.y() - cells.top()) / cells.height() * self._rows())
        return QPoint(min(step, len(self._values) - 1), min(row, self._rows() - 1))

    def _choose(self, cell: QPoint | None) -> None:
        if cell == self._cell:
            return
        self._cell = cell
        if cell is None:
            self.left.emit()
        else:
            self.pointed.emit(cell.y() * self.stride(), cell.x())
        self.update()


def _rgb(token: str) -> Array:
    color = current_theme().color(token)
    return np.array([color.red(), color.green(), color.blue()], dtype=np.float64)
