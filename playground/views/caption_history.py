"""All pictures of this session with what was said of them, newest first."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from engine.captioning import PictureReply
from playground.theme import current_theme, font, px
from playground.views.answer_history import AnswerHistory
from playground.views.answer_row import AnswerRow
from playground.views.picture_paint import paint_picture
from playground.views.verdict import verdict

_ROW, _SIDE = 52, 32
_END = Qt.TextElideMode.ElideRight


class CaptionRow(AnswerRow):
    """Draw a sign, the picture, its caption, and under a wrong one the right one."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Ask for two lines."""
        return QSize(px(200), px(_ROW))

    def paint_words(self, painter: QPainter, rect: QRectF, reply: PictureReply) -> None:  # type: ignore[override]
        """Draw the picture and write what was said of it."""
        theme, wrong = current_theme(), verdict(reply).tone == "wrong"
        side, line = px(_SIDE), px(17)
        place = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint_picture(painter, place, reply.picture)
        words = rect.adjusted(side + px(10), 0, px(8), 0)
        lines = [(reply.answer.text or "–", font("caption", 600), "wrong" if wrong else "ink")]
        if wrong:
            lines.append((f"right: {reply.expected}", font("axis"), "ink2"))
        y = rect.center().y() - line * len(lines) / 2
        for text, face, tone in lines:
            painter.setFont(face)
            painter.setPen(theme.color(tone))
            shown = painter.fontMetrics().elidedText(text, _END, int(words.width()))
            row = QRectF(words.left(), y, words.width(), line)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, shown)
            y += line


class CaptionHistory(AnswerHistory):
    """List replies to pictures."""

    name = "Described so far"
    row_height = _ROW
    row_type = CaptionRow
