"""The settings of a run as a form."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from engine import RunConfig
from playground.editors.outline import Section
from playground.form import Form
from playground.theme import px
from playground.widgets.card import Card
from playground.widgets.label import Label
from playground.widgets.scroll_column import ScrollColumn
from playground.widgets.segmented import Segmented

_WIDTH = 414
_ASIDE = 36  # right of the fields: the dot that resets, and the gutter
_SECTIONS = (
    Section("Network", ("model.*", "task.reverse")),
    Section(
        "Training",
        (
            "optimizer", "schedule", "training.max_grad_norm", "task.batch_size",
            "task.time_steps", "training.epochs", "training.*", "task.*", "seed",
        ),
    ),
)  # fmt: skip
_COUNTED = (
    Section("Counts", ("model.*",)),
    Section("Text", ("task.level", "task.vocabulary_size", "seed")),
)


class SettingsCard(Card):
    """Hold the form, in short or with everything."""

    def __init__(self, config: RunConfig, standard: RunConfig) -> None:
        super().__init__(margins=(19, 13, 0, 10), spacing=4)
        self.setFixedWidth(px(_WIDTH))
        self.form = Form(config, standard=standard, sections=_sections(config))
        self._extent = Segmented(
            [("Basic", False), ("All", True)],
            name="Settings shown", tip="The settings that most people want, or all of them.",
        )  # fmt: skip
        self._extent.chosen.connect(self._choose_extent)
        header = QHBoxLayout()
        header.setContentsMargins(0, 0, px(_ASIDE), 0)
        header.addWidget(Label("Settings", "title"), 1)
        header.addWidget(self._extent)
        scroll = ScrollColumn(spacing=0)
        scroll.column.addWidget(self.form)
        self.column.addLayout(header)
        self.column.addWidget(scroll, 1)

    def show_config(self, config: RunConfig, standard: RunConfig) -> None:
        """Show settings that came from elsewhere, and mark how they differ from a preset's."""
        self.form.set_config(config, standard, _sections(config))

    @Slot(object)
    def _choose_extent(self, everything: object) -> None:
        self.form.show_all(bool(everything))


def _sections(config: RunConfig) -> tuple[Section, ...]:
    """Return what can be set: a model that only counts is not trained step by step."""
    return _COUNTED if getattr(config.model, "is_counted", False) else _SECTIONS
