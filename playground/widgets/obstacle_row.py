"""Why training cannot start, on a page that cannot change it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.inline_error import InlineError


class ObstacleRow(QFrame):
    """Show one sentence with the way to where it can be changed; without a sentence nothing.

    Signals: ``followed()`` when the user wants to go there.
    """

    followed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("note", "error")
        self._sentence = InlineError()
        go = Button("Change on Model", name="Change on Model", tip="Go to the settings.")
        go.clicked.connect(self._follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(6), px(6), px(6))
        row.setSpacing(px(12))
        row.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(go)
        self.hide()

    def show_sentence(self, sentence: str) -> None:
        """Say what is in the way, or with nothing that the way is free."""
        if sentence:
            self._sentence.show_error(sentence)
        else:
            self._sentence.clear()
        self.setVisible(bool(sentence))

    @Slot()
    def _follow(self) -> None:
        self.followed.emit()
