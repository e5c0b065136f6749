"""The drawings on the tiles of the first page: what a network will have learned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from playground.theme import Theme, font, px
from playground.theme.ramp import mix

Picture = Callable[[QPainter, QRectF, Theme], None]

# Words of three lines with how surprising each of them is, in bits.
_LINES = (
    (("the", 0.0), ("rain", 5.6), ("stopped", 4.8), ("and", 0.0), ("the", 0.0)),
    (("sun", 5.4), ("came", 1.8), ("out", 0.0), ("over", 3.0), ("the", 0.0)),
    (("hills", 7.2), ("and", 1.4), ("we", 3.6)),
)
_OPINIONS = (("a warm, funny film", 0.92, "accent"), ("long and lifeless", 0.12, "valid"))
_RAYS = ((-0.5, -0.38), (-0.36, -0.27), (-0.22, -0.16), (-0.06, -0.04))
_CENTER = Qt.AlignmentFlag.AlignCenter


def text_tile(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw a text that is being written, shaded by surprise, with the caret at its end."""
    painter.setFont(font("body", size=14))
    metrics = QFontMetricsF(painter.font())
    y = rect.top() + px(12)
    for line in _LINES:
        x = rect.left()
        for word, bits in line:
            chip = QRectF(x, y - px(2), metrics.horizontalAdvance(word) + px(8), px(20))
            if bits:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.surprise(bits))
                painter.drawRoundedRect(chip, px(4), px(4))
            painter.setPen(theme.color("ink"))
            painter.drawText(chip, _CENTER, word)
            x = chip.right() + px(3)
        y += px(29)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.drawLine(QPointF(x + px(4), y - px(31)), QPointF(x + px(4), y - px(13)))


def sum_tile(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw a sum whose answer was found digit by digit, each with how sure it was."""
    question, answer = font("headline", 300, 32), font("headline", 600, 32)
    asked, room = "57 + 5 = ", QFontMetricsF(question)
    width = room.horizontalAdvance(asked)
    digit = QFontMetricsF(answer).horizontalAdvance("6")
    x = rect.center().x() - (width + 2 * digit) / 2
    line = QRectF(x, rect.top(), width, rect.height())
    _write(painter, line, asked, question, theme.color("ink"))
    for index, (text, sure) in enumerate((("6", "accent"), ("2", "faint"))):
        place = QRectF(x + width + index * digit, rect.top(), digit, rect.height())
        _write(painter, place, text, answer, theme.color("accent"))
        bar = QRectF(place.left() + px(2), rect.center().y() + px(21), digit - px(4), px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(sure))
        painter.drawRoundedRect(bar, px(2), px(2))


def date_tile(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw a date as it was written and as it is to be, and what was looked at for which part."""
    middle, center = rect.center().y(), rect.center().x()
    upper = QRectF(rect.left(), middle - px(32), rect.width(), px(20))
    lower = QRectF(rect.left(), middle + px(15), rect.width(), px(22))
    _write(painter, upper, "september 27, 1994", font("mono", 400, 14), theme.color("ink2"))
    _write(painter, lower, "1994-09-27", font("mono", 700, 15), theme.color("accent"))
    sides = [*_RAYS, *((-a, -b) for a, b in reversed(_RAYS))]
    for index, (start, end) in enumerate(sides):
        share = index / (len(sides) - 1)
        color = mix(theme.color("faint"), theme.color("accent"), share)
        painter.setPen(QPen(color, 1.4))
        reach = px(140)
        painter.drawLine(
            QPointF(center + start * reach, middle - px(9)),
            QPointF(center + end * reach, middle + px(13)),
        )


def opinion_tile(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw two opinions, each with how much praise was found in it."""
    for index, (text, share, tone) in enumerate(_OPINIONS):
        top = rect.top() + px(14) + index * px(38)
        line = QRectF(rect.left() + px(4), top, rect.width() - px(8), px(20))
        _write(painter, line, text, font("body", 400, 14), theme.color("ink"), _LEFT)
        track = QRectF(line.left(), top + px(23), line.width(), px(5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line2"))
        painter.drawRoundedRect(track, px(2), px(2))
        track.setWidth(track.width() * share)
        painter.setBrush(theme.color(tone))
        painter.drawRoundedRect(track, px(2), px(2))


def _write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    face: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = _CENTER,
) -> None:
    painter.setFont(face)
    painter.setPen(color)
    painter.drawText(rect, align, text)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
