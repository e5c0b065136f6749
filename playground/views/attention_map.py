"""Where a model looked in the question while it wrote each symbol of the answer."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.decoding import Answer
from playground import formats
from playground.theme import appearance, current_theme, font, px
from playground.views.answer_symbols import shown_symbols
from playground.views.shown_token import shown_token
from playground.widgets.named import name_widget

CELL_WIDTH, CELL_HEIGHT = 56, 36
_HEADER, _GAP = 28, 2
_LABEL, _WORD_LABEL = 44, 84
_LOWEST, _HIGHEST = 14, 220  # of a row, and of all of them
_NUMBERED = 0.25  # weights from here on are written into their cell


class AttentionMap(QWidget):
    """Draw a row of cells for each symbol of an answer, a column for each symbol that was fed.

    Many rows share a height of ``tallest`` pixels, as long as their labels can be read.
    """

    def __init__(self, tallest: int = _HIGHEST, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tallest = tallest
        self._answer: Answer | None = None
        self._symbols: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        name_widget(self, "Attention", "How much each symbol of the question counted, by row.")
        appearance().changed.connect(self._repaint)

    def show_answer(self, answer: Answer | None) -> None:
        """Show the weights of an answer that has some."""
        self._answer = answer
        self._symbols = () if answer is None else shown_symbols(answer)
        self.setAccessibleDescription(self._spoken())
        self.updateGeometry()
        self.update()

    @Slot()
    def _repaint(self) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for cells of the full height."""
        rows, columns = len(self._symbols), len(self._answer.fed) if self._answer else 0
        height = min(rows * px(CELL_HEIGHT + _GAP), max(px(self._tallest), rows * px(_LOWEST)))
        return QSize(self._label() + columns * px(CELL_WIDTH + _GAP), px(_HEADER) + height)

    def minimumSizeHint(self) -> QSize:
        """Allow cells as low as their labels."""
        return QSize(px(200), px(_HEADER) + len(self._symbols) * px(_LOWEST))

    def _label(self) -> int:
        """Return the width of the labels on the left: words need more."""
        words = any(len(symbol) > 1 for symbol in self._symbols)
        return px(_WORD_LABEL if words else _LABEL)

    def _cell(self) -> QRectF:
        """Return the cell at the upper left corner, with the gap that follows it."""
        columns = max(len(self._answer.fed) if self._answer else 1, 1)
        rows = max(len(self._symbols), 1)
        width = min(px(CELL_WIDTH + _GAP), (self.width() - self._label()) / columns)
        height = min(px(CELL_HEIGHT + _GAP), (self.height() - px(_HEADER)) / rows)
        left = max((self.width() - self._label() - columns * width) / 2, 0) + self._label()
        return QRectF(left, px(_HEADER), width, height)

    def _weight(self, row: int, column: int) -> float:
        assert self._answer is not None
        assert self._answer.attention is not None
        return float(self._answer.attention[row, column])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw labels and cells."""
        answer = self._answer
        if answer is None or answer.attention is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = self._cell()
        size = 15 if first.width() >= px(20) and first.height() >= px(20) else 11
        self._paint_labels(painter, answer, first, size)
        for row in range(len(self._symbols)):
            for column in range(len(answer.fed)):
                cell = first.translated(column * first.width(), row * first.height())
                self._paint_cell(painter, cell, self._weight(row, column))

    def _paint_labels(self, painter: QPainter, answer: Answer, first: QRectF, size: int) -> None:
        theme, align = current_theme(), Qt.AlignmentFlag
        painter.setPen(theme.color("ink"))
        painter.setFont(font("mono", size=size))
        elide = Qt.TextElideMode.ElideRight
        for column, text in enumerate(answer.fed):
            place = QRectF(first.left() + column * first.width(), 0, first.width(), px(_HEADER))
            shown = shown_token(text)
            if len(text) > 1:
                shown = painter.fontMetrics().elidedText(shown, elide, int(place.width()))
            painter.drawText(place, align.AlignCenter, shown)
        painter.setFont(font("mono", 600, size))
        for row, text in enumerate(self._symbols):
            top = first.top() + row * first.height()
            place = QRectF(
                first.left() - self._label(), top, (self._label() - px(10)), first.height()
            )
            shown = painter.fontMetrics().elidedText(shown_token(text), elide, int(place.width()))
            painter.drawText(place, align.AlignVCenter | align.AlignRight, shown)

    def _paint_cell(self, painter: QPainter, cell: QRectF, weight: float) -> None:
        theme = current_theme()
        gap = min(_GAP, cell.width() / 8)
        ground, cell = theme.heat(weight), cell.adjusted(0, 0, -gap, -gap)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(cell, px(2), px(2))
        if weight >= _NUMBERED and cell.width() >= px(24) and cell.height() >= px(16):
            painter.setFont(font("caption", 500))
            painter.setPen(theme.text_on(ground))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{100 * weight:.0f}")

    def event(self, event: QEvent) -> bool:
        """Say on hover which symbol looked where."""
        if isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            if found is not None:
                QToolTip.showText(event.globalPos(), self._sentence(*found), self)
                return True
        return bool(super().event(event))

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        answer, first = self._answer, self._cell()
        if answer is None or answer.attention is None:
            return None
        column = int((point.x() - first.left()) // first.width())
        row = int((point.y() - first.top()) // first.height())
        inside = 0 <= row < len(self._symbols) and 0 <= column < len(answer.fed)
        return (row, column) if inside else None

    def _sentence(self, row: int, column: int) -> str:
        assert self._answer is not None
        written, fed = shown_token(self._symbols[row]), shown_token(self._answer.fed[column])
        return f"“{written}” looked at “{fed}”: {formats.percent(self._weight(row, column), 0)}"

    def _spoken(self) -> str:
        if self._answer is None or self._answer.attention is None:
            return ""
        columns = range(len(self._answer.fed))
        return ". ".join(
            self._sentence(row, max(columns, key=lambda column: self._weight(row, column)))
            for row in range(len(self._symbols))
        )
