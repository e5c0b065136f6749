"""Data that may be longer than its place."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.theme import Role
from playground.widgets.label import Label


class ElidedLabel(Label):
    """Show data on one line, cut with an ellipsis; the tooltip has all of it.

    For data alone: a label of the interface is never cut.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = "body",
        tone: str = "ink",
        *,
        weight: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, role, tone, weight=weight, parent=parent)

    def minimumSizeHint(self) -> QSize:
        """Allow any width down to a few characters."""
        hint = super().minimumSizeHint()
        return QSize(
            min(hint.width(), self.fontMetrics().horizontalAdvance("xxxx…")), hint.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the text as fits."""
        room = self.contentsRect().width()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        alignment = self.alignment() | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), alignment, shown)
