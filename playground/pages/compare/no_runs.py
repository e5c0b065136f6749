"""What the page says while there is nothing to compare."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.label import Label


class NoRuns(QWidget):
    """Say what will be here, with a button that leads to Train over another way to get runs.

    Signals: ``train_wanted()``.
    """

    train_wanted = Signal()

    def __init__(self, trial: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        button = Button("Go to Train", "train", tip="Shows the page that trains a model.")
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(px(12))
        column.addStretch(2)
        words = "Every run of this session is listed here after its first evaluation."
        column.addWidget(Label(words, "body", "ink2"), 0, middle)
        column.addWidget(button, 0, middle)
        column.addWidget(trial, 0, middle)
        column.addStretch(3)
        button.clicked.connect(self._go)

    @Slot()
    def _go(self) -> None:
        self.train_wanted.emit()
