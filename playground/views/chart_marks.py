"""Single points and moments of a run in a chart."""

import pyqtgraph as pg

from playground.theme import current_theme
from playground.views.chart_text import ChartText


class BestRing:
    """Ring the best value of validation."""

    def __init__(self) -> None:
        self.x: tuple[float, ...] | None = None
        self.value = 0.0
        self._drawn: tuple[float, float] | None = None
        self.item = pg.ScatterPlotItem(size=12, antialias=True)
        self.item.setZValue(5)
        self.retint()

    def draw(self, x: float, height: float) -> None:
        """Draw the ring around a point."""
        if self._drawn != (x, height):
            self._drawn = x, height
            self.item.setData([x], [height])

    def hide(self) -> None:
        """Draw nothing."""
        self.x = self._drawn = None
        self.item.setData([], [])

    def retint(self) -> None:
        """Take the pens of the theme that is on."""
        self.item.setPen(pg.mkPen(current_theme().valid, width=2))
        self.item.setBrush(pg.mkBrush(current_theme().surface))


class Moment:
    """Mark the moment of a run to which something went back."""

    def __init__(self) -> None:
        self.x: tuple[float, ...] | None = None
        self.line = pg.InfiniteLine(angle=90)
        self.line.setZValue(6)
        self.text = ChartText("wrong", "caption", 600, anchor=(1, 0.5), filled=True)
        self.hide()
        self.retint()

    def draw(self, x: float, label_x: float, label_height: float) -> None:
        """Draw the line at x, and its label beside it."""
        self.line.setPos(x)
        self.text.place(label_x, label_height)
        self.line.show()

    def hide(self) -> None:
        """Draw nothing."""
        self.x = None
        self.line.hide()
        self.text.hide()

    def retint(self) -> None:
        """Take the pens of the theme that is on."""
        self.line.setPen(pg.mkPen(current_theme().wrong, width=1))
        self.text.retint()
