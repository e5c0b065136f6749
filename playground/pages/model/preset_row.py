"""The presets as cards, in as many as there is room for."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from engine import PRESETS, Preset, RunConfig
from playground.pages.model.preset_group import PresetGroup
from playground.theme import px

_BETWEEN = 20
# The cards of the design; the others follow where there is room, and stand in the menus.
_FIRST = (
    *("simple-rnnlm", "rnnlm", "better-rnnlm", "gru-lm", "ngram-3"),
    *("addition", "addition-reverse", "addition-peeky", "dates-attention", "keras-sentiment"),
)


class PresetRow(QWidget):
    """Show presets as pictures with names, in groups by what the network does.

    The groups fill up in turn; what finds no place is in a menu beside the heading. What is not
    for the data that are loaded can be chosen too: heading and tooltip say which data it brings
    along. Signals: ``chosen(str)`` with a preset's name.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._chosen = ""
        ordered = sorted(PRESETS.values(), key=_rank)
        titles = dict.fromkeys(preset.group for preset in PRESETS.values())
        cards = QButtonGroup(self)
        self._groups = [
            PresetGroup(title, [preset for preset in ordered if preset.group == title], cards)
            for title in titles
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(_BETWEEN))
        for group in self._groups:
            group.chosen.connect(self.chosen)
            row.addWidget(group)
        row.addStretch(0)

    def show_chosen(self, name: str, config: RunConfig) -> None:
        """Mark a preset, and say of the others which data they would bring along."""
        self._chosen = name
        for group in self._groups:
            group.show_chosen(name, config)
        self._fill()

    def minimumSizeHint(self) -> QSize:
        """Need no more width than one card of each group takes."""
        return QSize(px(600), self._groups[0].sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more cards in a wider window."""
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Give each group one card after the other as long as there is room for it."""
        counts = [1 for _ in self._groups]
        open_groups = set(range(len(self._groups)))
        while open_groups:
            for index in sorted(open_groups):
                counts[index] += 1
                if self._is_too_much(index, counts):
                    counts[index] -= 1
                    open_groups.discard(index)
        spare = max(self.width() - self._needed(counts), 0)
        for group, count in zip(self._groups, counts, strict=True):
            group.show_first(count, group.width_of(count) + spare * count // sum(counts))

    def _is_too_much(self, index: int, counts: list[int]) -> bool:
        if counts[index] > self._groups[index].count():
            return True
        return self._needed(counts) > self.width()

    def _needed(self, counts: list[int]) -> int:
        pairs = zip(self._groups, counts, strict=True)
        between = px(_BETWEEN) * (len(self._groups) - 1)
        return between + sum(group.width_of(count) for group, count in pairs)


def _rank(preset: Preset) -> int:
    return _FIRST.index(preset.name) if preset.name in _FIRST else len(_FIRST)
