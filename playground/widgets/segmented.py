"""A switch between a few things that exclude each other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from playground.theme import font, px
from playground.widgets.button import Button
from playground.widgets.named import name_widget


class Segmented(QFrame):
    """Show all choices side by side, one of them pressed.

    Left and right choose the neighbour. Signals: ``chosen(object)`` with the value, when the user
    chooses another one.
    """

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[str, object]],
        current: object = None,
        *,
        name: str,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("segmented", "1")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name_widget(self, name, tip)
        self._values = [value for _, value in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(3), px(3), px(3), px(3))
        row.setSpacing(px(2))
        for index, (text, _) in enumerate(choices):
            row.addWidget(self._segment(index, text, name))
        self.set_value(current if current is not None else self._values[0])
        self._group.idClicked.connect(self._choose)

    def value(self) -> object:
        """Return the value of the pressed segment."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: object) -> None:
        """Press the segment of a value, without a signal."""
        self._current = self._values.index(value)
        self._group.button(self._current).setChecked(True)
        for button in self._group.buttons():  # one Tab stop, as radio buttons have
            on = self._group.id(button) == self._current
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def button(self, value: object) -> QAbstractButton:
        """Return the segment of a value, to disable it or to say why it cannot be chosen."""
        return self._group.button(self._values.index(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the neighbour that can be chosen."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        index = self._current + step
        while 0 <= index < len(self._values) and not self._group.button(index).isEnabled():
            index += step
        if 0 <= index < len(self._values):
            self._group.button(index).setFocus(Qt.FocusReason.TabFocusReason)
            self._choose(index)

    def _segment(self, index: int, text: str, name: str) -> Button:
        button = _Segment(text, kind="segment", name=text, tip="")
        button.setFont(font("body", 500, 12))
        button.setCheckable(True)
        button.setAccessibleDescription(name)
        self._group.addButton(button, index)
        return button

    @Slot(int)
    def _choose(self, index: int) -> None:
        if index != self._current:
            self.set_value(self._values[index])
            self.chosen.emit(self._values[index])


class _Segment(Button):
    """Leaves the arrow keys to the switch, which skips what cannot be chosen."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)
