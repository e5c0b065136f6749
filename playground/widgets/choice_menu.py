"""A menu to choose one of several from."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from playground.theme import font


class ChoiceMenu(QMenu):
    """List choices as (text, value) pairs, with a mark at the current one if one is set.

    Signals: ``chosen(object)`` with the value, when the user picks one.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(font("body"))
        self._group: QActionGroup | None = None
        self.triggered.connect(self._choose)

    def set_choices(self, choices: Sequence[tuple[str, object]], current: object = None) -> None:
        """Replace the choices."""
        self.clear()
        self._group = QActionGroup(self)
        for text, value in choices:
            action = self.addAction(text)
            action.setData(value)
            action.setCheckable(current is not None)
            action.setChecked(current is not None and value == current)
            self._group.addAction(action)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data())
