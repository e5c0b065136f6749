"""A button with a menu of its variants beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.widgets.button import Button
from playground.widgets.choice_menu import ChoiceMenu


class SplitButton(QWidget):
    """Do the usual thing at once, or one of the variants of the menu.

    Signals: ``clicked()`` for the button itself; ``chosen(object)`` with the value of a variant.
    """

    clicked = Signal()
    chosen = Signal(object)

    def __init__(
        self,
        text: str,
        icon_name: str,
        choices: Sequence[tuple[str, object]],
        *,
        name: str = "",
        tip: str = "",
        menu_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._button = Button(text, icon_name, kind="split", name=name or text, tip=tip)
        menu_name = menu_name or f"{text} menu"
        self._more = Button("", "down", kind="split-menu", name=menu_name, tip=menu_name)
        menu = ChoiceMenu(self._more)
        menu.set_choices(choices)
        self._more.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._button)
        row.addWidget(self._more)
        self.setFocusProxy(self._button)
        self._button.clicked.connect(self._click)
        menu.chosen.connect(self.chosen)

    @Slot()
    def _click(self) -> None:
        self.clicked.emit()
