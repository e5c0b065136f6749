"""The calculator's display: a question, what the model answers, and whether it is right."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.asking import Reply
from playground import formats
from playground.icons import paint_icon
from playground.theme import appearance, current_theme, font, px
from playground.views.answer_layout import AnswerLayout, lay_out
from playground.views.answer_symbols import shown_symbols
from playground.views.shown_token import shown_token
from playground.views.verdict import Verdict, said, verdict
from playground.widgets.named import name_widget

_NAME = "Answer to the question"
_PILL = 32


class AnswerDisplay(QWidget):
    """Show a reply large: under each symbol how sure the model was, beside it the verdict."""

    def __init__(self, hint: str = "Ask something above.", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reply: Reply | None = None
        self._hint = hint
        name_widget(self, _NAME, "The bar under a symbol is the model's probability for it.")
        appearance().changed.connect(self._repaint)

    def show_reply(self, reply: Reply | None) -> None:
        """Show a reply, or an empty display."""
        self._reply = reply
        self.setAccessibleName(_spoken(reply) if reply else _NAME)
        self.update()

    @property
    def reply(self) -> Reply | None:
        """What is shown."""
        return self._reply

    def layout_of(self, reply: Reply) -> AnswerLayout:
        """Return where the parts of a reply stand."""
        judged = verdict(reply)
        room = QRectF(self.rect()).adjusted(0, 0, 0, -px(24) if judged.sentence else 0)
        return lay_out(reply.answer, _pill_size(judged), room)

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Ask for room for one line with its bars and its sentence."""
        return QSize(px(320), px(150))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw question, answer, bars, verdict and sentence."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._reply is None:
            self._paint_hint(painter)
            return
        judged = verdict(self._reply)
        answer = self._reply.answer
        symbols = shown_symbols(answer)
        layout, theme = self.layout_of(self._reply), current_theme()
        painter.setFont(layout.question_font)
        painter.setPen(theme.color("ink"))
        align = Qt.AlignmentFlag
        side = align.AlignHCenter if layout.question.width() == self.width() else align.AlignLeft
        flags = side | align.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(layout.question, flags, layout.question_text)
        for cell, symbol, share in zip(layout.cells, symbols, answer.probabilities, strict=False):
            painter.setFont(layout.answer_font)
            painter.setPen(theme.color("ink"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, shown_token(symbol))
            self._paint_share(painter, cell, share)
        self._paint_verdict(painter, layout, judged)

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setFont(font("body"))
        painter.setPen(current_theme().color("ink2"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hint)

    def _paint_share(self, painter: QPainter, cell: QRectF, share: float) -> None:
        theme = current_theme()
        gap = min(px(6), cell.width() * 0.1)
        bar = QRectF(cell.left() + gap, cell.bottom() + px(6), cell.width() - 2 * gap, px(4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(bar, px(2), px(2))
        painter.setBrush(theme.color("accent"))
        bar.setWidth(max(bar.width() * share, 1))
        painter.drawRoundedRect(bar, px(2), px(2))
        text = formats.percent(share, 0)
        painter.setFont(font("body" if cell.height() >= px(60) else "axis"))
        if painter.fontMetrics().horizontalAdvance(text) + px(4) <= cell.width():
            painter.setPen(theme.color("ink2"))
            below = QRectF(cell.left(), bar.bottom() + px(4), cell.width(), px(18))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_verdict(self, painter: QPainter, layout: AnswerLayout, judged: Verdict) -> None:
        theme, pill = current_theme(), layout.pill
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(judged.ground))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        inner = pill.adjusted(px(12), 0, -px(12), 0)
        if judged.icon:
            side = px(16)
            sign = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
            paint_icon(painter, sign, judged.icon, judged.tone)
            inner.setLeft(sign.right() + px(5))
        painter.setFont(font("body", 600, 14))
        painter.setPen(theme.color(judged.tone))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, judged.word)
        if judged.sentence:
            painter.setFont(font("body"))
            painter.setPen(theme.color("warn" if judged.tone == "warn" else "ink2"))
            line = QRectF(0, layout.bottom, self.width(), px(22))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, judged.sentence)


def _pill_size(judged: Verdict) -> QSizeF:
    icon = px(16) + px(5) if judged.icon else 0
    words = QFontMetricsF(font("body", 600, 14)).horizontalAdvance(judged.word)
    return QSizeF(words + icon + 2 * px(12), px(_PILL))


def _spoken(reply: Reply) -> str:
    judged = verdict(reply)
    return f"{said(reply)}. {judged.word}. {judged.sentence}".strip()
