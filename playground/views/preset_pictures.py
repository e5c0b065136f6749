"""A network as a picture of a few dots, small enough for a card."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from playground.theme import Theme, px

Picture = Callable[[QPainter, QRectF, Theme], None]
Node = Literal["round", "filled", "hollow"]


@dataclass(frozen=True)
class PresetPicture:
    """Draws itself into a rectangle.

    Attributes:
        node: round for a plain network, a square for one with gates: filled with a cell, hollow
            without one.
        answers: whether there is a decoder, drawn with hollow rings.
        labels: whether one thing is said about the whole text.
        sees: whether it has no memory and sees only the last few steps.
        looks: whether it looks at a picture and writes.
    """

    node: Node = "round"
    layers: int = 1
    answers: bool = False
    reverse: bool = False
    peeky: bool = False
    attention: bool = False
    labels: bool = False
    sees: bool = False
    looks: bool = False

    def __call__(self, painter: QPainter, rect: QRectF, theme: Theme) -> None:
        """Draw the picture in the middle of a rectangle."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.looks:
            _Caption(painter, rect, theme, self).paint()
        elif self.sees:
            _Window(painter, rect, theme, self).paint()
        elif self.answers:
            _Pairs(painter, rect, theme, self).paint()
        else:
            _Text(painter, rect, theme, self).paint()


class _Drawing:
    columns = 4
    pitch = 20.0

    def __init__(
        self, painter: QPainter, rect: QRectF, theme: Theme, picture: PresetPicture
    ) -> None:
        self.painter, self.theme, self.picture = painter, theme, picture
        self.middle = rect.center()
        self.half = rect.height() / 2 - px(4)
        left = self.middle.x() - px(self.pitch) * (self.columns - 1) / 2
        self.xs = [left + px(self.pitch) * i for i in range(self.columns)]

    def line(self, start: QPointF, end: QPointF, tone: str, width: float = 1.0) -> None:
        self.painter.setPen(QPen(self.theme.color(tone), width))
        self.painter.drawLine(start, end)

    def dot(self, place: QPointF, radius: float, tone: str) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color(tone))
        self.painter.drawEllipse(place, radius, radius)

    def node(self, place: QPointF, kind: str) -> None:
        ink = self.theme.color("ink2")
        self.painter.setPen(QPen(ink, 1.5))
        self.painter.setBrush(self.theme.color("surface") if kind in ("hollow", "ring") else ink)
        if kind in ("round", "ring"):
            radius = px(3.6)
            self.painter.drawEllipse(place, radius, radius)
            return
        side = px(7)
        square = QRectF(0, 0, side, side)
        square.moveCenter(place)
        self.painter.drawRoundedRect(square, px(1.5), px(1.5))


class _Text(_Drawing):
    """A token goes in at each step; one comes out at each, or one at the end."""

    def paint(self) -> None:
        ys = self._rows()
        for place, x in enumerate(self.xs):
            last = place == len(self.xs) - 1
            bottom = QPointF(x, self.middle.y() + self.half)
            self.line(QPointF(x, ys[-1]), bottom, "ink3")
            self.dot(bottom, px(1.6), "ink3")
            if last or not self.picture.labels:
                top = QPointF(x, self.middle.y() - self.half)
                self.line(QPointF(x, ys[0]), top, "ink3")
                self.dot(top, px(1.6), "ink3")
        for y in ys:
            self.line(QPointF(self.xs[0], y), QPointF(self.xs[-1], y), "ink2", 1.5)
            for x in self.xs:
                self.node(QPointF(x, y), self.picture.node)

    def _rows(self) -> list[float]:
        if self.picture.layers == 1:
            return [self.middle.y()]
        return [self.middle.y() - px(6), self.middle.y() + px(6)]


class _Window(_Drawing):
    """The last steps side by side, and the next one, which they are all that is known of."""

    def paint(self) -> None:
        y = self.middle.y() + px(4)
        arc = QPainterPath(QPointF(self.xs[0], y - px(7)))
        top = self.middle.y() - self.half - px(2)
        arc.cubicTo(
            QPointF(self.xs[0], top), QPointF(self.xs[-1], top), QPointF(self.xs[-1], y - px(7))
        )
        self.painter.setPen(QPen(self.theme.color("ink3"), 1))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPath(arc)
        for x in self.xs[:-1]:
            self.node(QPointF(x, y), "ring" if self.picture.node == "round" else "hollow")
        self.node(QPointF(self.xs[-1], y), self.picture.node)


class _Caption(_Drawing):
    """A picture with something on it, and the steps that write what it is."""

    columns = 6
    pitch = 14.0

    def paint(self) -> None:
        y, writers = self.middle.y(), self.xs[2:]
        frame = QRectF(0, 0, px(22), px(22))
        frame.moveCenter(QPointF(self.xs[0], y))
        self.painter.setPen(QPen(self.theme.color("ink2"), 1.2))
        self.painter.setBrush(self.theme.color("sunken"))
        self.painter.drawRoundedRect(frame, px(2), px(2))
        self.dot(frame.center() + QPointF(px(3), -px(3)), px(4), "accent")
        self.line(QPointF(frame.right(), y), QPointF(writers[-1], y), "ink2", 1.2)
        for x in writers:
            self.line(QPointF(x, y), QPointF(x, self.middle.y() - self.half), "ink3")
            self.node(QPointF(x, y), "ring")


class _Pairs(_Drawing):
    """Three steps read, four steps write."""

    columns = 7
    pitch = 12.5
    read = 3

    def paint(self) -> None:
        y = self.middle.y() + (px(4) if self.picture.peeky or self.picture.attention else 0)
        readers, writers = self.xs[: self.read], self.xs[self.read :]
        for place, x in enumerate(readers):
            below = readers[-1 - place] if self.picture.reverse else x
            self.line(QPointF(x, y), QPointF(below, self.middle.y() + self.half), "ink3")
        self._paint_sight(readers, writers, y)
        if not (self.picture.peeky or self.picture.attention):
            for x in writers:
                self.line(QPointF(x, y), QPointF(x, self.middle.y() - self.half), "ink3")
        self.line(QPointF(self.xs[0], y), QPointF(self.xs[-1], y), "ink2", 1.2)
        for x in readers:
            self.node(QPointF(x, y), "round")
        for x in writers:
            self.node(QPointF(x, y), "ring")

    def _paint_sight(self, readers: list[float], writers: list[float], y: float) -> None:
        """Draw arcs from what the writers look at: the last reading, or all of them."""
        seen = readers if self.picture.attention else readers[-1:] if self.picture.peeky else []
        for place, start in enumerate(seen):
            for end in writers[1:] if self.picture.peeky else (writers[place + 1],):
                arc = QPainterPath(QPointF(start, y - px(3)))
                top = self.middle.y() - self.half - px(2)
                arc.cubicTo(QPointF(start, top), QPointF(end, top), QPointF(end, y - px(3)))
                self.painter.setPen(QPen(self.theme.color("ink3"), 1))
                self.painter.setBrush(Qt.BrushStyle.NoBrush)
                self.painter.drawPath(arc)
