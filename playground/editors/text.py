"""A setting that is free text."""

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from engine.config import Setting
from playground.editors.editor import Editor
from playground.theme import font
from playground.widgets.named import name_widget, restyle


class TextEditor(Editor):
    """Edit a str in a line; Enter or leaving it commits, Escape brings the last text back."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._text = ""
        self._field = QLineEdit()
        self._field.setFont(font("body"))
        name_widget(self._field, setting.title, self.tip)
        self.line.addWidget(self._field)
        self._field.editingFinished.connect(self._finish)
        self.setFocusProxy(self._field)

    def value(self) -> str:
        """Return the text as it was committed."""
        return self._text

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._text = str(value)
        self._field.setText(self._text)

    def mark(self, sentence: str) -> None:
        """Border the field."""
        restyle(self._field, state="wrong" if sentence else "")

    @Slot()
    def _finish(self) -> None:
        if self._field.text() != self._text:
            self._text = self._field.text()
            self.edited.emit(self._text)
