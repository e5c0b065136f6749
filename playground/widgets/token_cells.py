"""Tokens as the network gets them: a row of cells for each stream or question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.theme import current_theme, font, px
from playground.widgets.named import name_widget

_GROUNDS = {"batch": "soft", "plain": "sunken", "unknown": "warn_soft", "padding": "bg"}


@dataclass(frozen=True)
class Cell:
    """One token and what it is."""

    text: str
    kind: Literal["batch", "plain", "unknown", "padding"] = "batch"


class TokenCells(QWidget):
    """Draw rows of cells, which share the width or have a fixed one; long tokens are cut.

    ``cell_width`` None shares the width; (21, 23) is the cell of a single character.
    """

    def __init__(
        self,
        name: str,
        tip: str = "",
        *,
        cell_width: int | None = None,
        cell_height: int = 18,
        gap: int = 2,
        numbered: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows: list[list[Cell]] = []
        self._width, self._height, self._gap = cell_width, cell_height, gap
        self._margin = 18 if numbered else 0
        self._words = False  # words stand at the left of their cells, characters in the middle
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, name, tip)

    def set_rows(self, rows: Sequence[Sequence[Cell | str]]) -> None:
        """Show rows of tokens; a plain string is a token of a batch."""
        self._rows = [[c if isinstance(c, Cell) else Cell(c) for c in row] for row in rows]
        self._words = any(len(cell.text) > 1 for row in self._rows for cell in row)
        spoken = "; ".join(" ".join(cell.text for cell in row) for row in self._rows)
        self.setAccessibleName(f"{self._name}: {spoken}" if spoken else self._name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the rows, and for the cells where they have a fixed width."""
        count = max((len(row) for row in self._rows), default=0)
        cell = (self._width or 56) + self._gap
        height = len(self._rows) * px(self._height + self._gap)
        return QSize(px(self._margin) + count * px(cell), height)

    def minimumSizeHint(self) -> QSize:
        """Ask for the rows at any width, or all of the fixed cells."""
        hint = self.sizeHint()
        return hint if self._width else QSize(px(120), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw row after row."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, height, gap = px(self._margin), px(self._height), px(self._gap)
        count = max((len(row) for row in self._rows), default=1) or 1
        step = px(self._width) + gap if self._width else (self.width() - left) / count
        for index, row in enumerate(self._rows):
            top = index * (height + gap)
            if left:
                painter.setFont(font("axis"))
                painter.setPen(theme.color("ink3"))
                number = QRectF(0, top, left, height)
                painter.drawText(number, Qt.AlignmentFlag.AlignVCenter, str(index + 1))
            painter.setFont(font("mono", size=11 if self._width is None else 13))
            for place, cell in enumerate(row):
                self._paint(painter, QRectF(left + place * step, top, step - gap, height), cell)

    def _paint(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        theme = current_theme()
        padding = cell.kind == "padding"
        painter.setPen(QPen(theme.color("line"), 1) if padding else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(_GROUNDS[cell.kind]))
        half = 0.5 if padding else 0
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), px(3), px(3))
        painter.setPen(theme.color("warn" if cell.kind == "unknown" else "ink"))
        metrics = QFontMetrics(painter.font())
        room = rect.width() - (px(6) if self._width is None else 0)
        shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, int(room) + 1)
        align = Qt.AlignmentFlag
        inner = rect.adjusted(px(4), 0, 0, 0) if self._words else rect
        side = align.AlignLeft if self._words else align.AlignHCenter
        painter.drawText(inner, side | align.AlignVCenter, shown)
