"""A setting that is one of several things."""

from typing import Any

from PySide6.QtCore import Qt, Slot

from engine.config import Config, Setting
from playground.editors.about import choice_title, variant_title
from playground.editors.editor import Editor
from playground.theme import px
from playground.widgets.combo_box import ComboBox
from playground.widgets.segmented import Segmented

_ROOM = 220  # what a switch may take; more goes into a list


class ChoiceEditor(Editor):
    """Choose a fixed value, or the variant of a nested config, which is told by its kind.

    Few choices stand side by side; more, or long ones, go into a list.
    """

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._choices = list(_choices(setting))
        switch = self._make_switch()
        self._switch = switch if switch.sizeHint().width() <= px(_ROOM) else None
        self._list = None if self._switch else self._make_list()
        if self._switch is not None:
            self.line.addWidget(self._switch)
            self.line.addStretch(1)
        elif self._list is not None:
            self.line.addWidget(self._list, 1)
            self.setFocusProxy(self._list)
            switch.deleteLater()

    def value(self) -> Any:
        """Return the chosen value, or the kind of the chosen variant."""
        return self._switch.value() if self._switch else self._list_value()

    def set_value(self, value: Any) -> None:
        """Show a value; of a config, its kind."""
        chosen = getattr(value, "kind", value) if isinstance(value, Config) else value
        if self._switch is not None:
            self._switch.set_value(chosen)
        elif self._list is not None:
            self._list.setCurrentIndex(self._list.findData(chosen))

    def _list_value(self) -> Any:
        return self._list.currentData() if self._list is not None else None

    def _make_switch(self) -> Segmented:
        switch = Segmented(
            [(title, value) for title, value, _ in self._choices],
            name=self.setting.title, tip=self.tip,
        )  # fmt: skip
        for _, value, about in self._choices:
            switch.button(value).setToolTip(about)
        switch.chosen.connect(self._choose)
        return switch

    def _make_list(self) -> ComboBox:
        box = ComboBox(name=self.setting.title, tip=self.tip)
        for row, (title, value, about) in enumerate(self._choices):
            box.addItem(title, value)
            box.setItemData(row, about, Qt.ItemDataRole.ToolTipRole)
        box.activated.connect(self._activate)
        return box

    @Slot(object)
    def _choose(self, value: object) -> None:
        self.edited.emit(value)

    @Slot(int)
    def _activate(self, row: int) -> None:
        self.edited.emit(self._choices[row][1])


def _choices(setting: Setting) -> list[tuple[str, Any, str]]:
    """Return the title, the value and one sentence about each choice."""
    if setting.registry is None:
        return [(choice_title(choice), choice, "") for choice in setting.choices]
    return [
        (variant_title(variant), kind, (variant.__doc__ or "").partition("\n")[0])
        for kind, variant in setting.registry.items()
    ]
