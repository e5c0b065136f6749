"""Where question, answer and verdict stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from engine.decoding import Answer
from playground.theme import font, px
from playground.views.answer_symbols import shown_symbols
from playground.views.verdict import is_sum

_OPERATOR = re.compile(r"\s*([+*/-])\s*")
_SIGNS = str.maketrans({"-": "−", "*": "×"})
_UNDER = 50  # bar and percent under a symbol
_SUM_SIZES = (72, 60, 48, 40, 32, 24)
_TEXT_SIZES = (40, 32, 24, 18)


@dataclass
class AnswerLayout:
    """A sum in one line, or a question over its answer, centred and as large as fits.

    Attributes:
        cells: one place for each symbol of the answer, in order.
    """

    question_font: QFont
    answer_font: QFont
    question_text: str
    question: QRectF = field(default_factory=QRectF)
    cells: list[QRectF] = field(default_factory=list)
    pill: QRectF = field(default_factory=QRectF)
    bottom: float = 0.0


def lay_out(answer: Answer, pill: QSizeF, room: QRectF) -> AnswerLayout:
    """Place a question and the symbols of its answer inside of ``room``."""
    place = _place_sum if is_sum(answer) else _place_text
    return place(answer.question.strip(), shown_symbols(answer), pill, room)


def _place_sum(question: str, symbols: Sequence[str], pill: QSizeF, room: QRectF) -> AnswerLayout:
    """Place everything in one line."""
    text = _OPERATOR.sub(r" \1 ", question.strip()).translate(_SIGNS) + " = "
    for size in _SUM_SIZES:
        made = AnswerLayout(
            font("calculator", 300, size), font("calculator", 600, size), question_text=text
        )
        metrics = QFontMetricsF(made.question_font)
        asked, height = metrics.horizontalAdvance(text), metrics.height()
        widths = _widths(made.answer_font, symbols)
        width = asked + sum(widths) + px(24) + pill.width()
        if width <= room.width() and height + px(_UNDER) <= room.height():
            break
    left = room.left() + max((room.width() - width) / 2, 0)
    top = room.top() + max((room.height() - height - px(_UNDER)) / 2, 0)
    made.question = QRectF(left, top, asked, height)
    x = _place_cells(made, widths, left + asked, top, height)
    made.pill = QRectF(QPointF(x + px(24), top + (height - pill.height()) / 2), pill)
    made.bottom = top + height + px(_UNDER)
    return made


def _place_text(question: str, symbols: Sequence[str], pill: QSizeF, room: QRectF) -> AnswerLayout:
    """Place the question over the answer, which goes on in new lines where it is long.

    A caption, which has no question over it, rather takes two lines than small letters.
    """
    beside = px(24) + pill.width()
    for size in _TEXT_SIZES:
        made = AnswerLayout(
            font("page", 300, min(size, 30)), font("page", 600, size), question_text=question
        )
        asked = _wrapped_height(made.question_font, question, room.width())
        height = QFontMetricsF(made.answer_font).height()
        lines = _wrapped(_widths(made.answer_font, symbols), room.width() - beside)
        total = asked + px(8) + len(lines) * (height + px(_UNDER))
        if len(lines) <= (1 if question else 2) and total <= room.height():
            break
    top = room.top() + max((room.height() - total) / 2, 0)
    made.question = QRectF(room.left(), top, room.width(), asked)
    top += asked + px(8)
    for line in lines:
        left = room.left() + max((room.width() - sum(line) - beside) / 2, 0)
        x = _place_cells(made, line, left, top, height)
        made.pill = QRectF(QPointF(x + px(24), top + (height - pill.height()) / 2), pill)
        top += height + px(_UNDER)
    made.bottom = top
    return made


def _place_cells(
    made: AnswerLayout, widths: Sequence[float], left: float, top: float, height: float
) -> float:
    """Place a line of symbols; return where it ends."""
    for width in widths:
        made.cells.append(QRectF(left, top, width, height))
        left += width
    return left


def _widths(made: QFont, symbols: Sequence[str]) -> list[float]:
    metrics = QFontMetricsF(made)
    between = max(metrics.height() * 0.14, px(3))
    if any(len(text) > 1 for text in symbols):
        between *= 2.5  # words want a blank between them
    least = metrics.height() * 0.22
    return [max(metrics.horizontalAdvance(text), least) + between for text in symbols]


def _wrapped(widths: Sequence[float], room: float) -> list[list[float]]:
    lines: list[list[float]] = [[]]
    for width in widths:
        if lines[-1] and sum(lines[-1]) + width > room:
            lines.append([])
        lines[-1].append(width)
    return lines


def _wrapped_height(made: QFont, text: str, width: float) -> float:
    flags = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignHCenter.value
    return QFontMetricsF(made).boundingRect(QRectF(0, 0, width, 10_000), flags, text).height() + 2
