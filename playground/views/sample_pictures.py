"""Tiny drawings of what a data set looks like, for the rows of a list."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.data.dataset import Kind
from playground.icons import paint_icon
from playground.theme import Theme, font, px

Picture = Callable[[QPainter, QRectF, Theme], None]

# What a line of the drawing holds: the lengths of its words, in pixels.
_WORDS = ((4, 7, 5), (9, 3, 6), (5, 4, 8), (3, 9, 4), (8, 6, 5))
_RAGGED = (1.0, 0.72, 0.9, 0.62, 0.8)


def text_picture(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw lines of words."""
    painter.setPen(QPen(theme.color("ink2"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for index, (words, share) in enumerate(zip(_WORDS, _RAGGED, strict=True)):
        x = rect.left() + px(6)
        y = rect.top() + px(8) + index * px(5.5)
        end = x + (rect.width() - px(12)) * share
        for word in words:
            stop = min(x + px(word), end)
            if stop - x > px(1):
                painter.drawLine(QPointF(x + 1, y), QPointF(stop - 1, y))
            x += px(word) + px(2)


def pair_picture(question: str, answer: str) -> Picture:
    """Return a drawing of a question over its answer."""

    def paint(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        middle = rect.center().y()
        _write(painter, rect, middle - px(7), question, theme.color("ink2"), 400)
        _write(painter, rect, middle + px(7), answer, theme.color("accent"), 700)

    return paint


def label_picture(word: str) -> Picture:
    """Return a drawing of a word that is judged good."""

    def paint(painter: QPainter, rect: QRectF, theme: Theme) -> None:
        _write(painter, rect, rect.center().y() - px(7), word, theme.color("ink2"), 400)
        side = px(13)
        place = QRectF(rect.center().x() - side / 2, rect.center().y() + px(1), side, side)
        paint_icon(painter, place, "check", "right")

    return paint


def shapes_picture(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw a small picture with shapes on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ground = rect.adjusted(px(6), px(6), -px(6), -px(6))
    painter.setBrush(theme.color("ink2"))
    painter.drawRoundedRect(ground, px(3), px(3))
    painter.setBrush(theme.color("sunken"))
    painter.drawEllipse(ground.topLeft() + QPointF(px(8), px(8)), px(4), px(4))
    painter.setBrush(theme.color("accent"))
    side = px(9)
    painter.drawRect(QRectF(ground.right() - px(13), ground.bottom() - px(13), side, side))


def kind_picture(kind: Kind | None) -> Picture:
    """Return the drawing of a user's own data of a kind, or of text where it is not known yet."""
    if kind is Kind.PAIRS:
        return pair_picture("q", "answer")
    if kind is Kind.PICTURES:
        return shapes_picture
    return label_picture("label") if kind is Kind.LABELLED else text_picture


def _write(
    painter: QPainter, rect: QRectF, middle: float, text: str, color: QColor, weight: int
) -> None:
    painter.setFont(font("mono", weight, 10))
    painter.setPen(color)
    line = QRectF(rect.left(), middle - px(7), rect.width(), px(14))
    painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)


SAMPLE_PICTURES: dict[str, Picture] = {
    "addition": pair_picture("57+5", "62"),
    "dates": pair_picture("may 7", "05-07"),
    "expressions": pair_picture("7*2-3", "11"),
    "phrases": pair_picture("red", "rouge"),
    "questions": pair_picture("who?", "anna"),
    "commands": pair_picture("2 × go", "go go"),
    "reports": pair_picture("a b c", "a c"),
    "opinions": label_picture("great"),
    "shapes": shapes_picture,
}
