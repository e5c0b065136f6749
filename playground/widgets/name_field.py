"""A name that can be typed over."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from playground.theme import font
from playground.widgets.named import restyle


class NameField(QLineEdit):
    """Look like a label until it is typed in; what does not fit ends with an ellipsis."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        restyle(self, field="flat")
        self.setFont(font("body", 600))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the name as fits; the field being edited scrolls by itself."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inside = QStyle.SubElement.SE_LineEditContents
        # A line edit keeps two pixels beside its text.
        room = self.style().subElementRect(inside, option, self).adjusted(2, 0, -2, 0)
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), elide, room.width())
        if self.hasFocus() or shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        panel = QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(panel, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
