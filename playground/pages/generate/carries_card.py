"""How the number of carries decides whether a sum is answered right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from engine.carry_scores import CarryScore
from playground import formats
from playground.pages.generate.asking import counting_carries
from playground.pages.generate.speaker import Speaker
from playground.session import Session
from playground.theme import px
from playground.training import Training
from playground.widgets.bars import Bars
from playground.widgets.button import Button
from playground.widgets.card import Card
from playground.widgets.label import Label

_HEIGHT = 76  # four rows: sums of three digits carry at most three times


class CarriesCard(Card):
    """Ask all sums of the validation part, when that is wanted, and compare them by carries."""

    def __init__(self, session: Session, training: Training) -> None:
        super().__init__((20, 10, 20, 10), 0)
        self._session = session
        self._speaker = Speaker(session, training, self)
        self._sentence = Label("", "caption", "ink2", wrap=True)
        self._button = Button("Measure", kind="text", tip="Asks all sums of the validation part.")
        self._bars = Bars(
            "Right, by number of carries", "A carry must travel through the whole sum.",
            quiet=True, label_role="body", label_width=48,
        )  # fmt: skip
        self._bars.setMinimumHeight(px(_HEIGHT))
        self._lay_out()
        self._button.clicked.connect(self.measure)
        self._speaker.said.connect(self._show)
        self._speaker.ended.connect(self._end)
        self._speaker.failed.connect(self._fail)
        self.clear()

    def clear(self) -> None:
        """Forget what was measured."""
        self._speaker.stop()
        self._bars.set_rows([])
        self._sentence.setText("Not measured yet")
        self._button.setText("Measure")
        self._button.setEnabled(True)

    def grow_old(self) -> None:
        """Tell that the model has been trained on since it was measured."""
        if self._button.text() == "Measure again":
            self._sentence.setText("Measured before the last training")

    @Slot()
    def measure(self) -> None:
        """Ask all of them."""
        dataset = self._session.dataset
        if dataset is not None:
            self._button.setEnabled(False)
            self._sentence.setText("Measuring")
            self._speaker.start(counting_carries(dataset))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label("Right, by number of carries", "heading"))
        words.addWidget(self._sentence)
        words.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(px(26))
        row.addLayout(words)
        row.addWidget(self._bars, 1)
        self.column.addLayout(row)

    @Slot(list)
    def _show(self, events: list[tuple[CarryScore, ...]]) -> None:
        scores = events[-1]
        rows = [
            (f"{score.carries}" if score.carries else "none", score.accuracy,
             formats.percent(score.accuracy))
            for score in scores
        ]  # fmt: skip
        self._bars.set_rows(rows, maximum=1.0)
        count = sum(score.count for score in scores)
        self._sentence.setText(f"{count:,} validation sums")

    @Slot()
    def _end(self) -> None:
        self._button.setText("Measure again")
        self._button.setEnabled(True)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._button.setEnabled(True)
