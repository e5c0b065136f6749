"""A picture at large, and what the model says of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine import PictureReply
from playground.theme import px
from playground.views.caption_display import CaptionDisplay
from playground.views.picture_view import PictureView
from playground.widgets.card import Card
from playground.widgets.inline_error import InlineError
from playground.widgets.label import Label
from playground.widgets.primary_button import PrimaryButton

_TIMES = 8  # how large a pixel of the picture is drawn


class CaptionCard(Card):
    """Hold the picture, its caption word by word, and the button for the next.

    Of a model with attention, it shows where that looked for the word that is pointed at.

    Signals: ``another_wanted()``.
    """

    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((20, 16, 20, 14), 8, parent)
        self._another = PrimaryButton(
            "Another picture", tip="Describes a picture of the validation part."
        )
        self._note = Label("", "caption", "ink2", wrap=True)
        self.error = InlineError()
        self._picture = PictureView("Picture to describe", _TIMES)
        self._display = CaptionDisplay("Its caption will stand here.")
        self._weights = Label("", "caption", "ink2")
        self._where = Label("", "caption", "ink2")
        self._display.word_shown.connect(self._show_word)
        self._lay_out()
        self._another.clicked.connect(self._ask_for_another)

    @property
    def reply(self) -> PictureReply | None:
        """The reply that is shown."""
        reply = self._display.reply
        return reply if isinstance(reply, PictureReply) else None

    def show_possible(self, possible: bool, note: str) -> None:
        """Let pictures be asked for, or not; say where they come from, or why there are none."""
        self._another.setEnabled(possible)
        self._note.setText(note)

    def show_reply(self, reply: PictureReply | None, weights: str = "") -> None:
        """Show a picture and what was said of it, or nothing."""
        self.error.clear()
        self._picture.show_picture(reply.picture if reply else None)
        self._display.show_reply(reply)
        self._weights.setText(f"Described {weights}." if reply else "")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(14))
        head.addWidget(self._another)
        head.addWidget(self._note, 1)
        middle = QHBoxLayout()
        middle.setSpacing(px(28))
        middle.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        middle.addWidget(self._display, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.error)
        self.column.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._where, 1)
        foot.addWidget(self._weights)
        self.column.addLayout(foot)

    @Slot()
    def _show_word(self) -> None:
        """Lay over the picture where the model looked for a word."""
        self._picture.show_heat(self._display.weights)
        self._where.setText(self._display.sentence)

    @Slot()
    def _ask_for_another(self) -> None:
        self.another_wanted.emit()
