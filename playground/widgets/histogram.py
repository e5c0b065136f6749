"""How often each length or number occurs."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.theme import current_theme, font, px
from playground.widgets.named import name_widget

_FEW = 8


class Histogram(QWidget):
    """Draw counts as bars side by side with labels under them.

    Few bars are wide, with their counts over them; many are thin, and only the labels that are
    given are written.
    """

    def __init__(self, name: str, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._counts: list[float] = []
        self._labels: dict[int, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        name_widget(self, name, tip)

    def set_counts(self, counts: Sequence[float], labels: Mapping[int, str]) -> None:
        """Show counts; ``labels`` names some or all of the bars by their index."""
        self._counts, self._labels = list(counts), dict(labels)
        spoken = ", ".join(f"{text}: {counts[index]:,}" for index, text in labels.items())
        self.setAccessibleName(f"{self._name}. {spoken}" if spoken else self._name)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for 76 px and a line of labels."""
        return QSize(px(300), px(76 + 18))

    def minimumSizeHint(self) -> QSize:
        """Ask for the height at any width."""
        return QSize(px(120), px(76 + 18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, base line, labels and, where there is room, counts."""
        if not self._counts:
            return
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        few = len(self._counts) <= _FEW
        base, step = self.height() - px(18), self.width() / len(self._counts)
        room = base - (px(18) if few else px(2))
        gap = px(6) if few else max(step * 0.25, 0.5)
        highest = max(self._counts) or 1
        painter.setFont(font("axis"))
        for index, count in enumerate(self._counts):
            height = room * count / highest
            bar = QRectF(index * step + gap / 2, base - height, step - gap, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("faint"))
            painter.drawRoundedRect(bar, px(2), px(2))
            painter.setPen(theme.color("ink2"))
            if few:
                self._write(painter, bar.center().x(), bar.top() - px(16), f"{count:,}")
            if index in self._labels:
                self._write(painter, bar.center().x(), base + px(2), self._labels[index])
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(0, base, self.width(), base)

    def _write(self, painter: QPainter, middle: float, top: float, text: str) -> None:
        width = painter.fontMetrics().horizontalAdvance(text)
        left = min(max(middle - width / 2, 0), self.width() - width)
        painter.drawText(QRectF(left, top, width + 1, px(16)), Qt.AlignmentFlag.AlignCenter, text)
