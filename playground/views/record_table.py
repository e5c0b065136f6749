"""Pairs or labelled lines, row by row, as they are written and as they are fed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from playground.theme import current_theme, font, px
from playground.views.cells import cells_width, paint_cells
from playground.views.paged_area import PagedArea
from playground.views.record_columns import Column
from playground.views.token_rows import advance

_LEFT, _NUMBER_RIGHT, _GAP, _HEADER = 60, 36, 24, 31
_MEASURED = 60  # records by which the columns are set


class RecordTable(PagedArea):
    """Show numbered records in columns; only those in sight are drawn.

    Signals: ``row_changed(int)`` with the number of the first record in sight, from 1.
    """

    row_changed = Signal(int)
    row_height = 29

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, tip, parent)
        self._records: Sequence[Any] = ()
        self._places: Sequence[int] = ()
        self._columns: Sequence[Column] = ()
        self._edges: list[float] = []
        self.verticalScrollBar().valueChanged.connect(self._tell_row)

    def set_records(self, records: Sequence[Any]) -> None:
        """Show records from the first one on."""
        self._records = records
        self.show_only(None)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same records."""
        self._columns = columns
        self._measure()

    def show_only(self, places: Sequence[int] | None) -> None:
        """Show some records alone, by their place from 0, or all of them."""
        self._places = range(len(self._records)) if places is None else places
        self.verticalScrollBar().setValue(0)
        self._measure()
        self._tell_row()

    @property
    def row(self) -> int:
        """The number of the first record in sight; 0 where there is none."""
        first = self.verticalScrollBar().value() // px(self.row_height)
        return self._places[first] + 1 if first < len(self._places) else 0

    def scroll_by(self, pixels: float) -> None:
        """Move the rows."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(pixels))

    def paint_rows(self, painter: QPainter) -> None:
        """Draw the rows in sight and the titles above them."""
        height, top = px(self.row_height), px(_HEADER)
        first, offset = divmod(self.verticalScrollBar().value(), height)
        y = float(top - offset)
        for place in self._places[first : first + self.viewport().height() // height + 2]:
            self._paint_record(painter, QRectF(0, y, self.viewport().width(), height), place)
            y += height
        theme = current_theme()
        painter.fillRect(QRectF(0, 0, self.viewport().width(), top), theme.color("surface"))
        painter.setFont(font("caption", 500))
        painter.setPen(theme.color("ink2"))
        for column, x in zip(self._columns, self._edges, strict=False):
            title = QRectF(x, 0, self.viewport().width(), top)
            painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, column.title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        self._measure()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show a whole record where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            y = event.pos().y() - px(_HEADER) + self.verticalScrollBar().value()
            index = y // px(self.row_height)
            if event.pos().y() >= px(_HEADER) and index < len(self._places):
                record = self._records[self._places[index]]
                QToolTip.showText(event.globalPos(), "\n".join(part.strip() for part in record))
                return True
        return super().viewportEvent(event)

    def _paint_record(self, painter: QPainter, row: QRectF, place: int) -> None:
        theme = current_theme()
        painter.setFont(font("axis"))
        painter.setPen(theme.color("ink3"))
        number = QRectF(0, row.top(), px(_NUMBER_RIGHT), row.height())
        align = Qt.AlignmentFlag
        painter.drawText(number, align.AlignRight | align.AlignVCenter, f"{place + 1}")
        ends = [*self._edges[1:], row.width() - px(12) + px(_GAP)]
        for column, x, end in zip(self._columns, self._edges, ends, strict=True):
            content = column.content(self._records[place])
            cell = QRectF(x, row.top() + px(3), end - x - px(_GAP), px(23))
            if isinstance(content, str):
                painter.setFont(font("mono", size=13))
                painter.setPen(theme.color("ink"))
                text = painter.fontMetrics().elidedText(
                    content, Qt.TextElideMode.ElideRight, int(cell.width())
                )
                painter.drawText(cell, align.AlignVCenter, text)
            else:
                paint_cells(painter, cell, content)
        painter.setPen(QPen(theme.color("line"), 1))
        bottom = row.bottom() - 0.5
        painter.drawLine(QPointF(px(12), bottom), QPointF(row.width() - px(12), bottom))

    def _measure(self) -> None:
        """Place the columns by what their first records need."""
        gap = px(_GAP)
        full = [self._needed(column, small=False) + gap for column in self._columns]
        least = [self._needed(column, small=True) + gap for column in self._columns]
        widths = share_out(self.viewport().width() - px(_LEFT) - px(12) + gap, full, least)
        self._edges = [px(_LEFT) + edge for edge in accumulate(widths[:-1], initial=0.0)]
        bar, height = self.verticalScrollBar(), px(self.row_height)
        page = self.viewport().height() - px(_HEADER)
        bar.setRange(0, max(0, len(self._places) * height + px(8) - page))
        bar.setPageStep(max(page, 1))
        bar.setSingleStep(height)
        self.viewport().update()

    def _needed(self, column: Column, small: bool) -> float:
        contents = [column.content(self._records[i]) for i in self._places[:_MEASURED]]
        widths = [
            advance(content) * 13 / 12 + 1
            if isinstance(content, str)
            else cells_width(content, small)
            for content in contents
        ]
        title = QFontMetricsF(font("caption", 500)).horizontalAdvance(column.title)
        return max([*widths, title])

    @Slot()
    def _tell_row(self) -> None:
        self.row_changed.emit(self.row)


def share_out(room: float, full: Sequence[float], least: Sequence[float]) -> list[float]:
    """Return widths for columns: in full, or between least and full, or even shares of too little.

    Where even the least is too much, narrow columns get it and the wide ones share the rest.
    """
    if sum(full) <= room:
        return list(full)
    if sum(least) <= room:
        spare = (room - sum(least)) / (sum(full) - sum(least))
        return [low + (high - low) * spare for low, high in zip(least, full, strict=True)]
    widths = [0.0] * len(least)
    places = sorted(range(len(least)), key=least.__getitem__)
    for done, place in enumerate(places):
        widths[place] = min(least[place], room / (len(places) - done))
        room -= widths[place]
    return widths
