"""A generated text, each token shaded by how much it surprised the model."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from engine.generation import Token
from playground.theme import appearance, font, px
from playground.views.ranking import surprise_sentence
from playground.views.shown_token import shown_token
from playground.views.token_flow import LINE, TokenFlow
from playground.views.token_paint import paint_caret, paint_hint, paint_ring, paint_token
from playground.widgets.named import name_widget

_MARGIN = 4
_HINT = "What the model writes appears here, shaded by how much each token surprised it."


class SurprisalText(QAbstractScrollArea):
    """Show a prompt and, as they come, the tokens that go on from it.

    Click a token, or walk to it with the arrow keys, to look at what could have come instead.
    Signals: ``chosen(int)`` with the place of a generated token, 0 for the first after the prompt.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        name_widget(
            self,
            "Generated text",
            "Click a token, or go to it with the arrow keys, to see what could have come instead.",
        )
        self._prompt: tuple[str, ...] = ()
        self._tokens: list[Token] = []
        self._words, self._writing = True, False
        self._selected: int | None = None
        self._flow = self._new_flow()
        appearance().changed.connect(self._repaint)

    def start(self, prompt: Sequence[str], *, words: bool) -> None:
        """Forget the text and begin another one after ``prompt``, whose end is in view."""
        self._prompt, self._words = tuple(prompt), words
        self._tokens = []
        self._selected = None
        self._lay_out()
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def append(self, tokens: Sequence[Token]) -> None:
        """Show more tokens, and stay at the end if it was in view."""
        bar = self.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        self._tokens += tokens
        self._flow.extend([token.text for token in tokens])
        self._update_range()
        if follows:
            bar.setValue(bar.maximum())

    def truncate(self, count: int) -> None:
        """Keep the first tokens of the generated text alone."""
        del self._tokens[count:]
        self._selected = None
        self._lay_out()

    def set_writing(self, writing: bool) -> None:
        """Show a caret at the end while the text is being written."""
        self._writing = writing
        self._describe()
        self.viewport().update()

    def select(self, index: int | None) -> None:
        """Put the ring around a generated token, without a signal."""
        self._selected = index
        if index is not None:
            rect = self._flow.rects[len(self._prompt) + index]
            bar = self.verticalScrollBar()
            top = round(rect.center().y()) - px(LINE) // 2
            lowest = top + px(LINE) - self.viewport().height()
            bar.setValue(min(max(bar.value(), lowest), top))
        self._describe()
        self.viewport().update()

    @property
    def selected(self) -> int | None:
        """The place of the token with the ring."""
        return self._selected

    @property
    def prompt(self) -> tuple[str, ...]:
        """The tokens that the text goes on from."""
        return self._prompt

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The generated tokens."""
        return tuple(self._tokens)

    def texts(self) -> list[str]:
        """Return all tokens, those of the prompt first."""
        return [*self._prompt, *(token.text for token in self._tokens)]

    def _new_flow(self) -> TokenFlow:
        width = self.viewport().width() - 2 * px(_MARGIN)
        return TokenFlow(QFontMetricsF(font("text")), max(width, px(80)), self._words)

    def _lay_out(self) -> None:
        self._flow = self._new_flow()
        self._flow.extend(self.texts())
        self._update_range()

    def _update_range(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setSingleStep(px(LINE))
        bar.setRange(0, max(round(self._flow.height) - page, 0))
        self._describe()
        self.viewport().update()

    @property
    def _unit(self) -> str:
        return "word" if self._words else "character"

    def _describe(self) -> None:
        """Tell screen readers what is written and which token has the ring."""
        glue = " " if self._words else ""
        said = [glue.join(self.texts())]
        if self._selected is not None:
            token = self._tokens[self._selected]
            said.append(
                f"Selected: {shown_token(token.text)}, {surprise_sentence(token, self._unit)}."
            )
        self.setAccessibleDescription("\n".join(said))

    @Slot()
    def _repaint(self) -> None:
        self.viewport().update()

    def _choose(self, place: int) -> None:
        index = place - len(self._prompt)
        if 0 <= index < len(self._tokens):
            self.select(index)
            self.chosen.emit(index)

    def _at(self, point: QPointF) -> int | None:
        offset = QPointF(-px(_MARGIN), self.verticalScrollBar().value())
        return self._flow.at(point + offset)

    # Qt's overrides

    def minimumSizeHint(self) -> QSize:
        """Ask for two lines."""
        return QSize(px(240), 2 * px(LINE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the lines anew."""
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the token under the pointer."""
        place = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._choose(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the click here, not in what lies behind."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from token to token; copy the text."""
        if event.matches(QKeySequence.StandardKey.Copy):
            glue = " " if self._words else ""
            QGuiApplication.clipboard().setText(glue.join(self.texts()))
            return
        step = self._step(Qt.Key(event.key()))
        if step is None or not self._tokens:
            super().keyPressEvent(event)
        else:
            first, last = len(self._prompt), len(self._prompt) + len(self._tokens) - 1
            self._choose(min(max(step, first), last))

    def _step(self, key: Qt.Key) -> int | None:
        """Return the place that a key goes to from the token with the ring."""
        here = len(self._prompt) + (self._selected if self._selected is not None else -1)
        lines = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in lines and self._selected is not None:
            return self._flow.beside(here, lines[key])
        steps = {
            Qt.Key.Key_Left: here - 1,
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Down: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._flow.rects) - 1,
        }
        return steps.get(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say on hover how much a token surprised."""
        if isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            index = -1 if place is None else place - len(self._prompt)
            if index >= 0:
                token = self._tokens[index]
                text = f"“{shown_token(token.text)}”: {surprise_sentence(token, self._unit)}"
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return bool(super().viewportEvent(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tokens that are in view, the ring and the caret."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.viewport().rect())
        if not self.texts() and not self._writing:
            paint_hint(painter, ground, _HINT)
        if self.hasFocus() and self._selected is None:
            paint_ring(painter, ground)
        top = self.verticalScrollBar().value()
        painter.translate(px(_MARGIN), -top)
        for place in self._flow.between(top, top + ground.height()):
            self._paint(painter, self._flow.rects[place], place - len(self._prompt))
        if self._writing:
            paint_caret(painter, self._flow.pen)

    def _paint(self, painter: QPainter, rect: QRectF, index: int) -> None:
        radius = px(4) if self._words else 0
        if index < 0:
            paint_token(painter, rect, self._prompt[index], None, radius)
            return
        token = self._tokens[index]
        paint_token(painter, rect, token.text, token.surprisal, radius)
        if index == self._selected:
            tone = "ink" if self.hasFocus() else "accent"
            paint_ring(painter, rect.adjusted(-1, -px(2), 1, px(2)), tone)
