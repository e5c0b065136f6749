"""What was noticed while data were read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from playground.session import Session
from playground.theme import px
from playground.widgets.icon_button import IconButton
from playground.widgets.icon_label import IconLabel
from playground.widgets.label import Label


class NoticeRow(QFrame):
    """Show the session's notices about the data that are loaded, one sentence a line."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "note")
        self._sentences: list[str] = []
        self._text = Label("", "caption", wrap=True)
        close = IconButton("cross", "Close the notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(5), px(6), px(5))
        row.setSpacing(px(8))
        row.addWidget(IconLabel("info", "accent", 14), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(close)
        self.hide()
        close.clicked.connect(self.hide)
        session.dataset_changed.connect(self._clear)
        session.notice.connect(self._add)
        for sentence in session.notes:
            self._add(sentence)  # the page may be made later than its data are read

    @Slot()
    def _clear(self) -> None:
        self._sentences.clear()
        self.hide()

    @Slot(str)
    def _add(self, sentence: str) -> None:
        self._sentences.append(sentence)
        self._text.setText("\n".join(self._sentences))
        self.setAccessibleName(" ".join(self._sentences))
        self.show()
