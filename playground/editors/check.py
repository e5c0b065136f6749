"""A setting that is on or off."""

from typing import Any

from PySide6.QtCore import Slot

from engine.config import Setting
from playground.editors.editor import Editor
from playground.widgets.check_box import CheckBox


class CheckEditor(Editor):
    """Edit a bool as a box to tick."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._box = CheckBox("", name=setting.title, tip=self.tip)
        self.line.addWidget(self._box)
        self.line.addStretch(1)
        self._box.clicked.connect(self._click)
        self.setFocusProxy(self._box)

    def value(self) -> bool:
        """Return whether the box is ticked."""
        return self._box.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick the box or clear it."""
        self._box.setChecked(bool(value))

    @Slot()
    def _click(self) -> None:
        self.edited.emit(self.value())
