"""A column that scrolls by itself."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from playground.theme import px


class ScrollColumn(QScrollArea):
    """Stack widgets in ``column`` and scroll what does not fit, in a gutter that is always kept."""

    def __init__(self, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("column")
        self.column = QVBoxLayout(inside)
        self.column.setSpacing(px(spacing))
        self.setWidget(inside)
        self._reserve()
        self.verticalScrollBar().rangeChanged.connect(self._reserve)

    @Slot()
    def _reserve(self) -> None:
        gutter = 0 if self.verticalScrollBar().maximum() > 0 else px(12)
        self.column.setContentsMargins(0, 0, gutter, 0)
