"""A few labelled numbers as bars."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.theme import Role, current_theme, font, px
from playground.widgets.named import name_widget


class Bars(QWidget):
    """Draw one row for each (label, value, text): the label, a bar, the text at the bar's end.

    Labels are data, such as words, and set in monospace unless ``label_role`` says otherwise.
    ``quiet`` bars are faint, for a picture beside the main one.
    """

    def __init__(
        self,
        name: str,
        tip: str = "",
        *,
        quiet: bool = False,
        label_role: Role = "mono",
        label_width: int = 62,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, float, str]] = []
        self._top: float | None = None
        self._quiet, self._role, self._label_width = quiet, label_role, label_width
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, name, tip)

    def set_rows(
        self, rows: Sequence[tuple[str, float, str]], maximum: float | None = None
    ) -> None:
        """Show rows; a bar as long as the place for it stands for ``maximum`` or the largest."""
        self._rows, self._top = list(rows), maximum
        spoken = ", ".join(f"{label} {text}" for label, _, text in rows)
        self.setAccessibleName(f"{self._name}: {spoken}" if rows else self._name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for 19 px a row."""
        return QSize(px(300), px(19) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        """Ask for all rows at any width."""
        return QSize(px(120), px(19) * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows from the top."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("faint") if self._quiet else theme.color("accent", 0.8)
        widest = max((value for _, value, _ in self._rows), default=0.0)
        longest = self._top or widest or 1.0
        left, height = px(self._label_width), px(19)
        room = self.width() - left - self._text_room()
        for index, (label, value, text) in enumerate(self._rows):
            row = QRectF(0, index * height, self.width(), height)
            self._paint_text(painter, row, self._role, "ink", label, left - px(4))
            bar = QRectF(left, row.top() + px(4), max(room * value / longest, 1), px(11))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(bar, px(2), px(2))
            end = row.adjusted(bar.right() + px(6), 0, 0, 0)
            self._paint_text(painter, end, "axis", "ink2", text, self.width())

    def _text_room(self) -> int:
        metrics = QFontMetrics(font("axis"))
        texts = (text for _, _, text in self._rows)
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + px(8)

    def _paint_text(
        self, painter: QPainter, rect: QRectF, role: Role, tone: str, text: str, width: int
    ) -> None:
        painter.setFont(font(role))
        painter.setPen(current_theme().color(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
