"""How the tokens of a generated text are drawn."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from playground.theme import current_theme, font, px
from playground.views.shown_token import ends_line, shown_token


def paint_token(
    painter: QPainter, rect: QRectF, text: str, surprisal: float | None, radius: float
) -> None:
    """Write a token on the shade of its surprisal in bits; one of the prompt has none."""
    theme = current_theme()
    written = surprisal is not None
    if surprisal is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surprise(surprisal))
        painter.drawRoundedRect(rect, radius, radius)
    painter.setFont(font("text"))
    painter.setPen(theme.color("ink3" if ends_line(text) else "ink" if written else "ink2"))
    shown = text if text == " " else shown_token(text)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)


def paint_caret(painter: QPainter, pen: QPointF) -> None:
    """Show where the next token will stand."""
    caret = QRectF(pen.x() + px(4), pen.y() + px(9), 2, px(22))
    painter.fillRect(caret, current_theme().color("accent"))


def paint_ring(painter: QPainter, rect: QRectF, tone: str = "accent") -> None:
    """Draw the ring of what is chosen or has the focus; in ink for what is and has."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(current_theme().color(tone), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(4), px(4))


def paint_hint(painter: QPainter, rect: QRectF, sentence: str) -> None:
    """Say what will stand in an empty place."""
    painter.setFont(font("body"))
    painter.setPen(current_theme().color("ink2"))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(rect, flags, sentence)
