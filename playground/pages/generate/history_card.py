"""What was asked so far, and how often the model was right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine import Reply
from playground.pages.generate.history_words import QUESTIONS, HistoryWords
from playground.theme import px
from playground.views.answer_history import AnswerHistory
from playground.views.tally_bar import TallyBar
from playground.widgets.button import Button
from playground.widgets.card import Card
from playground.widgets.label import Label
from playground.widgets.rule import Rule

_MORE = 100


class HistoryCard(Card):
    """Count right answers and list the replies.

    Signals: ``chosen(object)`` with a Reply to show again; ``mistake_wanted()``;
    ``more_wanted(int)`` with how many questions to ask.
    """

    chosen = Signal(object)
    mistake_wanted = Signal()
    more_wanted = Signal(int)

    def __init__(
        self,
        history: AnswerHistory | None = None,
        words: HistoryWords = QUESTIONS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__((1, 14, 1, 10), 0, parent)
        self._words = words
        self._right = self._count = self._unlike = self._unknown = 0
        self._possible = False
        self._tally = Label("", "number")
        self._sentence = Label("", "caption", "ink2", wrap=True)
        self._bar = TallyBar()
        self._list = history or AnswerHistory()
        self._mistake = Button(
            "Next mistake",
            "next",
            tip=f"{words.verb}s {words.objects} of the validation part until one is wrong.",
        )
        self._more = Button(
            f"{words.verb} {_MORE} more",
            tip=f"{words.verb}s {_MORE} {words.objects} drawn from the validation part.",
        )
        self._lay_out()
        self._list.chosen.connect(self._choose)
        self._mistake.clicked.connect(self._ask_for_mistake)
        self._more.clicked.connect(self._ask_for_more)
        self.clear()

    def clear(self) -> None:
        """Forget everything that was asked."""
        self._right = self._count = self._unlike = self._unknown = 0
        self._list.clear()
        self._show_tally()

    def add(self, replies: Sequence[Reply]) -> None:
        """Count and list replies."""
        self._list.add(replies)
        for reply in replies:
            if reply.unlike is not None:
                self._unlike += 1
            elif reply.right is None:
                self._unknown += 1
            else:
                self._right += reply.right
                self._count += 1
        self._show_tally()

    def show_possible(self, possible: bool, why_not: str = "") -> None:
        """Let more questions be asked, or say why that cannot be."""
        self._possible = possible
        self.show_busy(False)
        if why_not:
            self._sentence.setText(why_not)

    def show_busy(self, busy: bool) -> None:
        """Take no further wish while many questions are being asked."""
        for button in (self._mistake, self._more):
            button.setEnabled(self._possible and not busy)
        if busy:
            words = self._words
            self._sentence.setText(f"{words.doing} {words.objects} of the validation part")
        else:
            self._show_tally()

    def say(self, sentence: str) -> None:
        """Say something under the tally until the next reply."""
        self._sentence.setText(sentence)

    def _show_tally(self) -> None:
        if self._count:
            self._tally.setText(f"{self._right:,} of {self._count:,} right")
        else:
            asked = self._unlike + self._unknown
            self._tally.setText(f"Nothing {'counted' if asked else self._words.done} yet")
        apart = [
            f"{number:,} {words}, not counted"
            for number, words in (
                (self._unlike, "unlike the data"),
                (self._unknown, "that cannot be checked"),
            )
            if number
        ]
        self._sentence.setText("; ".join(apart) or f"{self._words.results} are counted here.")
        self._bar.set_counts(self._right, self._count)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(px(15), 0, px(15), px(10))
        head.setSpacing(0)
        head.addWidget(self._tally)
        head.addWidget(self._sentence)
        head.addSpacing(px(8))
        head.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(13), px(9), px(13), 0)
        foot.setSpacing(px(8))
        foot.addWidget(self._mistake)
        foot.addWidget(self._more)
        foot.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(Rule())
        self.column.addSpacing(px(4))
        self.column.addWidget(self._list, 1)
        self.column.addWidget(Rule())
        self.column.addLayout(foot)

    @Slot(object)
    def _choose(self, reply: object) -> None:
        self.chosen.emit(reply)

    @Slot()
    def _ask_for_mistake(self) -> None:
        self.mistake_wanted.emit()

    @Slot()
    def _ask_for_more(self) -> None:
        self.more_wanted.emit(_MORE)
