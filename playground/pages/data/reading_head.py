"""What the data were taken for, with a pill for all that can be changed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine import Dataset, RunConfig
from engine.data.dataset import Kind
from engine.data.sources import FilesSource
from playground.pages.data.facts import level_of, reverse_of
from playground.pages.data.wording import KINDS, LEVELS, encoding_choices, kind_name
from playground.presets import TASK_OF_KIND
from playground.theme import px
from playground.widgets.check_box import CheckBox
from playground.widgets.elided_label import ElidedLabel
from playground.widgets.pill_menu import PillMenu


class ReadingHead(QWidget):
    """Show the name of the data, their kind, encoding and level, and how they are shown or fed.

    Signals: ``kind_chosen(str)``, ``encoding_chosen(str)``, ``level_chosen(str)`` from
    the pills; ``chips_switched(bool)``, ``reverse_switched(bool)``.
    """

    kind_chosen = Signal(str)
    encoding_chosen = Signal(str)
    level_chosen = Signal(str)
    chips_switched = Signal(bool)
    reverse_switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel("", "page")
        self._kind = PillMenu(name="Kind", tip="What the data were taken for. Choose another kind.")
        self._encoding = PillMenu(
            name="Encoding", tip="How the file's bytes were read. Choose another encoding."
        )
        self._level = PillMenu(
            name="Tokens", tip="Whether the network reads word by word or letter by letter."
        )
        self._chips = CheckBox("Show tokens", tip="Set each token on a ground of its own.")
        self._chips.setChecked(True)
        self._reverse = CheckBox(
            "Reverse the question", tip="Its beginning then stands next to the answer's."
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(10), px(14), px(10))
        row.setSpacing(px(8))
        row.addWidget(self._title)
        for pill in (self._kind, self._encoding, self._level):
            row.addWidget(pill)
        row.addStretch(1)
        row.addWidget(self._chips)
        row.addWidget(self._reverse)
        self.setFixedHeight(px(53))
        self._kind.chosen.connect(self._choose_kind)
        self._encoding.chosen.connect(self._choose_encoding)
        self._level.chosen.connect(self._choose_level)
        self._chips.toggled.connect(self.chips_switched)
        self._reverse.clicked.connect(self.reverse_switched)

    @property
    def shows_chips(self) -> bool:
        """Whether tokens stand on chips."""
        return self._chips.isChecked()

    def show_dataset(self, dataset: Dataset, config: RunConfig) -> None:
        """Show how a data set was read and how a run would take it."""
        source = config.data.source
        is_file = isinstance(source, FilesSource)
        found = next(iter(dataset.encodings.values()), "")
        suits = config.task.kind == TASK_OF_KIND.get(dataset.kind)
        shown = {
            self._encoding: is_file and bool(found),
            self._level: suits and hasattr(config.task, "level"),
            self._chips: dataset.kind is Kind.TEXT,
            self._reverse: dataset.kind is Kind.PAIRS and suits,
        }
        # First what goes: Qt lays out at each showing, and all at once would widen the window.
        for part in [part for part, is_shown in shown.items() if not is_shown]:
            part.hide()
        self._title.setText(dataset.name)
        kinds = KINDS if is_file else [(kind_name(dataset.kind), dataset.kind.value)]
        self._kind.set_choices(kinds, dataset.kind.value)
        self._encoding.set_choices(encoding_choices(found), found)
        self._level.set_choices(LEVELS, level_of(config))
        self._reverse.setChecked(reverse_of(config))
        for part in [part for part, is_shown in shown.items() if is_shown]:
            part.show()

    @Slot(object)
    def _choose_kind(self, kind: str) -> None:
        self.kind_chosen.emit(kind)

    @Slot(object)
    def _choose_encoding(self, encoding: str) -> None:
        self.encoding_chosen.emit(encoding)

    @Slot(object)
    def _choose_level(self, level: str) -> None:
        self.level_chosen.emit(level)
