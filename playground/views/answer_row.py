"""How one line of the history is drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.asking import Reply
from playground.icons import paint_icon
from playground.theme import current_theme, font, px
from playground.views.verdict import joint, verdict

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
        self._paint_words(painter, rect.adjusted(px(34), 0, -px(12), 0), reply)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRectF, reply: Reply) -> None:
        judged, theme, align = verdict(reply), current_theme(), Qt.AlignmentFlag
        note = ""
        if judged.tone == "warn":
            note = "unlike the data"
        elif judged.tone == "wrong":
            note = f"right: {reply.expected}"
        painter.setFont(font("caption", 600 if judged.tone == "warn" else 500))
        painter.setPen(theme.color("warn" if judged.tone == "warn" else "ink2"))
        room = min(painter.fontMetrics().horizontalAdvance(note), rect.width() * 0.45)
        shown = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, int(room) + 1)
        painter.drawText(rect, align.AlignVCenter | align.AlignRight, shown)
        left = rect.adjusted(0, 0, -room - px(8) if note else 0, 0)
        answer = reply.answer.text.strip() or "–"
        bold = font("mono", 600, 14)
        painter.setFont(bold)
        wide = min(painter.fontMetrics().horizontalAdvance(answer), left.width() * 0.6)
        painter.setFont(font("mono", size=14))
        question = painter.fontMetrics().elidedText(
            f"{reply.answer.question.strip()} {joint(reply)} ",
            Qt.TextElideMode.ElideMiddle,
            int(left.width() - wide),
        )
        painter.setPen(theme.color("ink"))
        painter.drawText(left, align.AlignVCenter, question)
        left.setLeft(left.left() + painter.fontMetrics().horizontalAdvance(question) + px(6))
        painter.setFont(bold)
        tone = judged.tone if judged.tone in ("wrong", "warn") else "ink"
        painter.setPen(theme.color(tone))
        shown = painter.fontMetrics().elidedText(
            answer, Qt.TextElideMode.ElideRight, int(left.width()) + 1
        )
        painter.drawText(left, align.AlignVCenter, shown)
