"""A number worth looking at, with what it counts under it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.widgets.label import Label


class BigNumber(QWidget):
    """Show a large value over a caption."""

    def __init__(self, caption: str, value: str = "–", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = Label(value, "number")
        self._caption = Label(caption, "caption", "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._value)
        column.addWidget(self._caption)

    def set_value(self, value: str, caption: str | None = None, tone: str = "ink") -> None:
        """Show a value, in ``warn`` or ``wrong`` where it is worth a second look."""
        self._value.setText(value)
        self._value.set_tone(tone)
        if caption is not None:
            self._caption.setText(caption)
        self.setAccessibleName(f"{value} {self._caption.text()}")

    def value(self) -> str:
        """Return the text of the value."""
        return self._value.text()
