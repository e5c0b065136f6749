"""A slider for numbers, even or logarithmic."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from playground.theme import current_theme, px
from playground.widgets.named import name_widget

_STEPS = 1000


class Slider(QSlider):
    """Choose a number between two limits by dragging or with the arrow keys.

    A logarithmic slider gives every factor the same way, as learning rates want it; a minimum of 0
    is not possible there. The wheel moves it only while it has the focus, so that scrolling past
    changes nothing. Signals: ``moved(float)`` when the user moves it.
    """

    moved = Signal(float)

    def __init__(
        self,
        minimum: float,
        maximum: float,
        *,
        logarithmic: bool = False,
        integer: bool = False,
        name: str,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        if logarithmic and minimum <= 0:
            raise ValueError(f"A logarithmic slider starts above 0, not at {minimum}.")
        self._low, self._high = float(minimum), float(maximum)
        self._logarithmic, self._integer = logarithmic, integer
        count = round(maximum - minimum) if integer and not logarithmic else _STEPS
        self.setRange(0, min(max(count, 1), _STEPS))
        self.setSingleStep(1 if self.maximum() < 100 else 10)
        self.setPageStep(max(1, self.maximum() // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(px(60), px(24))
        name_widget(self, name, tip)
        self._quiet = False
        self._exact = self._low
        self.valueChanged.connect(self._move)

    def number(self) -> float:
        """Return the chosen number."""
        return self._exact

    def set_number(self, number: float) -> None:
        """Move to a number, without a signal; a number outside the limits takes the nearest."""
        inside = min(max(number, self._low), self._high)
        self._quiet = True
        self.setValue(round(self._place(inside) * self.maximum()))
        self._quiet = False
        self._exact = inside
        self.update()

    def _place(self, number: float) -> float:
        if self._high == self._low:
            return 0.0
        if self._logarithmic:
            return math.log(number / self._low) / math.log(self._high / self._low)
        return (number - self._low) / (self._high - self._low)

    def _number_at(self, place: float) -> float:
        if self._logarithmic:
            number = self._low * (self._high / self._low) ** place
        else:
            number = self._low + (self._high - self._low) * place
        if self._integer:
            return float(round(number))
        return float(f"{number:.3g}")

    @Slot(int)
    def _move(self, position: int) -> None:
        if self._quiet:
            return
        number = self._number_at(position / self.maximum())
        self._exact = min(max(number, self._low), self._high)
        self.moved.emit(self._exact)

    # Qt's overrides

    def sizeHint(self) -> QSize:
        """Ask for the height of a target and a middling width."""
        return QSize(px(138), px(24))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page until the slider has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to where the user points."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._point_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.isSliderDown():
            self._point_at(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the handle."""
        self.setSliderDown(False)

    def _point_at(self, x: float) -> None:
        radius = px(7)
        share = (x - radius) / max(self.width() - 2 * radius, 1)
        self.setValue(round(min(max(share, 0.0), 1.0) * self.maximum()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track, the part up to the handle in accent, and the handle."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius, middle = px(7), self.height() / 2
        x = radius + (self.width() - 2 * radius) * self.value() / self.maximum()
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(0, middle - px(2), self.width(), px(4))
        painter.setBrush(theme.color("line2"))
        painter.drawRoundedRect(track, px(2), px(2))
        painter.setBrush(theme.color("accent" if self.isEnabled() else "line2"))
        painter.drawRoundedRect(QRectF(0, track.top(), x, track.height()), px(2), px(2))
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("ink" if focus else "ink3"), 2 if focus else 1))
        painter.setBrush(theme.color("accent" if focus else "surface"))
        painter.drawEllipse(QPointF(x, middle), radius - 0.5, radius - 0.5)
