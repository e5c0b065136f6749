"""An icon that stands beside a text and says the same."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.icons import paint_icon
from playground.theme import px


class IconLabel(QWidget):
    """Draw an icon in the colour of a tone; the text beside it must say all."""

    def __init__(
        self, name: str, tone: str = "ink2", size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone = name, tone
        self.setFixedSize(px(size), px(size))

    def set_icon(self, name: str, tone: str) -> None:
        """Draw another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the theme that is on."""
        paint_icon(QPainter(self), QRectF(self.rect()), self._name, self._tone)
