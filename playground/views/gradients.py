"""How far back through time the loss reaches."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.events import Inspected, Progress
from playground.clipped_share import ClippedShare
from playground.formats import percent
from playground.theme import px
from playground.views.gradient_bars import GradientBars
from playground.views.gradient_words import GROWN, gradient_sentence, growth
from playground.views.layer_names import layer_titles
from playground.views.lens import Lens
from playground.widgets.big_number import BigNumber
from playground.widgets.label import Label
from playground.widgets.pill_menu import PillMenu
from playground.widgets.rule import Rule

NOUNS = {"words": "word", "characters": "character"}


class Gradients(Lens):
    """Draw the gradient's norm at each time step, and say what it means."""

    title = "Gradients"
    view = "gradients"
    waiting = "While a run goes on, this shows how much of the gradient reaches each time step."

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer = PillMenu(name="Layer", tip="Which recurrent layer to look at")
        self._bars = GradientBars()
        self._radius = BigNumber("spectral radius of W_h")
        self._clipped = BigNumber("of updates clipped")
        self._sentence = Label("", "caption", "ink2", wrap=True)
        self._share = ClippedShare()
        self._shown: Inspected | None = None
        self._chosen = ""
        self._lay_out()
        self._layer.chosen.connect(self._choose)

    def _lay_out(self) -> None:
        self.heading.setText("Gradient norm at each time step")
        self.head.addWidget(self._layer, 0, Qt.AlignmentFlag.AlignTop)
        numbers = QHBoxLayout()
        numbers.addWidget(self._radius, 1)
        numbers.addWidget(self._clipped, 1)
        self.column.addWidget(self._bars, 1)
        self.column.addSpacing(px(4))
        self.column.addWidget(Rule())
        self.column.addLayout(numbers)
        self.column.addWidget(self._sentence)
        self._sentence.setMinimumHeight(3 * self._sentence.fontMetrics().lineSpacing())
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)

    def take_updates(self, updates: Sequence[Progress]) -> None:
        """Count the clipped ones."""
        self._share.take(updates)
        self._clipped.set_value(percent(self._share.share, 0))

    def show_arrays(self, inspected: Inspected) -> None:
        """Show a layer: the one that was chosen, or the first."""
        self._shown = inspected
        names = [
            name.removeprefix("norms/") for name in inspected.arrays if name.startswith("norms/")
        ]
        if self._chosen not in names:
            self._chosen = names[0]
        titles = layer_titles(names)
        self._layer.set_choices([(titles[name], name) for name in names], self._chosen)
        self._layer.setVisible(len(names) > 1)
        noun = NOUNS.get(self.begun.unit if self.begun else "", "symbol")
        self.caption_label.setText(f"From the last {noun} (right) back to the first.")
        self._show_layer()

    def clear(self) -> None:
        """Forget the run."""
        super().clear()
        self._shown = None
        self._share.clear()

    def retint(self) -> None:
        """Draw again."""
        self._bars.update()

    def _show_layer(self) -> None:
        assert self._shown is not None
        arrays = self._shown.arrays
        norms = arrays[f"norms/{self._chosen}"].tolist()
        radius, clip = float(arrays[f"radius/{self._chosen}"]), float(arrays["clip"])
        self._bars.show_norms(norms, clip)
        explodes = growth(norms) > GROWN
        self._radius.set_value(f"{radius:.2f}", tone="wrong" if explodes else "ink")
        self._sentence.setText(gradient_sentence(norms, radius))

    @Slot(object)
    def _choose(self, name: object) -> None:
        self._chosen = str(name)
        if self._shown is not None:
            self._show_layer()
