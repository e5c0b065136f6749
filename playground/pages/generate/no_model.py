"""What the tab says while there is nobody to talk to."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.label import Label


class NoModel(QWidget):
    """Say why nothing can be generated, with a button that leads to Train.

    Signals: ``train_wanted()``.
    """

    train_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "title")
        self._sentence = Label("", "body", "ink2", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setFixedWidth(px(420))
        self._button = Button("Go to Train", "train", tip="Shows the page that trains a model.")
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(px(12))
        column.addStretch(2)
        sentence = QHBoxLayout()  # an alignment would cut what is wrapped
        sentence.addStretch(1)
        sentence.addWidget(self._sentence)
        sentence.addStretch(1)
        column.addWidget(self._title, 0, middle)
        column.addLayout(sentence)
        column.addWidget(self._button, 0, middle)
        column.addStretch(3)
        self._button.clicked.connect(self._go)
        self.show_state(is_training=False)

    def show_state(self, *, is_training: bool) -> None:
        """Tell that there is no model yet, or that the first weights are on their way."""
        if is_training:
            self._title.setText("The first weights are on their way")
            self._sentence.setText("The run is asked for them between two updates.")
        else:
            self._title.setText("There is no trained model yet")
            self._sentence.setText(
                "Train one for a moment, or open one that was saved; then you can talk to it here."
            )

    @Slot()
    def _go(self) -> None:
        self.train_wanted.emit()
