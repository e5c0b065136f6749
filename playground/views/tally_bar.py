"""How many of the answers were right, as a bar."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.theme import current_theme, px
from playground.widgets.named import name_widget


class TallyBar(QWidget):
    """Draw the right and, behind a gap, the wrong ones; the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._right, self._count = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, "Share of right answers")

    def set_counts(self, right: int, count: int) -> None:
        """Show how many of how many were right."""
        self._right, self._count = right, count
        self.setAccessibleName(f"Share of right answers: {right:,} of {count:,}")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(px(200), px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and both parts."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole, radius = QRectF(self.rect()), self.height() / 2
        if not self._count:
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(whole, radius, radius)
            return
        if self._right < self._count:
            painter.setBrush(theme.color("wrong"))
            painter.drawRoundedRect(whole, radius, radius)
        if self._right:
            painter.setBrush(theme.color("right"))
            part = QRectF(whole)
            if self._right < self._count:
                part.setWidth(max(whole.width() * self._right / self._count, 2 * radius))
                painter.save()
                painter.setBrush(theme.color("surface"))
                painter.drawRoundedRect(part.adjusted(0, 0, 2, 0), radius, radius)
                painter.restore()
            painter.drawRoundedRect(part, radius, radius)
