"""Where each token of a running text stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF

from playground.theme import px
from playground.views.shown_token import ends_line, shown_token

LINE = 40
_CHIP = 27


@dataclass
class TokenFlow:
    """Place tokens from left to right and wrap them at a width, one after the other as they come.

    Words stand on chips with room around them. Characters touch, and a line breaks at a blank.
    """

    metrics: QFontMetricsF
    width: float
    words: bool
    rects: list[QRectF] = field(default_factory=list)
    _x: float = 0.0
    _line: int = 0
    _word: int = 0  # the character that began the word which is being written

    @property
    def pen(self) -> QPointF:
        """The upper left corner of the next token."""
        return QPointF(self._x, self._line * px(LINE))

    @property
    def height(self) -> float:
        """The height of all lines."""
        return float((self._line + 1) * px(LINE))

    def extend(self, texts: Sequence[str]) -> None:
        """Place more tokens at the end."""
        for text in texts:
            self._place(text)

    def _place(self, text: str) -> None:
        shown = shown_token(text) if self.words or text != " " else text
        padding, gap = (2 * px(4), 1) if self.words else (0, 0)
        width = self.metrics.horizontalAdvance(shown) + padding
        if self._x + width > self.width and self._x > 0:
            self._wrap()
        top = self._line * px(LINE) + (px(LINE) - px(_CHIP)) / 2
        self.rects.append(QRectF(self._x, top, width, px(_CHIP)))
        self._x += width + gap
        if text == " ":
            self._word = len(self.rects)
        if ends_line(text):
            self._x, self._line, self._word = 0.0, self._line + 1, len(self.rects)

    def _wrap(self) -> None:
        """Begin a line; the characters of a word that is not over move there with it."""
        begun = [] if self.words else self.rects[self._word :]
        self._line += 1
        self._x = 0.0
        if begun and begun[0].left() > 0:
            shift = begun[0].left()
            for rect in begun:
                rect.translate(-shift, px(LINE))
            self._x = begun[-1].right()
        self._word = len(self.rects) - len(begun) if self._x else len(self.rects)

    def between(self, top: float, bottom: float) -> range:
        """Return the tokens of the lines that can be seen between two heights."""
        first = bisect_left(self.rects, top - px(LINE), key=QRectF.top)
        return range(first, bisect_right(self.rects, bottom, key=QRectF.top))

    def at(self, point: QPointF) -> int | None:
        """Return the token at a point, or None beside all of them."""
        for index in self.between(point.y(), point.y() + px(LINE)):
            rect = self.rects[index]
            if rect.adjusted(0, -px(6), 1, px(6)).contains(point):
                return index
        return None

    def beside(self, index: int, lines: int) -> int:
        """Return the token nearest to another one, some lines below it (above, if negative)."""
        here = self.rects[index]
        top = here.top() + lines * px(LINE)
        row = [i for i, rect in enumerate(self.rects) if abs(rect.top() - top) < 1]
        middle = here.center().x()
        return min(row, key=lambda i: abs(self.rects[i].center().x() - middle), default=index)
