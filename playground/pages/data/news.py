"""How far reading is, or why it failed, above the data that stay."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from engine.data.sources import FilesSource
from playground import formats
from playground.pages.data.menu_button import MenuButton
from playground.pages.data.wording import encoding_choices, encoding_name
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.elided_label import ElidedLabel
from playground.widgets.icon_button import IconButton
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label
from playground.widgets.progress_line import ProgressLine

_PATIENCE = 200  # ms of reading after which it is worth saying so


class News(QWidget):
    """Show reading as a line and a number, and a failure as a sentence with what can be done.

    Signals: ``cancelled()``; ``encoding_chosen(str)`` for the file that could not be read.
    """

    cancelled = Signal()
    encoding_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = ""
        self._reading, self._failure = QFrame(), QFrame()
        self._name, self._share = ElidedLabel(""), Label("", tone="ink2")
        self._line = ProgressLine()
        self._sentence = InlineError()
        self._suggestion = Button("", name="Read in the suggested encoding")
        self._others = MenuButton(
            "Other encoding", name="Other encoding", tip="Read the file's bytes another way.",
            kind="plain",
        )  # fmt: skip
        self._others.set_choices(encoding_choices())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._reveal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._laid_out_reading())
        column.addWidget(self._laid_out_failure())
        self._reading.hide()
        self._failure.hide()
        self.hide()

    def show_reading(self, name: str, share: float) -> None:
        """Show how much of a data set is read, unless that is a matter of an instant."""
        self._name.setText(f"Reading {name}")
        self._share.setText(formats.percent(share, 0))
        self._line.set_share(share)
        if self._reading.isHidden() and not self._timer.isActive():
            self._timer.start()

    def end_reading(self) -> None:
        """Show no progress any more."""
        self._timer.stop()
        self._reading.hide()
        self._settle()

    def show_failure(self, sentence: str, source: object) -> None:
        """Say why a source could not be read."""
        self._sentence.show_error(sentence)
        self._suggestion.hide()
        self._others.setVisible(isinstance(source, FilesSource) and "encoding" in sentence)
        self._failure.show()
        self._settle()

    def suggest(self, encoding: str) -> None:
        """Offer the encoding in which the file reads well."""
        self._suggested = encoding
        self._suggestion.setText(f"Read as {encoding_name(encoding)}")
        self._suggestion.setAccessibleName(self._suggestion.text())
        self._suggestion.show()

    @Slot()
    def clear_failure(self) -> None:
        """Say nothing any more."""
        self._failure.hide()
        self._settle()

    def _laid_out_reading(self) -> QFrame:
        cancel = Button("Cancel", name="Cancel reading", tip="Keep the data that are loaded.")
        cancel.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.setContentsMargins(px(14), px(9), px(12), px(9))
        row.setSpacing(px(10))
        row.addWidget(self._name, 1)
        row.addWidget(self._share)
        row.addWidget(cancel)
        column = QVBoxLayout(self._reading)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._line)
        self._reading.setProperty("card", "plain")
        return self._reading

    def _laid_out_failure(self) -> QFrame:
        close = IconButton("cross", "Close the message")
        close.clicked.connect(self.clear_failure)
        self._suggestion.clicked.connect(self._take_suggestion)
        self._others.chosen.connect(self._choose_encoding)
        row = QHBoxLayout(self._failure)
        row.setContentsMargins(px(14), px(7), px(6), px(7))
        row.setSpacing(px(8))
        row.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._suggestion, self._others, close):
            row.addWidget(button)
        self._failure.setProperty("note", "error")
        return self._failure

    def _settle(self) -> None:
        self.setVisible(not (self._reading.isHidden() and self._failure.isHidden()))

    @Slot()
    def _reveal(self) -> None:
        self._reading.show()
        self._settle()

    @Slot()
    def _cancel(self) -> None:
        self.cancelled.emit()

    @Slot()
    def _take_suggestion(self) -> None:
        self.encoding_chosen.emit(self._suggested)

    @Slot(object)
    def _choose_encoding(self, encoding: str) -> None:
        self.encoding_chosen.emit(encoding)
