"""A text of any length, line by line, with the tokens that the network reads."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from engine.data.chunks import Level
from playground.theme import current_theme, font, px
from playground.views.line_index import LineIndex, Piece
from playground.views.paged_area import PagedArea
from playground.views.token_rows import Placed, Row, TokenStyle, token_rows

_LEFT, _NUMBER_RIGHT = 49, 36
_KEPT = 500  # pieces whose rows are remembered


class TokenText(PagedArea):
    """Show numbered lines; each token on a chip, unknown ones set apart, line ends as ↵.

    Only the pieces in sight are cut into tokens, so a text of 100 MB scrolls like a page. The
    scroll bar counts pieces in fractions, because how high a piece is shows only when it is drawn.
    Signals: ``line_changed(int)`` with the number of the first line in sight.
    """

    line_changed = Signal(int)

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, tip, parent)
        self._text = ""
        self._index = self._all = LineIndex.of("")
        self._style = TokenStyle()
        self._rows: dict[int, list[Row]] = {}
        self._grain = 1
        self.verticalScrollBar().valueChanged.connect(self._tell_line)

    def set_text(self, text: str, index: LineIndex) -> None:
        """Show a text from its beginning; the index is made elsewhere, as that takes time."""
        self._text, self._all = text, index
        self.show_only(None)

    def set_style(
        self, level: Level, *, chips: bool = True, known: Container[str] | None = None
    ) -> None:
        """Cut the text into words or characters, with or without chips."""
        style = TokenStyle(level, chips, known)
        if style != self._style:
            self._style = style
            self._measure()

    def set_chips(self, chips: bool) -> None:
        """Show the tokens, or the text as it stands."""
        self._style = replace(self._style, chips=chips)
        self._measure()

    def show_only(self, lines: Iterable[int] | None) -> None:
        """Show some lines alone, by number, or all of them."""
        self._index = self._all if lines is None else self._all.only(lines)
        self._grain = max(1, min(32, 2**30 // max(len(self._index), 1)))
        self._measure()
        self.verticalScrollBar().setValue(0)
        self._tell_line()

    def show_line(self, line: int) -> None:
        """Scroll to a line."""
        self.verticalScrollBar().setValue(self._index.first_piece(line) * self._grain)

    @property
    def line(self) -> int:
        """The number of the first line in sight; 0 where there is none."""
        return self._index.piece(self._top()[0]).line if len(self._index) else 0

    def scroll_by(self, pixels: float) -> None:
        """Move over as many pieces as the pixels take."""
        if not len(self._index):
            return
        index, offset = self._top()
        offset += pixels
        while offset >= self._height(index) and index < len(self._index) - 1:
            offset -= self._height(index)
            index += 1
        while offset < 0 and index > 0:
            index -= 1
            offset += self._height(index)
        part = round(max(offset, 0) / self._height(index) * self._grain)
        self.verticalScrollBar().setValue(index * self._grain + part)

    def paint_rows(self, painter: QPainter) -> None:
        """Draw the pieces in sight."""
        for piece, rows, y in self._in_sight():
            if piece.begins_line:
                painter.setFont(font("axis"))
                painter.setPen(current_theme().color("ink3"))
                number = QRectF(0, y, px(_NUMBER_RIGHT), px(self.row_height))
                painter.drawText(number, _RIGHT, f"{piece.line}")
            painter.setFont(font("mono"))
            for row in rows:
                self._paint_row(painter, row, y)
                y += px(self.row_height)
            if self._style.chips and self._text.startswith("\n", piece.end):
                last = rows[-1][-1] if rows[-1] else Placed("", 0, 0)
                x = px(_LEFT) + last.x + last.width + px(3)
                end = QRectF(x, y - px(self.row_height), px(20), px(self.row_height))
                painter.setPen(current_theme().color("ink3"))
                painter.drawText(end, Qt.AlignmentFlag.AlignVCenter, "↵")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        self._measure()

    def _paint_row(self, painter: QPainter, row: Row, y: float) -> None:
        theme = current_theme()
        for token in row:
            place = QRectF(px(_LEFT) + token.x, y + px(3), token.width, px(20))
            if self._style.chips:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("sunken" if token.known else "warn_soft"))
                painter.drawRoundedRect(place, px(4), px(4))
            painter.setPen(theme.color("ink" if token.known else "warn"))
            painter.drawText(place.adjusted(self._style.padding, 0, 9, 0), _LEFT_SIDE, token.text)

    def _in_sight(self) -> Iterator[tuple[Piece, list[Row], float]]:
        if not len(self._index):
            return
        index, offset = self._top()
        y = px(7) * (index == 0) - offset
        while y < self.viewport().height() and index < len(self._index):
            yield self._index.piece(index), self._rows_of(index), y
            y += self._height(index)
            index += 1

    def _top(self) -> tuple[int, float]:
        """Return the first piece in sight, and how much of it is above the edge."""
        index, part = divmod(self.verticalScrollBar().value(), self._grain)
        index = min(index, len(self._index) - 1)
        return index, part / self._grain * self._height(index)

    def _height(self, index: int) -> float:
        return len(self._rows_of(index)) * px(self.row_height)

    def _rows_of(self, index: int) -> list[Row]:
        rows = self._rows.get(index)
        if rows is None:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            piece = self._index.piece(index)
            width = self.viewport().width() - px(_LEFT) - px(24)
            rows = token_rows(self._text[piece.start : piece.end], self._style, width)
            self._rows[index] = rows
        return rows

    def _measure(self) -> None:
        """Break lines anew and let the scroll bar end where the last line is at the bottom."""
        self._rows.clear()
        last, room = len(self._index), float(self.viewport().height() - px(20))
        while last > 0 and room > 0:
            last -= 1
            room -= self._height(last)
        over = -room / self._height(last) if room < 0 else 0.0
        bar = self.verticalScrollBar()
        bar.setRange(0, round((last + over) * self._grain))
        bar.setPageStep(max(1, self.viewport().height() // px(self.row_height)) * self._grain)
        bar.setSingleStep(self._grain)
        self.viewport().update()

    @Slot()
    def _tell_line(self) -> None:
        self.line_changed.emit(self.line)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT_SIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
