"""A field to type a prompt into, which shows the tokens that the model will read."""

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextLayout, QTextLine
from PySide6.QtWidgets import QLineEdit, QWidget

from engine.generation import PromptToken
from playground.theme import appearance, current_theme, font, px
from playground.widgets.named import name_widget

_WORD_GAP, _LETTER_GAP = 20, 7


class PromptField(QLineEdit):
    """Take a beginning in one line; every token of it stands on a chip of its own.

    What the vocabulary lacks stands on the colour of a warning. The page reads the prompt, when
    ``textChanged``, and hands the tokens over.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, "Prompt", "How the text begins. Enter writes on from it.")
        self.setPlaceholderText("Type how the text begins")
        self.setProperty("field", "prompt")
        # The chips are drawn under the text, so the field itself must not fill its ground.
        self.setStyleSheet("QLineEdit { background: transparent; }")
        self._tokens: tuple[PromptToken, ...] = ()
        self._words, self._is_spread = True, False
        self._spread()
        self.textChanged.connect(self._follow_text)
        self.setTextMargins(px(8), 0, px(8), 0)
        appearance().changed.connect(self._repaint)

    def show_tokens(self, tokens: Sequence[PromptToken], *, words: bool) -> None:
        """Show which parts of the text are tokens, in their order."""
        if words != self._words:
            self._words = words
            self._spread()
        self._tokens = tuple(tokens)
        self.update()

    def _spread(self) -> None:
        """Make room between the tokens for the edges of their chips; an empty field has none."""
        self._is_spread = bool(self.text())
        made = QFont(font("body", size=15))
        kind = QFont.SpacingType.AbsoluteSpacing
        made.setWordSpacing(px(_WORD_GAP) if self._is_spread and self._words else 0)
        letters = self._is_spread and not self._words
        made.setLetterSpacing(kind, px(_LETTER_GAP) if letters else 0)
        self.setFont(made)

    @Slot(str)
    def _follow_text(self, text: str) -> None:
        if bool(text) != self._is_spread:
            self._spread()

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the chips; Qt draws border, text and caret over them.

        Qt scrolls to the caret while it draws; the chips then stand wrong and are drawn anew.
        """
        theme, caret = current_theme(), self.cursorRect()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()), px(8), px(8))
        painter.setClipRect(self.rect().adjusted(px(4), 0, -px(4), 0))
        for rect, known in self._chips():
            painter.setBrush(theme.color("sunken" if known else "warn_soft"))
            painter.drawRoundedRect(rect, px(4), px(4))
        painter.end()
        super().paintEvent(event)
        if self.cursorRect() != caret:
            self.update()

    def _chips(self) -> list[tuple[QRectF, bool]]:
        """Return the ground of each token in sight.

        Qt does not tell where the text begins once it has scrolled; the caret does. The text is
        laid out once for all tokens: measuring each beginning would take the square of its length.
        """
        text, layout = self.text(), QTextLayout(self.text(), self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        origin = self.cursorRect().center().x() + 0.5 - _x(line, self.cursorPosition())
        height = px(28 if self._words else 26)
        top = (self.height() - height) / 2
        before, behind = (px(9), px(9)) if self._words else (px(2), px(4) - px(_LETTER_GAP))
        chips, place = [], 0
        for token in self._tokens:
            found = text.find(token.text, place)
            if found < 0:
                continue
            place = found + len(token.text)
            left = origin + _x(line, found) - before
            right = origin + _x(line, place) + behind
            if right > 0 and left < self.width():
                chips.append((QRectF(left, top, right - left, height), token.known))
        return chips


def _x(line: QTextLine, place: int) -> float:
    """Return where the character at a place begins; Qt gives the place back beside it."""
    return cast("tuple[float, int]", line.cursorToX(place))[0]
