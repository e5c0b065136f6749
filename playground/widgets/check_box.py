"""A box to tick."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from playground.icons import paint_icon
from playground.theme import current_theme, font, px
from playground.widgets.named import name_widget


class CheckBox(QCheckBox):
    """Switch one thing on or off; the text says what is so when it is on."""

    def __init__(
        self, text: str, *, name: str = "", tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setFont(font("body"))
        name_widget(self, name or text, tip)

    def sizeHint(self) -> QSize:
        """Ask for the box, a gap and the text."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(px(18) + (px(8) + width if width else 0) + 2, px(24))

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click on the text as well as one on the box."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the check in it and the text."""
        theme, side = current_theme(), px(18)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        on, focus, enabled = self.isChecked(), self.hasFocus(), self.isEnabled()
        edge = "ink" if focus else "accent" if on and enabled else "line2"
        painter.setPen(QPen(theme.color(edge), 2 if focus else 1))
        painter.setBrush(theme.color(("accent" if enabled else "line2") if on else "surface"))
        inset = 1 if focus else 0.5
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), px(4), px(4))
        if on:
            inner = box.adjusted(px(2), px(2), -px(2), -px(2))
            paint_icon(painter, inner, "check", "on_accent" if enabled else "ink3")
        painter.setPen(theme.color("ink" if enabled else "ink3"))
        words = self.rect().adjusted(side + px(8), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
