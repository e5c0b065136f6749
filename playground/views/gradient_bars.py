"""How much gradient reaches each time step, on a logarithmic axis."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from playground.formats import SUPERSCRIPTS, significant
from playground.theme import current_theme, font, px
from playground.widgets.named import name_widget

MOST_DECADES = 9
_LEFT, _TOP, _BOTTOM = 34, 22, 20


class GradientBars(QWidget):
    """Draw a bar for each time step, the last one at the right.

    What lies above the value that gradients are clipped at is drawn in the colour of what is
    wrong, and a dashed line with a name marks the value.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._norms: tuple[float, ...] = ()
        self._clip = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        name_widget(self, "Gradient norms")

    def show_norms(self, norms: Sequence[float], clip: float) -> None:
        """Show norms from the first time step to the last; a clip of 0 means no clipping."""
        self._norms, self._clip = tuple(norms), clip
        if norms:
            first, last = significant(norms[0], 2), significant(norms[-1], 2)
            self.setAccessibleDescription(f"{first} at the first step, {last} at the last")
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Ask for enough to tell bars apart."""
        return QSize(px(200), px(140))

    def decades(self) -> tuple[int, int]:
        """Return the powers of ten at the bottom and at the top of the axis."""
        sizes = [norm for norm in self._norms if norm > 0 and math.isfinite(norm)]
        highest = max([*sizes, self._clip]) or 1.0
        top = math.ceil(math.log10(highest) + 0.05)
        smallest = min([*sizes, highest])
        bottom = math.floor(math.log10(smallest) - 0.3)
        return max(bottom, top - MOST_DECADES), top

    # How it is drawn

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axis, bars and the line of the clip."""
        if not self._norms:
            return
        painter = QPainter(self)
        painter.setFont(font("axis"))
        self._paint_axis(painter)
        self._paint_bars(painter)
        self._paint_clip(painter)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(px(_LEFT), px(_TOP), 0, -px(_BOTTOM))

    def _y(self, norm: float) -> float:
        (bottom, top), area = self.decades(), self._area()
        height = math.log10(norm) if norm > 0 else bottom
        share = min(max((height - bottom) / (top - bottom), 0.0), 1.0)
        return area.bottom() - share * area.height()

    def _bar(self, step: int) -> QRectF:
        area = self._area()
        width = area.width() / len(self._norms)
        left, norm = area.left() + step * width, self._norms[step]
        top = area.top() if math.isinf(norm) else self._y(norm)
        gap = min(0.15 * width, px(6)) if width >= 3 else 0.0
        return QRectF(left, top, width - gap, area.bottom() - top)

    def _paint_axis(self, painter: QPainter) -> None:
        area, (bottom, top) = self._area(), self.decades()
        painter.setPen(current_theme().color("ink2"))
        align, line = Qt.AlignmentFlag, px(16)
        stride = max(1, math.ceil((top - bottom) * px(26) / max(area.height(), 1)))
        for power in range(bottom, top + 1, stride):
            place = QRectF(0, self._y(10.0**power) - line / 2, px(_LEFT - 6), line)
            painter.drawText(place, align.AlignRight | align.AlignVCenter, _written(power))
        words = QRectF(area.left(), area.bottom() + px(3), area.width(), line)
        painter.drawText(words, align.AlignLeft, "t = 1")
        painter.drawText(words, align.AlignRight, f"t = {len(self._norms)}")
        painter.drawText(words, align.AlignHCenter, "time step")

    def _paint_bars(self, painter: QPainter) -> None:
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        limit = self._y(self._clip) if self._clip else self._area().top()
        for step, norm in enumerate(self._norms):
            if math.isnan(norm):
                continue
            bar = self._bar(step)
            painter.fillRect(bar, theme.color("faint"))
            if self._clip and norm > self._clip:
                painter.fillRect(QRectF(bar.left(), bar.top(), bar.width(), limit - bar.top()),
                                 theme.color("wrong"))  # fmt: skip

    def _paint_clip(self, painter: QPainter) -> None:
        theme, area, align = current_theme(), self._area(), Qt.AlignmentFlag
        words = "gradients are not clipped"
        dashes = QPen(theme.color("floor"), 1, Qt.PenStyle.CustomDashLine)
        dashes.setDashPattern([4, 4])
        if self._clip:
            words = f"joint norm is clipped at {significant(self._clip)}"
            y = round(self._y(self._clip)) + 0.5
            painter.setPen(dashes)
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            left = area.right() - painter.fontMetrics().horizontalAdvance(words) - px(8)
            painter.drawLine(QLineF(left - px(28), px(8) + 0.5, left, px(8) + 0.5))
        painter.setPen(theme.color("ink2"))
        painter.drawText(QRectF(0, 0, area.right(), px(16)), align.AlignRight, words)

    def event(self, event: QEvent) -> bool:
        """Say on hover what a bar stands for."""
        area = self._area()
        if isinstance(event, QHelpEvent) and self._norms and area.width() > 0:
            step = int((event.pos().x() - area.left()) / area.width() * len(self._norms))
            if 0 <= step < len(self._norms):
                words = f"t = {step + 1}: {significant(self._norms[step], 3)}"
                QToolTip.showText(event.globalPos(), words, self)
                return True
        return bool(super().event(event))


def _written(power: int) -> str:
    if -1 <= power <= 2:
        return f"{10.0**power:g}"
    return f"10{str(power).translate(SUPERSCRIPTS)}"
