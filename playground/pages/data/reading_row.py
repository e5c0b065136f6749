"""How far the reading of a data set is."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from playground import formats
from playground.pages.data.source_chooser import SourceChooser
from playground.session import Session
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.elided_label import ElidedLabel
from playground.widgets.label import Label
from playground.widgets.progress_line import ProgressLine

_PATIENCE = 200  # ms of reading after which it is worth saying so


class ReadingRow(QFrame):
    """Show the session's reading as a line and a number, with a button to cancel it."""

    def __init__(
        self, session: Session, chooser: SourceChooser, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._chooser = session, chooser
        self._name, self._share = ElidedLabel(""), Label("", tone="ink2")
        self._line = ProgressLine()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self.show)
        self._lay_out()
        self.hide()
        session.loading_progress.connect(self.show_share)
        session.loading_ended.connect(self.end)

    @Slot(float)
    def show_share(self, share: float) -> None:
        """Show how much of a data set is read, unless that is a matter of an instant."""
        wanted = self._chooser.wanted
        self._name.setText(f"Reading {wanted.describe()}" if wanted else "Reading")
        self._share.setText(formats.percent(share, 0))
        self._line.set_share(share)
        self.setAccessibleName(f"{self._name.text()}, {self._share.text()}")
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def end(self) -> None:
        """Show nothing any more."""
        self._timer.stop()
        self.hide()

    def _lay_out(self) -> None:
        self.setProperty("card", "plain")
        cancel = Button("Cancel", name="Cancel reading", tip="Keep the data that are loaded.")
        cancel.clicked.connect(self._cancel)
        row = QHBoxLayout()
        row.setContentsMargins(px(14), px(9), px(12), px(9))
        row.setSpacing(px(10))
        row.addWidget(self._name, 1)
        row.addWidget(self._share)
        row.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._line)

    @Slot()
    def _cancel(self) -> None:
        self._session.cancel_loading()
