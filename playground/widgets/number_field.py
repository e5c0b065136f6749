"""A field for one number within limits."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from playground.theme import font
from playground.widgets.named import name_widget, restyle

_SMALL = 1e-4  # below it the general format takes an exponent, which few digits need


class NumberField(QLineEdit):
    """Take a whole or a decimal number; what cannot be taken is said in one sentence.

    A wrong text stays, with a red border, until it is corrected or Escape brings the last number
    back. Signals: ``edited(object)`` with the new int or float, on Enter or when the focus leaves;
    ``rejected(str)`` with the sentence, as soon as the text is wrong; ``corrected()`` when a wrong
    text has become right.
    """

    edited = Signal(object)
    rejected = Signal(str)
    corrected = Signal()

    def __init__(
        self,
        value: float = 0,
        minimum: float | None = None,
        maximum: float | None = None,
        *,
        integer: bool = False,
        grouped: bool = True,
        name: str,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._minimum, self._maximum = minimum, maximum
        self._integer, self._grouped = integer, grouped
        self._value: float = value
        self._error = ""
        self.setFont(font("body"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name_widget(self, name, tip)
        self.set_value(value)
        self.textEdited.connect(self._judge)
        self.editingFinished.connect(self._finish)

    def value(self) -> float:
        """Return the last number that was right: an int if the field is for whole numbers."""
        return self._value

    def set_value(self, value: float) -> None:
        """Show a number, without a signal."""
        self._value = int(value) if self._integer else float(value)
        self.setText(self._format(self._value))
        self._mark("")

    def set_range(self, minimum: float | None, maximum: float | None) -> None:
        """Change the limits; the number itself is left as it is."""
        self._minimum, self._maximum = minimum, maximum

    @property
    def error(self) -> str:
        """What is wrong with the text at the moment, or nothing."""
        return self._error

    def set_error(self, sentence: str) -> None:
        """Mark the field as wrong for a reason that it cannot know itself."""
        self._mark(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Bring the last right number back on Escape."""
        if event.key() == Qt.Key.Key_Escape and self.isModified():
            was_wrong = bool(self._error)
            self.set_value(self._value)
            if was_wrong:
                self.corrected.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the whole number; Qt would take the digits on one side of the point."""
        self.selectAll()

    def _format(self, value: float) -> str:
        if self._integer:
            return f"{int(value):,}" if self._grouped else str(int(value))
        plain = f"{value:.7f}".rstrip("0").rstrip(".")
        if 0 < abs(value) < _SMALL and float(plain) == value:
            return plain
        return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.3g}"

    def _read(self) -> float:
        """Return the number of the text; ValueError with the sentence if it is not one."""
        text = self.text().replace(",", "").replace(" ", "").replace("−", "-")
        kind = "a whole number" if self._integer else "a number"
        if not text:
            raise ValueError(f"The field is empty. Enter {kind}{self._limits()}.")
        try:
            value = int(text) if self._integer else float(text)
        except ValueError:
            raise ValueError(
                f"“{self.text()}” is not {kind}. Enter {kind}{self._limits()}."
            ) from None
        if self._maximum is not None and value > self._maximum:
            limit = f"above the limit of {self._format(self._maximum)}"
        elif self._minimum is not None and value < self._minimum:
            limit = f"below the limit of {self._format(self._minimum)}"
        elif value != value:
            limit = "not a number"
        else:
            return value
        raise ValueError(f"{self.text()} is {limit}. Enter {kind}{self._limits()}.")

    def _limits(self) -> str:
        if self._minimum is not None and self._maximum is not None:
            return f" from {self._format(self._minimum)} to {self._format(self._maximum)}"
        if self._minimum is not None:
            return f" of {self._format(self._minimum)} or more"
        if self._maximum is not None:
            return f" of {self._format(self._maximum)} or less"
        return ""

    @Slot()
    def _judge(self) -> None:
        was_wrong = bool(self._error)
        try:
            self._read()
        except ValueError as error:
            self._mark(str(error))
            self.rejected.emit(str(error))
        else:
            self._mark("")
            if was_wrong:
                self.corrected.emit()

    @Slot()
    def _finish(self) -> None:
        if not self.isModified():
            return
        try:
            value = self._read()
        except ValueError:
            return
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.edited.emit(value)

    def _mark(self, error: str) -> None:
        if bool(error) != bool(self._error):
            restyle(self, state="wrong" if error else "")
        self._error = error
