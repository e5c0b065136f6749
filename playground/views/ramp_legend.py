"""The colours for how much, between the words for little and much."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.theme import current_theme, font, px
from playground.widgets.named import name_widget

_STOPS = 24


class RampLegend(QWidget):
    """Draw the ramp of a picture: the shades behind a text, or the cells of a map.

    A signed ramp runs from the negative colour over nothing to the positive one.
    """

    def __init__(
        self,
        low: str,
        high: str,
        kind: Literal["text", "map", "signed"],
        *,
        length: int = 152,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._kind, self._length = low, high, kind, length
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, f"Colours from {low} to {high}")

    def set_words(self, low: str, high: str) -> None:
        """Write other words at the ends."""
        if (low, high) != (self._low, self._high):
            self._low, self._high = low, high
            name_widget(self, f"Colours from {low} to {high}")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for the ramp and its two words."""
        metrics = QFontMetrics(font("axis"))
        words = metrics.horizontalAdvance(self._low) + metrics.horizontalAdvance(self._high)
        return QSize(words + px(self._length) + 2 * px(8) + 2, px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw word, ramp, word."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font("axis"))
        painter.setPen(theme.color("ink2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignLeft, self._low)
        painter.drawText(self.rect(), middle | Qt.AlignmentFlag.AlignRight, self._high)
        left = painter.fontMetrics().horizontalAdvance(self._low) + px(8)
        bar = QRectF(left + 0.5, (self.height() - px(10)) / 2 + 0.5, px(self._length) - 1, px(10))
        shades = QLinearGradient(bar.topLeft(), bar.topRight())
        for stop in range(_STOPS + 1):
            share = stop / _STOPS
            shades.setColorAt(share, self._color(share))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(shades)
        painter.drawRoundedRect(bar, px(3), px(3))

    def _color(self, share: float) -> QColor:
        theme = current_theme()
        if self._kind == "signed":
            return theme.signed(2 * share - 1)
        return theme.surprise(share * 9.6) if self._kind == "text" else theme.heat(share)
