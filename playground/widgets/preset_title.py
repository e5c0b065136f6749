"""What is being trained, on what, and the menu of the presets."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.theme import font, px
from playground.widgets.button import Button
from playground.widgets.choice_menu import ChoiceMenu
from playground.widgets.elided_label import ElidedLabel

_WIDTH = 198  # a title may need more; data is cut, and whole in its tooltip


class PresetTitle(QWidget):
    """Show a preset's title with a chevron, over one line about the data.

    Signals: ``chosen(str)`` with the name of the preset that the user picks.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(px(_WIDTH))
        self._title = Button("", "down", kind="text", name="Preset", tip="Start from a preset")
        self._title.setFont(font("button", 600, 14))
        self._title.setIconSize(QSize(px(16), px(16)))
        self._title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu = ChoiceMenu(self._title)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.chosen.connect(self._choose)
        self._title.setMenu(self._menu)
        self._data = ElidedLabel("", "caption", "ink2")
        self._data.setContentsMargins(px(8), 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        # Absolute, because the title is laid out from right to left to end with its chevron.
        align = Qt.AlignmentFlag
        column.addWidget(self._title, 0, align.AlignLeft | align.AlignAbsolute)
        column.addWidget(self._data)
        column.addStretch(1)

    def set_presets(self, presets: Sequence[tuple[str, str]], current: str | None = None) -> None:
        """List the presets as (title, name)."""
        self._menu.set_choices(presets, current)

    def show_preset(self, title: str, data: str) -> None:
        """Show a title and a line about the data."""
        self._title.setText(title)
        self._title.setAccessibleName(f"Preset {title}")
        self._data.setText(data)
        self.setFixedWidth(max(px(_WIDTH), self._title.sizeHint().width()))

    @Slot(object)
    def _choose(self, name: object) -> None:
        self.chosen.emit(str(name))
