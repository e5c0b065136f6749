"""A piece of a run's line, to find it in the chart."""

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from playground.theme import px
from playground.views.curve import look_pen, run_look


class LineSwatch(QWidget):
    """Draw a line in the colour and dash of one of the places in a chart, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: int | None = None
        self.setFixedSize(px(30), px(12))

    def show_place(self, place: int | None) -> None:
        """Show the look of a place, from 0 to 7."""
        self._place = place
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        if self._place is None:
            return
        painter = QPainter(self)
        painter.setPen(look_pen(run_look(self._place)))
        middle = self.height() / 2
        painter.drawLine(QLineF(0, middle, self.width(), middle))
