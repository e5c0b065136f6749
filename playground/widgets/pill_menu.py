"""A pill that says what was found and lets it be changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from playground.widgets.chip_button import ChipButton
from playground.widgets.choice_menu import ChoiceMenu


class PillMenu(ChipButton):
    """Show the current one of several choices, with a chevron and a menu of all.

    Signals: ``chosen(object)`` with the value, when the user picks one.
    """

    chosen = Signal(object)

    def __init__(
        self,
        choices: Sequence[tuple[str, object]] = (),
        current: object = None,
        *,
        name: str,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", "down", name=name, tip=tip, parent=parent)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron comes last
        self._menu = ChoiceMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.chosen.connect(self._pick)
        self.setMenu(self._menu)
        self._choices = list(choices)
        self.set_choices(choices, current)

    def set_choices(self, choices: Sequence[tuple[str, object]], current: object) -> None:
        """Replace the choices and show the current one, without a signal."""
        self._choices = list(choices)
        self._menu.set_choices(choices, current)
        self.setText(next((text for text, value in choices if value == current), ""))

    @Slot(object)
    def _pick(self, value: object) -> None:
        self.set_choices(self._choices, value)
        self.chosen.emit(value)
