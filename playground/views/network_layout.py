"""Where the parts of a network's picture stand."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF

from playground.theme import px
from playground.views.network import Network, Steps

_LEFT = 128 + 8  # names and sizes
_RIGHT = 130 + 14  # parameters
_PITCH = (80, 42)  # between time steps: of one stretch, of two
_WORD_PITCH = 58  # of captions, which are words
_PICTURE = 32  # pixels, of which each is drawn once, twice, ... as there is room
_BOX = {
    "convolution": (49, 30),
    "embedding": (49, 30),
    "output": (49, 30),
    "attention": (49, 30),
    "cell": (55, 35),
}
_SLIM = 0.62  # how wide boxes are where time steps stand close
_ROOM = 44  # between rows at which boxes have their whole height


@dataclass(frozen=True)
class Column:
    """One time step on the picture; `token` and `target` are None where steps are left out."""

    x: float
    stretch: int
    token: str | None
    target: str | None

    @property
    def is_gap(self) -> bool:
        """Whether it stands for steps that are left out."""
        return self.token is None


class Layout:
    """Place rows and columns of a network in a rectangle.

    Attributes:
        columns: from left to right.
        rows: the heights (y) of the input's row, of each layer, of the output's row.
    """

    def __init__(self, network: Network, rect: QRectF) -> None:
        self.network, self.rect = network, rect
        self.left, self.right = rect.left(), rect.right() - px(_RIGHT - 14)
        self.columns = self._place_columns()
        count = len(network.layers) + 2
        low = rect.bottom() - px(14) - (px(16) if len(network.stretches) > 1 else 0)
        self.pitch = (low - rect.top() - px(14)) / (count - 1)
        self.rows = [low - self.pitch * row for row in range(count)]

    def box(self, column: Column, layer: int) -> QRectF:
        """Return the box of a layer at a time step."""
        row = self.rows[layer + 1]
        size = self._box_size(layer)
        return QRectF(QPointF(column.x - size.width() / 2, row - size.height() / 2), size)

    def picture(self, column: Column) -> QRectF:
        """Return where the picture of a column stands, as large as its row allows."""
        times = max(int(0.95 * self.pitch) // px(_PICTURE), 1)
        side = times * px(_PICTURE)
        bottom = self.rows[0] + px(11)
        return QRectF(column.x - side / 2, bottom - side, side, side)

    def input_row(self, column: Column) -> float:
        """Return the height of what goes in at a time step."""
        return self.rows[self.network.stretches[column.stretch].first_layer]

    def layers(self, column: Column) -> range:
        """Return the layers that work at a time step: outputs only where something is predicted."""
        steps, network = self.network.stretches[column.stretch], self.network
        last = steps.last_layer
        if last is None:
            predicts = column.target is None or bool(column.target)
            last = len(network.layers) - 1 if predicts else network.top_cell
        return range(steps.first_layer, last + 1)

    @property
    def last_stretch(self) -> int:
        """The number of the stretch on the right."""
        return len(self.network.stretches) - 1

    @property
    def column_pitch(self) -> float:
        """How far time steps stand apart."""
        if len(self.columns) < 2:
            return float(px(_PITCH[0]))
        return self.columns[1].x - self.columns[0].x

    def _box_size(self, layer: int) -> QSizeF:
        glyph = self.network.layers[layer].glyph
        width, height = _BOX.get(glyph, _BOX["output"])
        if self.column_pitch < px(70):
            width = min(round(_SLIM * width), round(0.8 * self.column_pitch))
        fit = min(1.0, self.pitch / px(_ROOM + 14))
        return QSizeF(px(width), max(px(round(height * fit)), px(18)))

    def _place_columns(self) -> list[Column]:
        stretches = self.network.stretches
        start, end = self.left + px(_LEFT), self.right - px(14)
        pitch = px(_PITCH[0] if len(stretches) == 1 else _PITCH[1])
        if any(steps.picture for steps in stretches):
            pitch = px(_WORD_PITCH)
        slots = max(3 * len(stretches), int((end - start) / pitch))
        shown = _shares(stretches, slots)
        chosen = [
            (index, token, target)
            for index, (steps, room) in enumerate(zip(stretches, shown, strict=True))
            for token, target in _visible(steps, room)
        ]
        step = min((end - start) / len(chosen), 1.5 * px(_PITCH[0]))
        start += (end - start - step * len(chosen)) / 2  # a few steps stand in the middle
        return [
            Column(start + step * (place + 0.5), index, token, target)
            for place, (index, token, target) in enumerate(chosen)
        ]


def _shares(stretches: tuple[Steps, ...], slots: int) -> list[int]:
    """Return how many columns each stretch gets: what one does not need goes to the others."""
    rooms, left = [], slots
    for place, steps in enumerate(stretches):
        after = sum(len(other.inputs) for other in stretches[place + 1 :])
        fair = left // (len(stretches) - place)
        rooms.append(min(len(steps.inputs), max(fair, left - after)))
        left -= rooms[-1]
    return rooms


def _visible(steps: Steps, room: int) -> list[tuple[str | None, str | None]]:
    """Return inputs and targets of the first steps and of the last one, None between them."""
    pairs: list[tuple[str | None, str | None]] = list(zip(steps.inputs, steps.targets, strict=True))
    if len(pairs) <= room:
        return pairs
    return [*pairs[: max(room - 2, 1)], (None, None), pairs[-1]]
