"""The tabs of the rail: icons over labels, one under the other."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QTabBar, QWidget

from playground.icons import paint_icon
from playground.theme import appearance, current_theme, font, px

_GAP = 4


class RailTabs(QTabBar):
    """Be a real tab bar, so that screen readers find page tabs, that looks like the rail.

    Up and down move between the tabs.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._icons: list[str] = []
        self._ring = False
        appearance().changed.connect(self._repaint)

    def add(self, text: str, icon_name: str, tip: str) -> None:
        """Add a tab at the end."""
        self._icons.append(icon_name)
        index = self.addTab(text)
        self.setTabToolTip(index, tip)
        self.setAccessibleTabName(index, text)

    @property
    def is_walked(self) -> bool:
        """Whether the keyboard is here and in use, not just since a click."""
        return self._ring

    # Qt's overrides

    def tabSizeHint(self, index: int) -> QSize:
        """Give every tab one size, with the gap under it."""
        return QSize(px(68), px(58 + _GAP))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never shrink a tab."""
        return self.tabSizeHint(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move up and down; Qt's own keys are left and right."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._ring = True
        index = self.currentIndex() + step
        while 0 <= index < self.count() and not self.isTabEnabled(index):
            index += step
        if 0 <= index < self.count():
            self.setCurrentIndex(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring for the keyboard; after a click the page itself is answer enough."""
        by_hand = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        self._ring = event.reason() not in by_hand
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._ring = False
        super().focusOutEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel alone: a page must not change by scrolling."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every tab."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index, self.tabRect(index))

    def _paint_tab(self, painter: QPainter, index: int, place: QRect) -> None:
        theme = current_theme()
        chosen = index == self.currentIndex()
        rect = QRectF(place.x() + 1, place.y(), px(66), px(56))
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("soft"))
            painter.drawRoundedRect(rect, px(10), px(10))
        if chosen and self._ring:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(9), px(9))
        enabled = self.isTabEnabled(index)
        tone = ("accent" if chosen else "ink2") if enabled else "ink3"
        side = px(22)
        spot = QRectF(rect.center().x() - side / 2, rect.top() + px(9), side, side)
        paint_icon(painter, spot, self._icons[index], tone)
        painter.setFont(font("axis", 600 if chosen else 500))
        painter.setPen(theme.color(tone))
        words = rect.adjusted(-1, px(31), 1, -px(6))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.tabText(index))

    @Slot()
    def _repaint(self) -> None:
        self.update()
