"""One picture of the data, as a widget."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.data.dataset import Picture
from playground import formats
from playground.theme import current_theme, font, px
from playground.views.picture_paint import paint_picture
from playground.widgets.named import name_widget

_USUAL = 32  # pixels of a picture's side, before there is one
_DENSEST = 0.8  # of the heat over a picture: what is under it can still be seen
_NUMBERED = 0.25  # weights from here on are written on their place


class PictureView(QWidget):
    """Show a picture, each of its pixels ``times`` as large; nothing until there is one.

    Over it may lie how much each of its places counted, as a heat that lets the picture through.
    """

    def __init__(self, name: str, times: int, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times = times
        self._picture: Picture | None = None
        self._heat: np.ndarray | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, name, tip)

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: Picture | None) -> None:
        """Show another picture, or nothing."""
        self._picture, self._heat = picture, None
        self.updateGeometry()
        self.update()

    def show_heat(self, weights: np.ndarray | None) -> None:
        """Lay weights (rows, columns), each from 0 to 1, over the picture; or show it alone."""
        self._heat = weights
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the size of the picture."""
        side = self._picture.side if self._picture else _USUAL
        return QSize(px(self._times) * side, px(self._times) * side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture."""
        if self._picture is None:
            return
        painter = QPainter(self)
        paint_picture(painter, QRectF(self.rect()), self._picture)
        if self._heat is not None:
            rows, columns = self._heat.shape
            width, height = self.width() / columns, self.height() / rows
            for (row, column), weight in np.ndenumerate(self._heat):
                cell = QRectF(column * width, row * height, width, height)
                self._paint_heat(painter, cell, float(weight))

    def _paint_heat(self, painter: QPainter, cell: QRectF, weight: float) -> None:
        theme = current_theme()
        color = theme.ramp(1.0)
        color.setAlphaF(_DENSEST * min(weight, 1.0) ** 0.8)
        painter.fillRect(cell, color)
        if weight >= _NUMBERED and cell.width() >= px(40):
            painter.setFont(font("caption", 600))
            chip = QRectF(0, 0, px(40), px(18))
            chip.moveCenter(cell.center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(chip, px(4), px(4))
            painter.setPen(theme.color("ink"))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, formats.percent(weight, 0))
