"""The mark of a changed setting, which takes the change back."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from playground.theme import current_theme, px


class ResetDot(QAbstractButton):
    """Show a dot where a value is not the one it started from; a click goes back to that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(px(24), px(26))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        kept = self.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.setSizePolicy(kept)
        self.hide()

    def sizeHint(self) -> QSize:
        """Ask for the size of a target."""
        return QSize(px(24), px(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dot, in a ring when it has the focus or the pointer."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse():
            painter.setBrush(theme.color("sunken"))
            painter.drawEllipse(middle, px(9), px(9))
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(middle, px(3), px(3))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            ring = QRectF(0, 0, px(18), px(18))
            ring.moveCenter(middle)
            painter.drawEllipse(ring)
