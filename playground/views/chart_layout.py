"""The places of a chart's texts, in pixels, so that none lies on another."""

from collections.abc import Iterator, Sequence
from typing import Any

import pyqtgraph as pg

from playground.theme import px
from playground.views.chart_marks import Moment
from playground.views.chart_text import ChartText
from playground.views.curve import Curve
from playground.views.floor import Floor
from playground.views.label_places import LabelPlaces, Rect

_GAP = 16
_FAR = 60  # pixels that a label at a line's end may give way
_STEP = 4
_WEIGHTS = {"raw": 0.2}  # the faint line may be covered first


class ChartLayout:
    """Keep the labels at the lines' ends, and place them and all other texts of a chart.

    Validation is placed first and stays where it can; other labels give way, those of runs from
    the lowest up, so that they stand in the order of their lines. Floors' names come last.
    """

    def __init__(self, box: pg.ViewBox) -> None:
        self._box = box
        self._ends: dict[Curve, ChartText] = {}
        self._places = LabelPlaces()

    def add_end(self, curve: Curve) -> None:
        """Make the label for a line."""
        text = ChartText(curve.token, "caption", 600, filled=True)
        text.hide()
        self._ends[curve] = text
        self._box.addItem(text, ignoreBounds=True)

    def remove_end(self, curve: Curve) -> None:
        """Take the label of a line away."""
        self._box.removeItem(self._ends.pop(curve))

    def begin(self) -> None:
        """Look at what is drawn, before the labels are placed anew."""
        self._places = LabelPlaces()
        for curve in self._ends:
            x, y = curve.drawn
            weight = _WEIGHTS.get(curve.kind, 1.0)
            self._places.add_line(self._pixel_x(x), self._pixel_y(y), weight)

    def place_ends(self, ends: Sequence[tuple[Curve, str, float, float]]) -> None:
        """Write (curve, text, x, height) right of the last end, at least 16 px apart."""
        for curve, text in self._ends.items():
            text.setVisible(any(curve is end[0] for end in ends))
        if self._box.width() < 1 or not ends:
            return
        ordered = sorted(ends, key=_precedence)
        for curve, words, _, _ in ordered:
            self._ends[curve].show_text(words)
        widths = {curve: self._ends[curve].width() for curve, *_ in ordered}
        left = max(self._pixel_x(x) for _, _, x, _ in ordered) + px(10)
        left = min(left, self._box.width() - max(widths.values()))
        taken: list[float] = []
        for curve, _, _, y in ordered:
            rects = self._beside(left, widths[curve], self._pixel_y(y), taken)
            middle = self._places.choose(rects, farther=2.0)[1] + px(_GAP) / 2
            taken.append(middle)
            self._ends[curve].place(self._x_at(left), self._y_at(middle))

    def _beside(
        self, left: float, width: float, wanted: float, taken: Sequence[float]
    ) -> Iterator[Rect]:
        """Yield places near the height of a line's end, that height first."""
        half, height = px(_GAP) / 2, self._box.height()
        inside = min(max(wanted, half), max(height - half, half))
        yield left, inside - half, left + width, inside + half
        steps = [inside + way * px(away) for away in range(0, _FAR, _STEP) for way in (-1, 1)]
        for middle in (*steps, *(other + way * 2 * half for other in taken for way in (-1, 1))):
            if half <= middle <= height - half:
                yield left, middle - half, left + width, middle + half

    def place_floors(self, floors: Sequence[tuple[Floor, float]]) -> None:
        """Draw floors at their heights, and their names at the right, over or under the lines."""
        for floor, y in floors:
            floor.line.setPos(y)
            self._places.add_across(self._pixel_y(y))
        for floor, y in floors:
            rects = self._along(floor.text.width(), self._pixel_y(y))
            _, _, right, bottom = self._places.choose(rects, farther=0.3)
            floor.text.place(self._x_at(right), self._y_at(bottom))

    def _along(self, width: float, y: float) -> Iterator[Rect]:
        """Yield places over and under a floor's line, from the right to the left."""
        high, over = px(14), px(4)
        first = self._box.width() - px(18)
        bottoms = [y - over, y + over + high]
        fitting = [bottom for bottom in bottoms if high <= bottom <= self._box.height()]
        for share in range(9):
            right = first - share * max(first - width, 0.0) / 8
            for bottom in fitting or bottoms[:1]:
                yield right - width, bottom - high, right, bottom

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

    def _pixel_x(self, x: Any) -> Any:
        low, high = self._box.viewRange()[0]
        return (x - low) / (high - low) * self._box.width()

    def _pixel_y(self, y: Any) -> Any:
        low, high = self._box.viewRange()[1]
        return (high - y) / (high - low) * self._box.height()

    def _x_at(self, pixel: float) -> float:
        low, high = self._box.viewRange()[0]
        return float(low + pixel / max(self._box.width(), 1) * (high - low))

    def _y_at(self, pixel: float) -> float:
        low, high = self._box.viewRange()[1]
        return float(high - pixel / max(self._box.height(), 1) * (high - low))


def _precedence(end: tuple[Curve, str, float, float]) -> tuple[bool, float]:
    curve, _, _, height = end
    return curve.kind != "validation", height if curve.kind == "run" else 0.0
