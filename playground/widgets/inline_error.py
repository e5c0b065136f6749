"""What is wrong, under the control where it is wrong."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from playground.theme import px
from playground.widgets.icon_label import IconLabel
from playground.widgets.label import Label


class InlineError(QWidget):
    """Show an icon and one sentence, and nothing at all while everything is right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = Label("", "caption", "wrong", weight=500, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, px(2), 0, px(2))
        row.setSpacing(px(8))
        row.addWidget(IconLabel("warn", "wrong", 14), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self.hide()

    @Slot(str)
    def show_error(self, sentence: str) -> None:
        """Show a sentence: the value, the limit, what to do."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    @Slot()
    def clear(self) -> None:
        """Show nothing."""
        self._sentence.setText("")
        self.setAccessibleName("")
        self.hide()

    def text(self) -> str:
        """Return the sentence that is shown, or nothing."""
        return self._sentence.text()
