"""Which words moved a classifier most."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.judging import WordEffect
from playground.theme import Theme, appearance, current_theme, font, px
from playground.views.judged_text import points
from playground.widgets.named import name_widget

_ROW, _LABEL, _VALUE, _MOST = 26, 104, 66, 14


class EffectBars(QWidget):
    """Draw the strongest words: to the right those for the label, to the left those against it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        name_widget(self, "Words that moved it", "How far the probability falls without a word.")
        appearance().changed.connect(self._repaint)

    def show_effects(self, effects: Sequence[WordEffect]) -> None:
        """Show the words with the largest effects, largest first."""
        told = [(one.word, one.effect) for one in effects if one.effect is not None]
        told.sort(key=lambda row: -abs(row[1]))
        self._rows = told[:_MOST]
        spoken = ", ".join(f"{word} {points(effect)} points" for word, effect in self._rows)
        self.setAccessibleDescription(spoken)
        self.update()

    def rows(self) -> list[tuple[str, float]]:
        """Return what is shown."""
        return list(self._rows)

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Ask for four rows; more are drawn where there is room."""
        return QSize(px(200), 4 * px(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows that fit."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strongest = max((abs(effect) for _, effect in self._rows), default=0.0) or 1.0
        room = self.width() - px(_LABEL) - px(_VALUE)
        middle = px(_LABEL) + room / 2
        shown = self._rows[: self.height() // px(_ROW)]
        for index, (word, effect) in enumerate(shown):
            row = QRectF(0, index * px(_ROW), self.width(), px(_ROW))
            self._paint_words(painter, row, word, effect, theme)
            width = room / 2 * effect / strongest
            bar = QRectF(middle, row.center().y() - px(11) / 2, width, px(11)).normalized()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if effect >= 0 else "valid"))
            painter.drawRoundedRect(bar, px(2), px(2))
        if shown:
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(round(middle), 0, round(middle), len(shown) * px(_ROW))

    def _paint_words(
        self, painter: QPainter, row: QRectF, word: str, effect: float, theme: Theme
    ) -> None:
        align = Qt.AlignmentFlag
        painter.setPen(theme.color("ink"))
        painter.setFont(font("mono"))
        shown = painter.fontMetrics().elidedText(
            word, Qt.TextElideMode.ElideRight, px(_LABEL) - px(8)
        )
        painter.drawText(row, align.AlignVCenter, shown)
        painter.setFont(font("caption"))
        painter.drawText(row, align.AlignVCenter | align.AlignRight, points(effect))
