"""What can be done with a text that is written."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from playground import formats
from playground.pages.generate.writing import Pace
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.label import Label


class TextFoot(QWidget):
    """Offer to write on, to write again and to copy; tell how fast it was written.

    Signals: ``more_wanted()``, ``again_wanted()``, ``copy_wanted()``.
    """

    more_wanted = Signal()
    again_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._continue = Button("Continue", "right", tip="Writes on from the end of the text.")
        self._again = Button(
            "Again, same seed", "restart",
            tip="Writes the last text once more, with the settings and the weights of now.",
        )  # fmt: skip
        self._copy = Button("Copy", "paste", tip="Puts the whole text on the clipboard.")
        self._pressed: QWidget | None = None  # before it was disabled
        self._pace = Label("", "caption", "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for button in (self._continue, self._again, self._copy):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._pace)
        self.setFocusProxy(self._continue)
        self._continue.clicked.connect(self._ask_for_more)
        self._again.clicked.connect(self._ask_again)
        self._copy.clicked.connect(self._ask_for_copy)

    def show_possible(self, *, writing: bool, has_text: bool, has_run: bool) -> None:
        """Let be done what makes sense: nothing is begun while a text is being written.

        The focus comes back to the button that began it, unless the user has taken it elsewhere.
        """
        focused = QApplication.focusWidget()
        if writing and focused in (self._continue, self._again):
            self._pressed = focused
        self._continue.setEnabled(has_text and not writing)
        self._copy.setEnabled(has_text)
        self._again.setEnabled(has_run and not writing)
        if not writing and self._pressed is not None:
            if QApplication.focusWidget() is self._copy:
                self._pressed.setFocus()
            self._pressed = None

    def show_pace(self, pace: Pace | None, unit: str) -> None:
        """Tell how many words or characters were written how fast."""
        if pace is None:
            self._pace.setText("")
            return
        units = unit if pace.count == 1 else f"{unit}s"
        speed = f" at {formats.count(pace.per_second)} {unit}s per second" if pace.count > 1 else ""
        self._pace.setText(f"{pace.count:,} {units}{speed}")

    @Slot()
    def _ask_for_more(self) -> None:
        self.more_wanted.emit()

    @Slot()
    def _ask_again(self) -> None:
        self.again_wanted.emit()

    @Slot()
    def _ask_for_copy(self) -> None:
        self.copy_wanted.emit()
