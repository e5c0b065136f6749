"""Why data could not be read, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from engine.data.sources import FilesSource
from playground.pages.data.menu_button import MenuButton
from playground.pages.data.source_chooser import SourceChooser
from playground.pages.data.wording import encoding_choices, encoding_name
from playground.session import Session
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.icon_button import IconButton
from playground.widgets.inline_error import InlineError


class FailureRow(QFrame):
    """Show one sentence above the data that stay; for a matter of encoding, encodings to try."""

    def __init__(
        self, session: Session, chooser: SourceChooser, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chooser = chooser
        self._suggested = ""
        self._sentence = InlineError()
        self._suggestion = Button("", name="Read in the suggested encoding")
        self._others = MenuButton(
            "Other encoding",
            name="Other encoding",
            tip="Read the file's bytes another way.",
            kind="plain",
        )
        self._others.set_choices(encoding_choices())
        self._lay_out()
        self.hide()
        self._suggestion.clicked.connect(self._take_suggestion)
        self._others.chosen.connect(chooser.read_in_encoding)
        session.problem_raised.connect(self.show_sentence)
        session.encoding_suggested.connect(self._suggest)
        session.dataset_changed.connect(self.hide)
        chooser.failed.connect(self.show_sentence)
        chooser.asked.connect(self.hide)

    @Slot(str)
    def show_sentence(self, sentence: str) -> None:
        """Say what is wrong."""
        is_file = isinstance(self._chooser.wanted, FilesSource)
        self._sentence.show_error(sentence)
        self._suggestion.hide()
        self._others.setVisible(is_file and "encoding" in sentence)
        self.show()

    @Slot(object)
    def _suggest(self, source: FilesSource) -> None:
        """Offer the encoding in which the file reads well."""
        self._chooser.wanted = source
        self._suggested = source.encoding
        self._suggestion.setText(f"Read as {encoding_name(source.encoding)}")
        self._suggestion.setAccessibleName(self._suggestion.text())
        self._suggestion.show()
        self._others.show()

    def _lay_out(self) -> None:
        self.setProperty("note", "error")
        close = IconButton("cross", "Close the message")
        close.clicked.connect(self.hide)
        head, ways = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(close)
        ways.setContentsMargins(px(22), 0, 0, 0)  # under the sentence, not under its icon
        ways.setSpacing(px(8))
        ways.addWidget(self._suggestion)
        ways.addWidget(self._others)
        ways.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(6), px(6), px(6))
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addLayout(ways)

    @Slot()
    def _take_suggestion(self) -> None:
        self._chooser.read_in_encoding(self._suggested)
