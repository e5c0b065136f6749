"""How one alternative is drawn."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.generation import Alternative
from playground import formats
from playground.theme import Theme, current_theme, font, px
from playground.views.shown_token import shown_token

ROW = 26
_LABEL, _VALUE = 104, 62


class AlternativeRow(QStyledItemDelegate):
    """Draw the token, its bar after the settings, a tick for the model alone, and the percent."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._scale = 1.0

    def set_scale(self, largest: float) -> None:
        """Let the longest bar stand for a probability."""
        self._scale = largest or 1.0

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
        row, written = index.data(Qt.ItemDataRole.UserRole)
        theme = current_theme()
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, option, written, theme)
        cut = row.probability == 0
        painter.setFont(font("mono", 600 if written else None))
        painter.setPen(theme.color("ink3" if cut else "ink"))
        middle = Qt.AlignmentFlag.AlignVCenter
        label = rect.adjusted(px(8), 0, 0, 0)
        room = px(_LABEL - 14)
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(shown_token(row.text), elide, room)
        painter.drawText(label, middle, shown)
        value = "cut" if cut else formats.percent(row.probability)
        painter.setFont(font("caption", 600 if written else None))
        painter.drawText(
            rect.adjusted(0, 0, -px(8), 0), middle | Qt.AlignmentFlag.AlignRight, value
        )
        self._paint_bar(painter, rect.adjusted(px(_LABEL), 0, -px(_VALUE), 0), row, theme)
        painter.restore()

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        written: bool,
        theme: Theme,
    ) -> None:
        state = option.state
        focus = QStyle.StateFlag.State_HasFocus in state
        hovered = QStyle.StateFlag.State_MouseOver in state
        painter.setPen(QPen(theme.color("accent"), 2) if focus else Qt.PenStyle.NoPen)
        ground = "soft" if written else "sunken" if hovered else None
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        if ground or focus:
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(4), px(4))

    def _paint_bar(self, painter: QPainter, room: QRectF, row: Alternative, theme: Theme) -> None:
        top, height = room.center().y() - px(11) / 2, px(11)
        if row.probability > 0:
            width = max(room.width() * row.probability / self._scale, 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(room.left(), top, width, height), px(2), px(2))
        else:
            width = max(room.width() * row.model_probability / self._scale, 2)
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            hollow = QRectF(room.left() + 0.5, top + 0.5, width - 1, height - 1)
            painter.drawRoundedRect(hollow, px(2), px(2))
        tick = room.left() + room.width() * row.model_probability / self._scale
        painter.fillRect(QRectF(tick - 1, room.center().y() - px(8), 2, px(16)), theme.color("ink"))
