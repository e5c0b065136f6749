"""The places of a chart's texts, in pixels, so that none lies on another."""

from collections.abc import Sequence

import pyqtgraph as pg

from playground.theme import px
from playground.views.chart_marks import Moment
from playground.views.chart_text import ChartText
from playground.views.curve import Curve
from playground.views.floor import Floor
from playground.views.label_places import spread

_GAP = 16


class ChartLayout:
    """Keep the labels at the lines' ends, and place them and all other texts of a chart.

    Validation is placed first and stays where it is; other labels give way, those of runs from
    the lowest up, so that they stand in the order of their lines.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._ends: dict[Curve, ChartText] = {}
        self._floors: list[tuple[float, float]] = []  # left edge and middle, in pixels

    def add_end(self, curve: Curve) -> None:
        """Make the label for a line."""
        text = ChartText(curve.token, "caption", 600, filled=True)
        text.hide()
        self._ends[curve] = text
        self._box.addItem(text, ignoreBounds=True)

    def remove_end(self, curve: Curve) -> None:
        """Take the label of a line away."""
        self._box.removeItem(self._ends.pop(curve))

    def place_floors(self, floors: Sequence[tuple[Floor, float]]) -> None:
        """Draw floors at their heights and their names over the lines, at the right."""
        right, height = self._box.width() - px(18), self._box.height()
        wanted = [self._pixel_y(y) - px(1) for _, y in floors]
        places = spread(wanted, px(15), px(14), max(height, px(14)))
        self._floors = []
        for (floor, y), place in zip(floors, places, strict=True):
            floor.line.setPos(y)
            floor.text.place(self._x_at(right), self._y_at(place))
            self._floors.append((right - floor.text.width(), place - px(8)))

    def place_ends(self, ends: Sequence[tuple[Curve, str, float, float]]) -> None:
        """Write (curve, text, x, height) right of the last end, at least 16 px apart."""
        for curve, text in self._ends.items():
            text.setVisible(any(curve is end[0] for end in ends))
        if self._box.width() < 1 or not ends:
            return
        ordered = sorted(ends, key=_precedence)
        for curve, words, _, _ in ordered:
            self._ends[curve].show_text(words)
        width = max(self._ends[curve].width() for curve, *_ in ordered)
        left = max(self._pixel_x(x) for _, _, x, _ in ordered) + px(10)
        left = min(left, self._box.width() - width)
        taken = [middle for start, middle in self._floors if start < left + width]
        wanted = [self._pixel_y(y) for *_, y in ordered]
        edge = px(_GAP // 2)
        places = spread(wanted, px(_GAP), edge, self._box.height() - edge, taken)
        for (curve, *_), place in zip(ordered, places, strict=True):
            self._ends[curve].place(self._x_at(left), self._y_at(place))

    def place_moment(self, moment: Moment, x: float) -> None:
        """Draw a moment's line, with its label at the left of it."""
        left = self._pixel_x(x) - px(6)
        fits = left > moment.text.width()
        moment.text.setAnchor((1, 0.5) if fits else (0, 0.5))
        label_x = self._x_at(left if fits else left + px(12))
        moment.draw(x, label_x, self._y_at(px(28)))

    def labels(self) -> dict[str, float]:
        """Return what is written at the lines' ends, and at which pixel from above."""
        shown = (text for text in self._ends.values() if text.isVisible())
        return {text.shown: self._pixel_y(text.pos().y()) for text in shown}

    def retint(self) -> None:
        """Take the colours of the theme that is on."""
        for text in self._ends.values():
            text.retint()

    def _pixel_x(self, x: float) -> float:
        low, high = self._box.viewRange()[0]
        return float((x - low) / (high - low) * self._box.width())

    def _pixel_y(self, y: float) -> float:
        low, high = self._box.viewRange()[1]
        return float((high - y) / (high - low) * self._box.height())

    def _x_at(self, pixel: float) -> float:
        low, high = self._box.viewRange()[0]
        return float(low + pixel / max(self._box.width(), 1) * (high - low))

    def _y_at(self, pixel: float) -> float:
        low, high = self._box.viewRange()[1]
        return float(high - pixel / max(self._box.height(), 1) * (high - low))


def _precedence(end: tuple[Curve, str, float, float]) -> tuple[bool, float]:
    curve, _, _, height = end
    return curve.kind != "validation", height if curve.kind == "run" else 0.0
