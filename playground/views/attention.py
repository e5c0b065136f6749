"""Where the answer to one fixed question looks, as the network learns."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.decoding import Answer
from engine.events import Inspected, Sampled
from playground.formats import significant
from playground.theme import px
from playground.views.attention_map import AttentionMap
from playground.views.lens import Lens
from playground.views.ramp_legend import RampLegend
from playground.widgets.icon_label import IconLabel
from playground.widgets.label import Label
from playground.widgets.rule import Rule

TALLEST = 520  # pixels that the rows of the map may share


class Attention(Lens):
    """Draw the attention map of the sample's question, and whether its answer is right."""

    title = "Attention"
    view = "attention"
    waiting = "While a run goes on, this shows where the answer to one question looks."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = AttentionMap(TALLEST)
        self._answer = Label("", "mono", weight=600, size=15)
        self._signs = {
            True: IconLabel("check", "right", 14),
            False: IconLabel("cross", "wrong", 14),
        }
        self._verdict = Label("", "caption")
        self._sample: Sampled | None = None
        self._right_since: float | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self.caption_label.setText("A fixed question, redrawn after every evaluation.")
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(Label("Answer", "caption", "ink2"))
        foot.addWidget(self._answer)
        for sign in self._signs.values():
            foot.addWidget(sign)
        foot.addWidget(self._verdict)
        foot.addStretch(1)
        self.column.addWidget(self._map)
        self.column.addWidget(RampLegend("0", "100 % of the weight", "map"))
        self.column.addStretch(1)
        self.column.addWidget(Rule())
        self.column.addLayout(foot)

    def take(self, event: object) -> None:
        """Learn from a sample which answer is right."""
        if isinstance(event, Sampled):
            if self._sample is not None and self._sample.prompt != event.prompt:
                self._right_since = None
            self._sample = event

    def show_arrays(self, inspected: Inspected) -> None:
        """Show the map, and judge the answer."""
        words = any(len(symbol) > 1 for symbol in (*inspected.rows, *inspected.labels))
        text = (" " if words else "").join(inspected.rows)
        noun = "word" if words else "character"
        self.heading.setText(f"Where each answer {noun} looks")
        weights = inspected.arrays["attention"]
        self._map.show_answer(
            Answer("", inspected.labels, text, inspected.rows, (), attention=weights)
        )
        self._answer.setText(text.strip())
        self._judge(text.strip(), inspected.step)

    def clear(self) -> None:
        """Forget the run."""
        super().clear()
        self._sample = self._right_since = None

    def _judge(self, text: str, step: int) -> None:
        expected = self._sample.expected if self._sample is not None else None
        right = None if expected is None else text == expected.strip()
        if not right:
            self._right_since = None
        elif self._right_since is None:
            self._right_since = step / self.begun.updates_per_epoch if self.begun else 0.0
        for kind, sign in self._signs.items():
            sign.setVisible(right is kind)
        words = ""
        if right:
            words = f"right since epoch {significant(self._right_since, 2)}"
        elif expected is not None:
            words = f"wrong, it is {expected.strip()}"
        self._verdict.setText(words)
        self._verdict.set_tone("right" if right else "wrong")
