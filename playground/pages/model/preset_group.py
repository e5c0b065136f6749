"""The presets of one sort of task."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine import Preset, RunConfig
from engine.models.base import Goal
from playground.theme import font, px
from playground.views.preset_pictures import Node, PresetPicture
from playground.widgets.button import Button
from playground.widgets.choice_menu import ChoiceMenu
from playground.widgets.label import Label
from playground.widgets.named import name_widget
from playground.widgets.preset_card import PresetCard

_WIDEST = 168
_GAP = 8
_NODES: dict[str, Node] = {"rnn": "round", "lstm": "filled", "gru": "hollow", "ngram": "filled"}


class PresetGroup(QWidget):
    """Show the first cards of a group, the chosen one among them, and the others in a menu.

    Signals: ``chosen(str)`` with a preset's name.
    """

    chosen = Signal(str)

    def __init__(self, title: str, presets: Sequence[Preset], cards: QButtonGroup) -> None:
        super().__init__()
        self._title, self._presets = title, list(presets)
        self._current = self._brings = ""
        self._heading = Label(title, "caption", "ink2")
        self._heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._heading.setMinimumHeight(px(24))  # of the button beside it, which is not always there
        self._more = Button(
            "", "down", kind="text", name=f"More presets: {title}",
            tip="Presets that find no place in the row",
        )  # fmt: skip
        self._more.setFont(font("caption", 500))
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron comes last
        self._menu = ChoiceMenu(self._more)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._menu.setToolTipsVisible(True)
        self._menu.chosen.connect(self._pick)
        self._more.setMenu(self._menu)
        self._cards: dict[str, PresetCard] = {}
        self._row = QHBoxLayout()
        self._row.setSpacing(px(_GAP))
        for preset in presets:
            card = PresetCard(preset.title, preset_picture(preset.config))
            card.setMaximumWidth(max(px(_WIDEST), card.minimumWidth()))
            card.clicked.connect(self._click)
            self._cards[preset.name] = card
            self._row.addWidget(card, 1)
            cards.addButton(card)
        self._row.addStretch(0)
        self._lay_out()

    def count(self) -> int:
        """Return how many presets there are."""
        return len(self._presets)

    def width_of(self, count: int) -> int:
        """Return the least width at which `count` cards can be shown."""
        cards = sum(self._cards[name].minimumWidth() + px(_GAP) for name in self._first(count))
        more = self._more.sizeHint().width() + px(_GAP) if count < len(self._presets) else 0
        title = self._heading.fontMetrics().horizontalAdvance(self._title) + 1
        return max(cards - px(_GAP), title + more)

    def show_first(self, count: int, width: int) -> None:
        """Show so many cards, all of them together that wide."""
        self.setFixedWidth(width)
        shown = self._first(count)
        for name, card in self._cards.items():
            card.setVisible(name in shown)
        hidden = [preset for preset in self._presets if preset.name not in shown]
        self._menu.set_choices([(preset.title, preset.name) for preset in hidden])
        for action, preset in zip(self._menu.actions(), hidden, strict=True):
            action.setToolTip(self._cards[preset.name].toolTip())
        self._more.setText(f"{len(hidden)} more")
        self._more.setVisible(bool(hidden))
        self._show_heading()

    def show_chosen(self, name: str, config: RunConfig) -> None:
        """Mark a preset, and say of the others which data they would bring along."""
        self._current = name
        for preset in self._presets:
            card = self._cards[preset.name]
            card.setChecked(preset.name == name)
            name_widget(card, preset.title, _about(preset, config))
        first = self._presets[0].config
        other = first.task.kind != config.task.kind
        self._brings = f"  ·  brings “{first.data.source.describe()}”" if other else ""
        self._show_heading()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say more in the heading where there is room."""
        super().resizeEvent(event)
        self._show_heading()

    def _show_heading(self) -> None:
        """Say what the group is for, and which data it brings where that fits beside it."""
        more = self._more.sizeHint().width() + px(_GAP) if not self._more.isHidden() else 0
        whole = self._title + self._brings
        fits = self._heading.fontMetrics().horizontalAdvance(whole) + more <= self.width()
        self._heading.setText(whole if fits else self._title)

    def _first(self, count: int) -> list[str]:
        """Return the first names, the last of them given up for the chosen one if need be."""
        names = [preset.name for preset in self._presets]
        if self._current in names[count:]:
            return [*names[: count - 1], self._current]
        return names[:count]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(_GAP))
        head.addWidget(self._heading, 1)
        head.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        column.addLayout(head)
        column.addLayout(self._row)

    @Slot()
    def _click(self) -> None:
        card = self.sender()
        self.chosen.emit(next(name for name, other in self._cards.items() if other is card))

    @Slot(object)
    def _pick(self, name: object) -> None:
        self.chosen.emit(str(name))


def preset_picture(config: RunConfig) -> PresetPicture:
    """Return the picture of the network that a preset trains."""
    model = config.model
    attention = getattr(model, "attention", "none") != "none"
    cell = getattr(getattr(model, "cell", model), "kind", "")
    return PresetPicture(
        node=_NODES.get(cell, "round"),
        layers=getattr(model, "num_layers", 1),
        answers=model.goal is Goal.ANSWER,
        reverse=getattr(config.task, "reverse", False),
        peeky=getattr(model, "peeky", False) and not attention,
        attention=attention,
        labels=model.goal is Goal.LABEL,
        looks=model.goal is Goal.CAPTION,
        sees=not hasattr(model, "cell"),
    )


def _about(preset: Preset, config: RunConfig) -> str:
    """Say what a preset is, what to expect of it, where it comes from and which data it takes."""
    lines = (preset.summary, preset.expect, f"{preset.source}.", _about_data(preset, config))
    return "\n".join(filter(None, lines))


def _about_data(preset: Preset, config: RunConfig) -> str:
    """Say which data a preset would be trained on, if it were chosen."""
    here, there = config.data.source, preset.config.data.source
    if here.kind == "files" and preset.config.task.kind == config.task.kind:
        return f"Keeps “{here.describe()}”."
    return "" if here == there else f"Loads the sample “{there.describe()}”."
