"""Into which parts the data is split."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from playground.theme import current_theme, px
from playground.widgets.named import name_widget

_STEPS = 1000
_SMALLEST = 5  # of 1000: no part disappears under its handle


class SplitBar(QWidget):
    """Show train, validation and test as one bar, with a handle at the end of each but the last.

    Handles are dragged or moved with the arrow keys. Signals: ``changed(float, float)`` with the
    shares of train and validation; the rest is the test part.
    """

    changed = Signal(float, float)

    def __init__(self, name: str = "Split", tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name_widget(self, name, tip)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._train_end = _Handle("End of the train part", self)
        self._valid_end = _Handle("End of the validation part", self)
        self._has_test = True
        self.set_shares(0.8, 0.1)
        self._train_end.sliderMoved.connect(self._move)
        self._valid_end.sliderMoved.connect(self._move)

    def set_shares(self, train: float, valid: float, has_test: bool = True) -> None:
        """Show a split, without a signal; with no test part, validation takes the rest."""
        self._has_test = has_test
        self._valid_end.setVisible(has_test)
        end = round((train + valid) * _STEPS) if has_test else _STEPS
        self._train_end.setValue(round(train * _STEPS))
        self._valid_end.setValue(end)
        self._place()

    def shares(self) -> tuple[float, float]:
        """Return the shares of train and validation."""
        train, end = self._train_end.value(), self._valid_end.value()
        return train / _STEPS, (end - train) / _STEPS

    def set_movable(self, movable: bool) -> None:
        """Say whether the split can be changed, which separate files for its parts forbid."""
        self._train_end.setEnabled(movable)
        self._valid_end.setEnabled(movable)

    def limits(self, handle: QWidget) -> tuple[int, int]:
        """Return how far a handle can go, in thousandths."""
        if handle is self._train_end:
            return _SMALLEST, self._valid_end.value() - _SMALLEST
        return self._train_end.value() + _SMALLEST, _STEPS - _SMALLEST

    @Slot(int)
    def _move(self, _: int) -> None:
        self._place()
        self.changed.emit(*self.shares())

    def _place(self) -> None:
        for handle in (self._train_end, self._valid_end):
            x = self.width() * handle.value() / _STEPS
            handle.move(round(x - handle.width() / 2), (self.height() - handle.height()) // 2)
        self.update()

    # Qt's overrides

    def sizeHint(self) -> QSize:
        """Ask for the height of a target."""
        return QSize(px(300), px(24))

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of a target at any width."""
        return QSize(px(120), px(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the handles at their places."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the three parts."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, (self.height() - px(8)) / 2, self.width(), px(8))
        edges = (0, self._train_end.value(), self._valid_end.value(), _STEPS)
        for token, start, end in zip(("accent", "valid", "line2"), edges, edges[1:], strict=False):
            part = QRectF(bar)
            part.setLeft(bar.width() * start / _STEPS)
            part.setRight(bar.width() * end / _STEPS)
            painter.setClipRect(part)
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(bar, px(4), px(4))


class _Handle(QAbstractSlider):
    """A point between two parts; ``sliderMoved`` is emitted for the keys as well."""

    def __init__(self, name: str, bar: SplitBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setRange(0, _STEPS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFixedSize(px(14), px(24))
        name_widget(self, name)
        self.actionTriggered.connect(self._step)

    @Slot(int)
    def _step(self, _: int) -> None:
        self._move_to(self.sliderPosition())

    def _move_to(self, position: int) -> None:
        low, high = self._bar.limits(self)
        inside = min(max(position, low), high)
        self.setSliderPosition(inside)
        self.setValue(inside)
        self.sliderMoved.emit(inside)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            x = self.mapToParent(event.position().toPoint()).x()
            self._move_to(round(_STEPS * x / max(self._bar.width(), 1)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("ink" if focus else "ink2"), 2 if focus else 1))
        painter.setBrush(theme.color("accent" if focus else "surface"))
        middle = QPointF(self.width() / 2, self.height() / 2)
        width, height = (px(5), px(7)) if focus else (px(3), px(5))
        painter.drawRoundedRect(
            QRectF(middle.x() - width, middle.y() - height, 2 * width, 2 * height), width, width
        )
