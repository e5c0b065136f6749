"""The presets as cards, side by side."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine import PRESETS, Preset, RunConfig
from engine.models.base import Goal
from playground.theme import px
from playground.views.preset_pictures import Node, PresetPicture
from playground.widgets.label import Label
from playground.widgets.named import name_widget
from playground.widgets.preset_card import PresetCard

_WIDEST = 168
_NODES: dict[str, Node] = {"rnn": "round", "lstm": "filled", "gru": "hollow"}


class PresetRow(QScrollArea):
    """Show every preset as a picture with its name, in groups by what the network does.

    What is not for the data that are loaded can be chosen too: the heading of its group and its
    tooltip say which data it brings along. Signals: ``chosen(str)`` with a preset's name.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._cards: dict[str, PresetCard] = {}
        self._headings: dict[str, Label] = {}
        self._buttons = QButtonGroup(self)
        self._buttons.buttonClicked.connect(self._choose)
        self._inside = inside = QWidget()
        inside.setObjectName("column")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(24))
        for group in dict.fromkeys(preset.group for preset in PRESETS.values()):
            presets = [preset for preset in PRESETS.values() if preset.group == group]
            row.addLayout(self._make_group(group, presets), len(presets))
        row.addStretch(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.horizontalScrollBar().rangeChanged.connect(self._fit_height)
        self._fit_height()

    def show_chosen(self, name: str, config: RunConfig) -> None:
        """Mark a preset, and say of the others which data they would bring along."""
        for preset in PRESETS.values():
            card = self._cards[preset.name]
            card.setChecked(preset.name == name)
            sentence = _about_data(preset, config)
            name_widget(card, preset.title, f"{preset.summary} {sentence}".strip())
        for group, heading in self._headings.items():
            first = next(preset for preset in PRESETS.values() if preset.group == group)
            other = first.config.task.kind != config.task.kind
            brings = f"  ·  brings “{first.config.data.source.describe()}”" if other else ""
            heading.setText(group + brings)

    def card(self, name: str) -> PresetCard:
        """Return the card of a preset."""
        return self._cards[name]

    def _make_group(self, group: str, presets: Iterable[Preset]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px(6))
        self._headings[group] = Label(group, "caption", "ink2")
        column.addWidget(self._headings[group])
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for preset in presets:
            card = PresetCard(preset.title, preset_picture(preset.config))
            card.setMaximumWidth(max(px(_WIDEST), card.minimumWidth()))
            self._cards[preset.name] = card
            self._buttons.addButton(card)
            row.addWidget(card, 1)
        column.addLayout(row)
        column.addStretch(1)
        return column

    @Slot(QAbstractButton)
    def _choose(self, card: QAbstractButton) -> None:
        self.chosen.emit(next(name for name, other in self._cards.items() if other is card))

    @Slot()
    def _fit_height(self) -> None:
        bar = px(12) if self.horizontalScrollBar().maximum() > 0 else 0
        self.setFixedHeight(self._inside.sizeHint().height() + bar)


def preset_picture(config: RunConfig) -> PresetPicture:
    """Return the picture of the network that a preset trains."""
    model = config.model
    attention = getattr(model, "attention", "none") != "none"
    return PresetPicture(
        node=_NODES.get(getattr(getattr(model, "cell", None), "kind", ""), "round"),
        layers=getattr(model, "num_layers", 1),
        answers=model.goal is Goal.ANSWER,
        reverse=getattr(config.task, "reverse", False),
        peeky=getattr(model, "peeky", False) and not attention,
        attention=attention,
        labels=model.goal is Goal.LABEL,
    )


def _about_data(preset: Preset, config: RunConfig) -> str:
    """Say which data a preset would be trained on, if it were chosen."""
    here, there = config.data.source, preset.config.data.source
    if here.kind == "files" and preset.config.task.kind == config.task.kind:
        return f"Keeps “{here.describe()}”."
    return "" if here == there else f"Loads the sample “{there.describe()}”."
