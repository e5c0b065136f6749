"""A dashed line that says what a simpler model reaches."""

import pyqtgraph as pg
from PySide6.QtCore import Qt

from playground.theme import current_theme
from playground.views.chart_text import ChartText


class Floor:
    """Mark one height across the chart, named at the right over the line."""

    def __init__(self, label: str, value: float) -> None:
        self.label, self.value = label, value
        self.line = pg.InfiniteLine(angle=0)
        self.line.setZValue(1)
        self.text = ChartText("ink2", anchor=(1, 1), filled=True)
        self.text.setZValue(1.5)  # hides the lines of other floors, and no curve
        self.retint()

    def retint(self) -> None:
        """Take the pens of the theme that is on."""
        pen = pg.mkPen(current_theme().floor, width=1, style=Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        self.line.setPen(pen)
        self.text.retint()
