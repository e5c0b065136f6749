"""News above the page that waits for an answer without holding anything up."""

from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.icon_button import IconButton
from playground.widgets.icon_label import IconLabel
from playground.widgets.label import Label
from playground.widgets.named import restyle

ICONS = {"error": ("warn", "wrong"), "warn": ("warn", "warn"), "note": ("info", "accent")}


class Banner(QFrame):
    """Say what happened, what is safe and what to do, with one button that does it.

    Signals: ``acted()`` for that button, ``refused()`` for the one that does the opposite,
    ``details_requested()``, ``closed()``.
    """

    acted = Signal()
    refused = Signal()
    details_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "error")
        self.setMinimumHeight(px(56))
        self._icon = IconLabel("warn", "wrong", 20)
        self._title = Label("", "heading", size=14)
        self._text = Label("", "body", wrap=True)
        self._action, self._refusal = Button(), Button(kind="flat")
        self._details = Button("Details", kind="flat")
        self._close = IconButton("cross", "Close this message")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(6), px(10), px(6))
        row.setSpacing(px(12))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for button in (self._action, self._refusal, self._details, self._close):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._action.clicked.connect(self._act)
        self._refusal.clicked.connect(self._refuse)
        self._details.clicked.connect(self._show_details)
        self._close.clicked.connect(self._shut)
        self.hide()

    def show_message(
        self,
        title: str,
        text: str,
        *,
        action: str = "",
        refusal: str = "",
        details: bool = False,
        kind: Literal["error", "warn", "note"] = "error",
    ) -> None:
        """Show a message until it is closed; ``action`` and ``refusal`` are texts of buttons."""
        self._title.setText(title)
        self._text.setText(text)
        for button, name in ((self._action, action), (self._refusal, refusal)):
            button.setText(name)
            button.setAccessibleName(name)
            button.setVisible(bool(name))
        self._details.setVisible(details)
        self._icon.set_icon(*ICONS[kind])
        self.setAccessibleName(f"{title} {text}")
        restyle(self, banner=kind)
        self.show()

    @Slot()
    def _act(self) -> None:
        self.acted.emit()

    @Slot()
    def _refuse(self) -> None:
        self.refused.emit()

    @Slot()
    def _show_details(self) -> None:
        self.details_requested.emit()

    @Slot()
    def _shut(self) -> None:
        self.hide()
        self.closed.emit()
