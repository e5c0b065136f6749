"""A small number with its name over it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.theme import px
from playground.widgets.label import Label


class Readout(QWidget):
    """Show a value under its label, wide enough that nothing beside it moves as it counts."""

    def __init__(self, label: str, minimum: int = 56, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(px(minimum))
        self._label = Label(label, "axis", "ink2")
        self._value = Label("–", "readout")
        self._suffix = Label("", "caption", "ink2")
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self._value, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self._suffix, 1, Qt.AlignmentFlag.AlignBaseline)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._label)
        column.addLayout(row)

    def set_value(self, value: str, suffix: str = "") -> None:
        """Show a value, and smaller after it what it counts up to."""
        if self._value.text() != value or self._suffix.text() != suffix:
            self._value.setText(value)
            self._suffix.setText(suffix)
            self.setAccessibleName(f"{self._label.text()} {value} {suffix}".strip())

    def set_label(self, label: str) -> None:
        """Name the value otherwise, such as pairs instead of words."""
        self._label.setText(label)

    def value(self) -> str:
        """Return the text of the value."""
        return self._value.text()
