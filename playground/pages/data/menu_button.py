"""A quiet button with a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from playground.widgets.button import Button
from playground.widgets.choice_menu import ChoiceMenu


class MenuButton(Button):
    """Offer several things to do. Signals: ``chosen(object)`` with the value of one of them."""

    icon_size = 14
    chosen = Signal(object)

    def __init__(
        self, text: str, *, name: str, tip: str, kind: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "down", kind=kind, name=name, tip=tip, parent=parent)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron comes last
        self._menu = ChoiceMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.chosen.connect(self.chosen)
        self.setMenu(self._menu)

    def set_choices(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer other things."""
        self._menu.set_choices(choices)
