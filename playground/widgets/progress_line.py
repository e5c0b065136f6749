"""How far the training is, as a line under the strip."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.theme import current_theme


class ProgressLine(QWidget):
    """Fill a line of 2 px from the left; it turns red when training has failed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)
        self._share, self._failed = 0.0, False

    def set_share(self, share: float) -> None:
        """Show how much is done, from 0 to 1."""
        share = min(max(share, 0.0), 1.0)
        if share != self._share:
            self._share = share
            self.update()

    def set_failed(self, failed: bool) -> None:
        """Show whether training ended by a failure."""
        self._failed = failed
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the part that is done."""
        color = current_theme().color("wrong" if self._failed else "accent")
        QPainter(self).fillRect(QRectF(0, 0, self.width() * self._share, self.height()), color)
