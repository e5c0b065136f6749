"""A caption whose words tell where the model looked for them."""

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine import PictureReply
from engine.asking import Reply
from playground import formats
from playground.theme import current_theme, px
from playground.views.answer_display import AnswerDisplay

_NONE = -1
_HINT = "Point at a word to see where the model looked for it."
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class CaptionDisplay(AnswerDisplay):
    """Show a caption; of a model with attention, its words can be pointed at and chosen.

    A word is shown for as long as the pointer is over it; a click or the arrow keys choose one
    that stays. Signals: ``word_shown()`` when it is another one, or none.
    """

    word_shown = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(hint, parent)
        self._pointed = self._chosen = _NONE
        self.setMouseTracking(True)

    def show_reply(self, reply: Reply | None) -> None:
        """Show another caption, none of its words chosen."""
        super().show_reply(reply)
        focus = Qt.FocusPolicy
        self.setFocusPolicy(focus.NoFocus if self._attention() is None else focus.StrongFocus)
        self._pointed = self._chosen = _NONE
        self.word_shown.emit()

    @property
    def weights(self) -> np.ndarray | None:
        """How much the word that is shown looked at each place (rows, columns)."""
        seen = self._attention()
        return None if seen is None or self._word == _NONE else seen[self._word]

    @property
    def sentence(self) -> str:
        """Where the model looked most, or how to see it."""
        weights = self.weights
        if weights is None or self.reply is None:
            return _HINT if self._attention() is not None else ""
        row, column = np.unravel_index(int(weights.argmax()), weights.shape)
        return (
            f"For “{self.reply.answer.symbols[self._word]}” it looked most at row {row + 1}, "
            f"column {column + 1} of {len(weights)} × {len(weights[0])} places: "
            f"{formats.percent(float(weights[row, column]), 0)}."
        )

    @property
    def _word(self) -> int:
        return self._pointed if self._pointed != _NONE else self._chosen

    def _attention(self) -> np.ndarray | None:
        reply = self.reply
        return reply.attention if isinstance(reply, PictureReply) else None

    def _cells(self) -> list[QRectF]:
        """Return where the words stand that can be pointed at."""
        if self.reply is None or self._attention() is None:
            return []
        return self.layout_of(self.reply).cells

    def _show(self, pointed: int, chosen: int) -> None:
        before = self._word
        self._pointed, self._chosen = pointed, chosen
        if self._word != before:
            self.update()
            self.word_shown.emit()

    def _at(self, place: QPointF) -> int:
        return next((k for k, cell in enumerate(self._cells()) if cell.contains(place)), _NONE)

    # Qt's overrides

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the word under the pointer."""
        self._show(self._at(event.position()), self._chosen)

    def leaveEvent(self, event: QEvent) -> None:
        """Show the chosen word again."""
        self._show(_NONE, self._chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the word under the pointer; beside all words, none."""
        place = self._at(event.position())
        self._show(place, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the word before or after."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._show(_NONE, min(max(self._chosen + step, 0), len(self._cells()) - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first word, for who comes by keyboard."""
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS and self._chosen == _NONE and self._cells():
            self._show(_NONE, 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the ring as that of a word alone."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a ring around the word that is shown."""
        super().paintEvent(event)
        if self._word == _NONE:
            return
        cell = self._cells()[self._word].adjusted(1, 1, -1, -1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = "ink" if self.hasFocus() else "accent"
        painter.setPen(QPen(current_theme().color(tone), 2))
        painter.drawRoundedRect(cell, px(4), px(4))
