"""How one line of the history is drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.asking import Reply
from playground.icons import paint_icon
from playground.theme import current_theme, font, px
from playground.views.verdict import Verdict, joint, verdict

ROW = 36


class AnswerRow(QStyledItemDelegate):
    """Draw a sign, the question, the answer, and at the right what is to say about it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Ask for one row."""
        return QSize(px(200), px(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row."""
        reply: Reply = index.data(Qt.ItemDataRole.UserRole)
        judged, theme = verdict(reply), current_theme()
        rect = QRectF(option.rect).adjusted(px(6), 1, -px(6), -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unlike = judged.tone == "warn"
        selected = QStyle.StateFlag.State_Selected in option.state
        focus = QStyle.StateFlag.State_HasFocus in option.state
        ground = "warn_soft" if unlike else "soft" if selected else None
        if ground or focus:
            painter.setPen(QPen(theme.color("accent"), 2) if focus else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(4), px(4))
        if judged.icon:
            sign = QRectF(rect.left() + px(12), rect.center().y() - px(7), px(14), px(14))
            paint_icon(painter, sign, judged.icon, judged.tone)
        self.paint_words(painter, rect.adjusted(px(34), 0, -px(12), 0), reply)
        painter.restore()

    def paint_words(self, painter: QPainter, rect: QRectF, reply: Reply) -> None:
        """Write question and answer; what is to say beside them, if there is room."""
        judged, align = verdict(reply), Qt.AlignmentFlag.AlignVCenter
        asked = f"{reply.answer.question.strip()} {joint(reply)} "
        answer = reply.answer.text.strip() or "–"
        plain, bold = font("mono", size=14), font("mono", 600, 14)
        wide = QFontMetricsF(bold).horizontalAdvance(answer)
        needed = QFontMetricsF(plain).horizontalAdvance(asked) + px(6) + wide
        self._paint_note(painter, rect, judged, _note(reply), rect.width() - needed)
        painter.setPen(current_theme().color("ink"))
        painter.setFont(plain)
        room = max(rect.width() - px(6) - wide, rect.width() * 0.4)
        shown = painter.fontMetrics().elidedText(asked, Qt.TextElideMode.ElideMiddle, int(room))
        painter.drawText(rect, align, shown)
        rest = rect.adjusted(painter.fontMetrics().horizontalAdvance(shown) + px(6), 0, 0, 0)
        painter.setFont(bold)
        tone = judged.tone if judged.tone in ("wrong", "warn") else "ink"
        painter.setPen(current_theme().color(tone))
        end = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(answer, end, int(rest.width()) + 1)
        painter.drawText(rest, align, shown)

    def _paint_note(
        self, painter: QPainter, rect: QRectF, judged: Verdict, note: str, room: float
    ) -> None:
        unlike = judged.tone == "warn"
        painter.setFont(font("caption", 600 if unlike else 500))
        if painter.fontMetrics().horizontalAdvance(note) + px(8) > room:
            return
        painter.setPen(current_theme().color("warn" if unlike else "ink2"))
        align = Qt.AlignmentFlag
        painter.drawText(rect, align.AlignVCenter | align.AlignRight, note)


def _note(reply: Reply) -> str:
    tone = verdict(reply).tone
    if tone == "warn":
        return "unlike the data"
    return f"right: {reply.expected}" if tone == "wrong" else ""
