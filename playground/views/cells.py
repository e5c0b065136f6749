"""Draw the tokens of one record in cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from playground.theme import current_theme, font, px
from playground.views.token_rows import advance
from playground.widgets.token_cells import Cell

_GROUNDS = {"batch": "soft", "plain": "sunken", "unknown": "warn_soft", "padding": "bg"}
_WIDTH, _GAP, _MORE = 21, 2, 18
_SIZE, _SMALL_SIZE = 13, 11
_CENTER = Qt.AlignmentFlag.AlignCenter


def cells_width(cells: Sequence[Cell], small: bool = False) -> float:
    """Return how wide cells are where there is room, or drawn as small as can be."""
    return sum(_width(cell, small) + px(_GAP) for cell in cells)


def paint_cells(painter: QPainter, rect: QRectF, cells: Sequence[Cell]) -> None:
    """Draw cells from the left: narrower ones where they do not fit, at last … for the others."""
    room = rect.width() + px(_GAP)
    small = cells_width(cells) > room
    widths = [_width(cell, small) for cell in cells]
    if small and all(len(cell.text) == 1 for cell in cells):
        widths = [max(room / len(cells) - px(_GAP), width) for width in widths]
    shown = _fitting(widths, rect.width())
    painter.setFont(font("mono", size=_SMALL_SIZE if small else _SIZE))
    x = rect.left()
    for cell, width in zip(cells[:shown], widths, strict=False):
        _paint(painter, QRectF(x, rect.top(), width, rect.height()), cell)
        x += width + px(_GAP)
    if shown < len(cells):
        painter.setPen(current_theme().color("ink2"))
        painter.drawText(QRectF(x, rect.top(), px(_MORE), rect.height()), _CENTER, "…")


def _fitting(widths: Sequence[float], room: float) -> int:
    """Return how many cells fit, with room for … where that is not all of them."""
    if sum(widths) + px(_GAP) * (len(widths) - 1) <= room + 0.5:
        return len(widths)
    used, count = float(px(_MORE)), 0
    while used + widths[count] + px(_GAP) <= room:
        used += widths[count] + px(_GAP)
        count += 1
    return count


def _width(cell: Cell, small: bool = False) -> float:
    size = _SMALL_SIZE if small else _SIZE
    needed = advance(cell.text) * size / 12  # measured at the 12 px of the font of data
    if len(cell.text) > 1:
        return needed + px(8)
    return needed + px(1) if small else float(px(_WIDTH))


def _paint(painter: QPainter, rect: QRectF, cell: Cell) -> None:
    theme = current_theme()
    padding = cell.kind == "padding"
    half = 0.5 if padding else 0
    painter.setPen(QPen(theme.color("line"), 1) if padding else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(_GROUNDS[cell.kind]))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), px(3), px(3))
    tone = "warn" if cell.kind == "unknown" else "ink2" if padding else "ink"
    painter.setPen(theme.color(tone))
    painter.drawText(rect, _CENTER, cell.text)
