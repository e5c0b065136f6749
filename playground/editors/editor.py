"""What all editors of a setting have in common."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.config import Setting
from playground.editors.about import tip
from playground.theme import px


class Editor(QWidget):
    """Show and change the value of one setting.

    Signals: ``edited(object)`` with the value, when the user changes it; ``rejected(str)`` with
    one sentence, as soon as something wrong is typed; ``corrected()`` when it is right again.
    """

    edited = Signal(object)
    rejected = Signal(str)
    corrected = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.tip = tip(setting)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(px(10))

    def value(self) -> Any:
        """Return the value that is shown."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Show a value, without a signal."""
        raise NotImplementedError

    def mark(self, sentence: str) -> None:
        """Show that the value does not fit for a reason found elsewhere; empty: that it does."""
