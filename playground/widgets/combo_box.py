"""A list to choose one of many from."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from playground.icons import paint_icon
from playground.theme import font, px
from playground.widgets.named import name_widget


class ComboBox(QComboBox):
    """Choose from a list; the wheel changes the choice only while the box has the focus."""

    def __init__(self, *, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font("body"))
        self.setItemDelegate(QStyledItemDelegate(self))  # the box's own one ignores the sheet
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name_widget(self, name, tip)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page until the box has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box by the style sheet and our own chevron over it."""
        super().paintEvent(event)
        side = px(14)
        place = QRectF(self.width() - side - px(6), (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), place, "down", "ink2" if self.isEnabled() else "ink3")
