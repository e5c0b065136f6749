"""The strokes that a network's picture is made of."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from engine.data.dataset import Picture
from playground.theme import Role, Theme, font, px
from playground.views.network import Glyph
from playground.views.picture_paint import paint_picture

_CENTER = Qt.AlignmentFlag.AlignCenter
_BARS = {  # shares of the glyph's height, and how dark
    "embedding": ((0.5, 0.9), (0.5, 0.7), (0.5, 0.5), (0.5, 0.8)),
    "output": ((0.3, 0.9), (0.8, 0.6), (0.55, 0.8), (0.45, 0.9)),
    "attention": ((0.3, 0.5), (0.4, 0.6), (0.9, 1.0), (0.35, 0.6)),
}


class NetworkParts:
    """Draw boxes, arrows, tokens and numbers in the colours of a theme."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter, self.theme = painter, theme

    def text(
        self, rect: QRectF, words: str, role: Role = "body", tone: str = "ink",
        weight: int | None = None, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:  # fmt: skip
        """Write on one line, in the middle of the rectangle's height."""
        self.painter.setFont(font(role, weight))
        self.painter.setPen(self.theme.color(tone))
        self.painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, words)

    def token(self, middle: QPointF, words: str, room: float) -> None:
        """Draw a word on its chip, cut to the room there is."""
        face = font("mono")
        metrics = QFontMetricsF(face)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - px(8))
        width = min(max(metrics.horizontalAdvance(shown) + px(14), px(20)), room)
        chip = QRectF(0, 0, width, px(22))
        chip.moveCenter(middle)
        self._fill(chip, px(4), self.theme.color("sunken"))
        self.painter.setFont(face)
        self.painter.setPen(self.theme.color("ink"))
        self.painter.drawText(chip, _CENTER, shown)

    def picture(self, rect: QRectF, picture: Picture) -> None:
        """Draw what is looked at, pixel by pixel."""
        paint_picture(self.painter, rect, picture)

    def dots(self, middle: QPointF, tone: str = "ink2") -> None:
        """Draw the sign for what is left out."""
        self._no_pen(self.theme.color(tone))
        for offset in (-5, 0, 5):
            self.painter.drawEllipse(middle + QPointF(px(offset), 0), px(3) / 2, px(3) / 2)

    def box(self, rect: QRectF, glyph: Glyph) -> None:
        """Draw one layer at one time step; cells in accent, for they are what recurs."""
        cell = glyph == "cell"
        edge = self.theme.color("accent" if cell else "line2")
        self.painter.setPen(QPen(edge, 1.5 if cell else 1))
        self.painter.setBrush(self.theme.color("soft" if cell else "surface"))
        self.painter.drawRoundedRect(rect, px(6), px(6))
        if cell:
            self._ring(rect)
        elif glyph == "convolution":
            self._maps(rect)
        else:
            self._bars(rect, glyph)

    def arrow(self, start: QPointF, end: QPointF, tone: str = "ink3", width: float = 1.0) -> None:
        """Draw a straight arrow with a small head."""
        length = math.hypot(end.x() - start.x(), end.y() - start.y())
        if length < px(4):
            return
        along = (end - start) / length
        across = QPointF(-along.y(), along.x())
        head = min(px(6), length)
        base = end - along * head
        self.line(start, base, tone, width)
        self._no_pen(self.theme.color(tone))
        half = across * (head * 0.5)
        self.painter.drawPolygon(QPolygonF([end, base + half, base - half]))

    def line(self, start: QPointF, end: QPointF, tone: str = "ink3", width: float = 1.0) -> None:
        """Draw a straight line."""
        self.painter.setPen(QPen(self.theme.color(tone), width))
        self.painter.drawLine(start, end)

    def share(self, rect: QRectF, share: float, tone: str) -> None:
        """Draw a bar on its track; at least a dot, so that what is small is not nothing."""
        radius = rect.height() / 2
        self._fill(rect, radius, self.theme.color("sunken"))
        full = QRectF(rect)
        full.setWidth(max(rect.width() * share, rect.height()))
        self._fill(full, radius, self.theme.color(tone))

    def _ring(self, rect: QRectF) -> None:
        """Draw the program's mark: a loop that comes back to its beginning."""
        radius = min(rect.height() * 0.24, rect.width() * 0.32)
        circle = QRectF(0, 0, 2 * radius, 2 * radius)
        circle.moveCenter(rect.center())
        self.painter.setPen(QPen(self.theme.color("accent"), 1.6))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawArc(circle, 16 * 95, 16 * 285)
        self._no_pen(self.theme.color("accent"))
        angle = math.radians(52)
        dot = circle.center() + QPointF(math.cos(angle), -math.sin(angle)) * radius
        self.painter.drawEllipse(dot, radius * 0.26, radius * 0.26)

    def _bars(self, rect: QRectF, glyph: Glyph) -> None:
        bars = _BARS.get(glyph, _BARS["output"])
        step = min(px(7), (rect.width() - px(6)) / len(bars))
        height = rect.height() * 0.55
        x = rect.center().x() - step * len(bars) / 2
        for share, dark in bars:
            bar = QRectF(0, 0, step * 0.72, height * share)
            bar.moveCenter(QPointF(x + step / 2, rect.center().y()))
            self._fill(bar, step * 0.3, self.theme.color("ink3", 0.25 + 0.4 * dark))
            x += step

    def _maps(self, rect: QRectF) -> None:
        """Draw maps of what was found where, one behind the other."""
        side = rect.height() * 0.4
        for place in (-1, 0, 1):
            tile = QRectF(0, 0, side, side)
            tile.moveCenter(rect.center() + QPointF(-place, place) * side * 0.34)
            self.painter.setPen(QPen(self.theme.color("surface"), 1))
            self.painter.setBrush(self.theme.color("ink3", 0.5 + 0.2 * place))
            self.painter.drawRoundedRect(tile, px(1.5), px(1.5))

    def _fill(self, rect: QRectF, radius: float, color: QColor) -> None:
        self._no_pen(color)
        self.painter.drawRoundedRect(rect, radius, radius)

    def _no_pen(self, color: QColor) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color)
