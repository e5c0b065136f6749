"""A chart of a run: lines that grow, floors to beat, and the future as empty space."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from playground.theme import appearance, current_theme, px
from playground.views.chart_axis import ChartAxis, Format, plain
from playground.views.chart_export import save_numbers, save_picture
from playground.views.chart_layout import ChartLayout
from playground.views.chart_marks import BestRing, Moment
from playground.views.chart_pointer import ChartPointer
from playground.views.chart_range import ChartRange
from playground.views.crosshair import Crosshair
from playground.views.curve import Curve, Kind, Look
from playground.views.floor import Floor
from playground.views.series import Series
from playground.widgets.named import name_widget


class Chart(QWidget):
    """Draw curves over one of several x columns, linear or logarithmic.

    ``columns`` are (name, format) pairs of the ways to measure x, such as ``("epoch", plain)``:
    every value comes with its x in all of them. ``write`` writes values on the axis and at the
    lines' ends. Appending draws nothing: call ``refresh`` once when all that is new is in. Drag
    and wheel move along x; a double click shows everything again.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, Format]] = (("epoch", plain),),
        *,
        write: Format = plain,
        write_end: Format | None = None,
        logarithmic: bool = False,
        from_zero: bool = False,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._formats = dict(columns)
        self._column = next(iter(self._formats))
        self._write, self._write_end = write, write_end or write
        self._logarithmic, self._drawing = logarithmic, False
        self.curves: dict[str, Curve] = {}
        self.floors: dict[str, Floor] = {}
        self._best, self._moment, self._crosshair = BestRing(), Moment(), Crosshair()
        self._build(name, tip)
        self._layout = ChartLayout(self._box)
        self._range = ChartRange(self._box, self._formats, from_zero)
        self._pointer = ChartPointer(self.plot, self)
        self._connect()

    def _build(self, name: str, tip: str) -> None:
        self._left, self._bottom = ChartAxis("left"), ChartAxis("bottom")
        self._left.write, self._left.logarithmic = self._write, self._logarithmic
        self._bottom.write = self._formats[self._column]
        axes = {"left": self._left, "bottom": self._bottom}
        ground = current_theme().surface
        self.plot = pg.PlotWidget(background=ground, axisItems=axes, enableMenu=False)
        self.plot.setFrameShape(QFrame.Shape.NoFrame)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.hideButtons()
        name_widget(self.plot, name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)  # a tooltip would cover the crosshair's box
        self._box = self.plot.getViewBox()
        moment, crosshair = self._moment, self._crosshair
        for mark in (self._best.item, moment.line, moment.text, crosshair.line, crosshair.box):
            self._box.addItem(mark, ignoreBounds=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        self.setMinimumSize(px(240), px(96))

    def _connect(self) -> None:
        appearance().changed.connect(self._retint)
        self._box.sigXRangeChanged.connect(self._change_range)
        self._pointer.pointed.connect(self.read_out)
        self._pointer.left.connect(self.hide_read_out)
        self._pointer.double_clicked.connect(self.show_all)
        self._pointer.dragged.connect(self._stop_following)

    @property
    def columns(self) -> tuple[str, ...]:
        """The ways to measure x."""
        return tuple(self._formats)

    # What is drawn

    def add_curve(self, key: str, kind: Kind, label: str = "", look: Look | None = None) -> Curve:
        """Add an empty line; a line with a label is named at its end, and by the crosshair."""
        curve = Curve(kind, label, tuple(self._formats), look)
        self.curves[key] = curve
        self._box.addItem(curve.line, ignoreBounds=True)
        if curve.dots is not None:
            self._box.addItem(curve.dots, ignoreBounds=True)
        self._layout.add_end(curve)
        return curve

    def remove_curve(self, key: str) -> None:
        """Take a line away, with its label."""
        curve = self.curves.pop(key)
        self._box.removeItem(curve.line)
        if curve.dots is not None:
            self._box.removeItem(curve.dots)
        self._layout.remove_end(curve)

    def set_floor(self, key: str, label: str, value: float) -> None:
        """Draw a dashed line at a value that a simpler model reaches."""
        self.remove_floor(key)
        floor = Floor(label, value)
        floor.text.show_text(f"{label}  {self._write_end(value)}")
        self.floors[key] = floor
        self._box.addItem(floor.line, ignoreBounds=True)
        self._box.addItem(floor.text, ignoreBounds=True)

    def remove_floor(self, key: str) -> None:
        """Take a floor away, if there is one of that name."""
        floor = self.floors.pop(key, None)
        if floor is not None:
            self._box.removeItem(floor.line)
            self._box.removeItem(floor.text)

    def mark_best(self, x: Sequence[float], value: float) -> None:
        """Ring the best value of validation, given with its x in every column."""
        self._best.x, self._best.value = tuple(x), value

    def mark_moment(self, x: Sequence[float], label: str) -> None:
        """Draw a line down at a moment, such as where a failed run went back to."""
        self._moment.x = tuple(x)
        self._moment.text.show_text(label)

    def clear_marks(self) -> None:
        """Take the ring and the moment away."""
        self._best.hide()
        self._moment.hide()

    def clear(self) -> None:
        """Forget all values and marks; lines and floors stay, empty."""
        for curve in self.curves.values():
            curve.clear()
        self.clear_marks()
        self._range.follows = True
        self.refresh()

    # How it is drawn

    def set_column(self, column: str) -> None:
        """Measure x in another column."""
        self._column = column
        self._bottom.write = self._formats[column]
        self._range.follows = True
        self.refresh()

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Draw values or their logarithms."""
        self._logarithmic = self._left.logarithmic = logarithmic
        self.refresh()

    def set_planned_end(self, ends: Mapping[str, float]) -> None:
        """Say where the run is planned to end, by column; what lies before is the future."""
        self._range.plan(ends)
        self.refresh()

    @Slot()
    def show_all(self) -> None:
        """Follow the run again after the user has moved along x."""
        self._range.follows = True
        self.refresh()

    def refresh(self) -> None:
        """Draw everything that has come; a hidden chart draws once it is shown."""
        if self._drawing or not self.isVisible():
            return
        self._drawing = True
        series = [curve.series for curve in self.curves.values() if len(curve.series)]
        reached = [float(one.x(self._column)[-1]) for one in series]
        low, high = self._range.follow(self._column, reached)
        heights = [self._height(floor.value) for floor in self.floors.values()]
        for curve in self.curves.values():
            drawn = curve.draw(self._column, low, high, self._logarithmic)
            if len(drawn):
                heights += [float(drawn.min()), float(drawn.max())]
        self._range.fit(heights)
        self._place()
        # Otherwise pyqtgraph finds out while it paints that ranges have changed, and paints again.
        self.plot.scene().prepareForPaint()
        self._drawing = False

    def _height(self, value: float) -> float:
        return float(Curve.height(np.array(value), self._logarithmic))

    def _place(self) -> None:
        index = list(self._formats).index(self._column)
        if self._best.x is not None:
            self._best.draw(self._best.x[index], self._height(self._best.value))
        if self._moment.x is not None:
            self._layout.place_moment(self._moment, self._moment.x[index])
        ends = []
        for curve in self._named():
            value = float(curve.series.y[-1])
            text = curve.text or f"{curve.label} {self._write_end(value)}"
            x = float(curve.series.x(self._column)[-1])
            ends.append((curve, text, x, self._height(value)))
        self._layout.begin()
        self._layout.place_ends(ends)
        floors = self.floors.values()
        self._layout.place_floors([(floor, self._height(floor.value)) for floor in floors])
        self.plot.setAccessibleDescription(". ".join(text for _, text, _, _ in ends))

    def _named(self) -> list[Curve]:
        return [curve for curve in self.curves.values() if curve.label and len(curve.series)]

    # Files

    def save_picture(self, path: Path) -> None:
        """Write the chart as it is shown, as SVG or PNG by the ending; raises OSError."""
        self._crosshair.hide()
        save_picture(self.plot, current_theme().color("surface"), path)

    def save_numbers(self, path: Path) -> None:
        """Write the values that are kept as CSV, no smoothed ones; raises OSError."""
        kept: dict[str, Series] = {
            key: curve.series for key, curve in self.curves.items() if curve.kind != "smooth"
        }
        save_numbers(tuple(self._formats), kept, path)

    # What happens

    @Slot(float, float)
    def read_out(self, x: float, height: float) -> None:
        """Show the values nearest to x in the crosshair's box, at a height of the axis.

        Beside the lines it stays at their nearest end, and it says nothing of a line that begins
        later.
        """
        series = [curve.series.x(self._column) for curve in self._named()]
        if not series:
            return
        x = min(max(x, min(one[0] for one in series)), max(one[-1] for one in series))
        parts = [(f"{self._column.capitalize()} {self._formats[self._column](x)}", "ink2")]
        for curve in self._named():
            if curve.series.x(self._column)[0] > x:
                continue
            value = float(curve.series.y[curve.series.nearest(self._column, x)])
            parts.append((f"{curve.label} {self._write_end(value)}", curve.token))
        low, high = self._box.viewRange()[0]
        self._crosshair.show(x, height, parts, at_left=x > (low + high) / 2)

    @Slot()
    def hide_read_out(self) -> None:
        """Take the crosshair away."""
        self._crosshair.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while the chart was hidden."""
        super().showEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the labels for the new size."""
        super().resizeEvent(event)
        self.refresh()

    @Slot()
    def _stop_following(self) -> None:
        self._range.follows = False

    @Slot()
    def _change_range(self) -> None:
        self.refresh()

    @Slot()
    def _retint(self) -> None:
        self.plot.setBackground(current_theme().surface)
        for part in (self._left, self._bottom, self._best, self._moment, self._crosshair):
            part.retint()
        for curve in self.curves.values():
            curve.retint()
        for floor in self.floors.values():
            floor.retint()
        self._layout.retint()
        self.refresh()
