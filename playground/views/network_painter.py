"""The picture of a network: layers from bottom to top, time to the right."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from playground.formats import count
from playground.theme import Role, Theme, px
from playground.views.network import Layer, Network
from playground.views.network_layout import Column, Layout
from playground.views.network_parts import NetworkParts

_GAP = 5  # between an arrow and what it points at
_CENTER = Qt.AlignmentFlag.AlignHCenter
_SIDE = 130  # width of the names on the left and of the numbers on the right
_LONGEST = 18  # characters of the numbers of all copies of a layer; more are summed up
_SHAPE_ROOM = 30  # between boxes, for the shape of what passes there


class NetworkPainter:
    """Draw a network into a rectangle."""

    def __init__(self, painter: QPainter, theme: Theme, network: Network, rect: QRectF) -> None:
        self._network = network
        self._layout = Layout(network, rect)
        self._parts = NetworkParts(painter, theme)

    def paint(self) -> None:
        """Draw everything, what lies behind first."""
        self._paint_links()
        self._paint_reach()
        for layer, kind in enumerate(self._network.layers):
            if kind.glyph == "cell":
                self._paint_recurrence(layer)
        for column in self._layout.columns:
            self._paint_column(column)
        self._paint_shapes()
        self._paint_margins()
        self._paint_captions()

    def _paint_column(self, column: Column) -> None:
        layout, parts = self._layout, self._parts
        if column.is_gap:
            self._paint_gap(column)
            return
        room = layout.column_pitch - px(3)
        bottom = self._paint_input(column, room)
        for layer in layout.layers(column):
            box = layout.box(column, layer)
            parts.arrow(
                QPointF(column.x, bottom - px(_GAP)), QPointF(column.x, box.bottom() + px(_GAP))
            )
            self._paint_layer(box, layer)
            bottom = box.top()
        if column.target:
            top = layout.rows[-1] + px(11)
            parts.arrow(QPointF(column.x, bottom - px(_GAP)), QPointF(column.x, top + px(_GAP)))
            parts.token(QPointF(column.x, layout.rows[-1]), column.target, room)

    def _paint_input(self, column: Column, room: float) -> float:
        """Draw what goes in, a picture or a token; return where that ends above."""
        picture = self._network.stretches[column.stretch].picture
        if picture is not None:
            place = self._layout.picture(column)
            self._parts.picture(place, picture)
            return place.top()
        row = self._layout.input_row(column)
        self._parts.token(QPointF(column.x, row), column.token or "", room)
        return row - px(11)

    def _paint_gap(self, column: Column) -> None:
        """Draw dots where time steps are left out."""
        heights = {self._layout.input_row(column): "ink2"}
        if any(self._network.stretches[column.stretch].targets[:-1]):
            heights[self._layout.rows[-1]] = "ink2"
        for layer, y in zip(self._network.layers, self._layout.rows[1:], strict=False):
            if layer.glyph == "cell":
                heights[y] = "accent"
        for y, tone in heights.items():
            self._parts.dots(QPointF(column.x, y), tone)

    def _paint_layer(self, box: QRectF, layer: int) -> None:
        glyph = self._network.layers[layer].glyph
        if glyph == "more":
            self._parts.dots(box.center(), "accent")
        else:
            self._parts.box(box, glyph)

    def _paint_recurrence(self, layer: int) -> None:
        """Draw what each cell hands on: h, and above it c where there is one."""
        layout, states = self._layout, self._network.states
        for place, (one, two) in enumerate(pairwise(layout.columns)):
            start = layout.box(one, layer).right()
            if one.is_gap:
                start = one.x + px(14)
            elif layer not in layout.layers(one):  # a line comes up from what sums a picture up
                start = one.x
            end = two.x - px(14) if two.is_gap else layout.box(two, layer).left()
            steps = self._network.stretches[one.stretch]
            passed = states if one.stretch == two.stretch else self._network.handed_over
            lines = [*passed, "back"] if steps.both_ways and one.stretch == two.stretch else passed
            for index, state in enumerate(lines):
                y = layout.rows[layer + 1] + px(8) * ((len(lines) - 1) / 2 - index)
                way = (QPointF(start, y), QPointF(end - px(1), y))
                self._parts.arrow(*(way[::-1] if state == "back" else way), "accent", 1.5)
                if place == 0 and end - start > px(12):
                    self._name_state(state, (start + end) / 2, y, above=index > 0)

    def _name_state(self, state: str, x: float, y: float, *, above: bool) -> None:
        y += -px(10) if above else px(10)
        place = QRectF(x - px(10), y - px(8), px(20), px(16))
        self._parts.text(place, state, "axis", "accent", 600, _CENTER)

    def _paint_links(self) -> None:
        """Draw what a decoder sees of the encoder at every step, as a line that they tap."""
        if self._network.link == "none":
            return
        layout, cell = self._layout, self._network.top_cell
        steps = [column for column in layout.columns if not column.is_gap]
        readers = [column for column in steps if column.stretch == 0]
        writers = [column for column in steps if column.stretch > 0]
        tapped = readers[-1:] if self._network.link == "peeky" else readers
        y = layout.rows[cell + 1] - layout.pitch / 2
        for column in tapped:
            top = layout.box(column, min(cell, layout.layers(column)[-1])).top()
            self._parts.line(QPointF(column.x, top - px(2)), QPointF(column.x, y))
        self._tap(tapped[0].x, y, writers, cell + 1)
        if self._network.link == "peeky":
            between = (readers[-1].x + writers[0].x) / 2
            below = layout.rows[self._network.first_cell + 1] + layout.pitch / 2
            self._parts.line(QPointF(between, y), QPointF(between, below))
            self._tap(between, below, writers, self._network.first_cell)

    def _tap(self, start: float, y: float, writers: list[Column], layer: int) -> None:
        """Draw a line from `start` on, and an arrow from it into each box of a layer above it."""
        aside = min(px(9), self._layout.column_pitch / 4)
        self._parts.line(QPointF(start, y), QPointF(writers[-1].x - aside, y))
        for column in writers:
            x = column.x - aside
            bottom = self._layout.box(column, layer).bottom()
            self._parts.arrow(QPointF(x, y), QPointF(x, bottom + px(2)))

    def _paint_reach(self) -> None:
        """Draw what a model without memory sees: the steps before its own, and no further."""
        layout, layer = self._layout, min(1, len(self._network.layers) - 1)
        for place, column in enumerate(layout.columns):
            before = layout.columns[max(place - self._network.reach, 0) : place]
            if column.is_gap or any(other.is_gap for other in before):
                continue
            end = QPointF(column.x, layout.box(column, layer).bottom() + px(_GAP))
            for other in before:
                top = layout.box(other, 0).top() if layer else layout.rows[0] - px(11)
                self._parts.line(QPointF(other.x, top - px(_GAP)), end)

    def _paint_shapes(self) -> None:
        """Write the shape of what passes between rows: where steps are left out, or at the side."""
        layout = self._layout
        if layout.pitch < px(30 + _SHAPE_ROOM):
            return
        gaps = [column.x for column in layout.columns if column.is_gap]
        in_picture = gaps and len(self._network.stretches) == 1
        for row, shape in enumerate(self._network.shapes):
            y = (layout.rows[row] + layout.rows[row + 1]) / 2
            if in_picture:
                place = QRectF(gaps[0] - px(90), y - px(8), px(180), px(16))
                self._parts.text(place, shape, "mono", "ink2", None, _CENTER)
            else:
                place = QRectF(layout.right, y - px(8), px(_SIDE), px(16))
                self._parts.text(place, shape, "mono", "ink2")

    def _paint_margins(self) -> None:
        """Write names and sizes on the left, the numbers that are trained on the right."""
        layout, network = self._layout, self._network
        self._note(layout.left, layout.rows[0], network.input_title, "body")
        self._note(layout.left, layout.rows[-1], network.output_title, "body")
        self._note(layout.right, layout.rows[-1], "Parameters")
        self._note(layout.right, layout.rows[0], network.time)
        for layer, y in zip(network.layers, layout.rows[1:], strict=False):
            name = QRectF(layout.left, y - px(16), px(_SIDE), px(18))
            self._parts.text(name, layer.title, "heading")
            self._note(layout.left, y + px(10), layer.detail)
            if layer.parameters:
                self._paint_parameters(layer, y)

    def _note(self, x: float, y: float, words: str, role: Role = "caption") -> None:
        self._parts.text(QRectF(x, y - px(9), px(_SIDE), px(18)), words, role, "ink2")

    def _paint_parameters(self, layer: Layer, y: float) -> None:
        """Write how many numbers a layer trains, over a bar with its share of all."""
        right, total = self._layout.right, sum(layer.parameters)
        numbers = " + ".join(count(number) for number in layer.parameters)
        if len(numbers) > _LONGEST:
            numbers = count(total)
        self._parts.text(QRectF(right, y - px(16), px(_SIDE), px(18)), numbers, "button")
        tone = "accent" if layer.glyph in ("cell", "more") else "faint"
        bar = QRectF(right, y + px(6), px(_SIDE), px(5))
        self._parts.share(bar, total / max(self._network.parameters, 1), tone)

    def _paint_captions(self) -> None:
        """Say under each stretch what it does."""
        layout = self._layout
        for index, steps in enumerate(self._network.stretches):
            xs = [column.x for column in layout.columns if column.stretch == index]
            middle = (xs[0] + xs[-1]) / 2
            width = xs[-1] - xs[0] + layout.column_pitch * 1.6
            top = layout.rows[steps.first_layer] + px(13)
            place = QRectF(middle - width / 2, top, width, px(16))
            self._parts.text(place, steps.caption, "axis", "ink2", None, _CENTER)
