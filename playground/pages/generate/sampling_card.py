"""How the next token is drawn."""

from __future__ import annotations

from random import SystemRandom

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine import SamplingConfig
from playground.editors.outline import Section
from playground.form import Form
from playground.theme import px
from playground.widgets.button import Button
from playground.widgets.card import Card
from playground.widgets.icon_button import IconButton
from playground.widgets.label import Label
from playground.widgets.number_field import NumberField
from playground.widgets.segmented import Segmented

_DRAWN = ("temperature", "top_k", "top_p", "min_p")  # matter only where tokens are drawn
_SETTINGS = (
    *("temperature", "top_k", "top_p", "length", "skip"),
    *("min_p", "repetition_penalty", "stop_at_end"),
)
_LABEL = 98  # the card is narrower than that of a model's settings


class SamplingCard(Card):
    """Edit a SamplingConfig: greedy or sampled, and how bold.

    Signals: ``changed(object)`` with the new config.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((16, 11, 10, 12), 4, parent)
        self._config = SamplingConfig(temperature=0.8, top_k=40, top_p=0.95)
        about = SamplingConfig.setting("seed")
        self._switch = Segmented(
            [("Greedy", True), ("Sampled", False)], False, name="Greedy or sampled",
            tip=SamplingConfig.setting("greedy").help,
        )  # fmt: skip
        self._form = Form(self._config, sections=[Section("", _SETTINGS)], label_width=_LABEL)
        self._seed = NumberField(
            self._config.seed, about.low, about.high, integer=True, grouped=False, name="Seed",
            tip=about.help,
        )  # fmt: skip
        self._dice = IconButton("dice", "Roll another seed", "Another seed gives another text.")
        self._more = Button("More", "down", kind="text", tip="Settings that are needed less often.")
        self._more.setCheckable(True)
        self._lay_out()
        self._switch.chosen.connect(self._choose)
        self._form.changed.connect(self._take)
        self._seed.edited.connect(self._take_seed)
        self._dice.clicked.connect(self._roll)
        self._more.toggled.connect(self._show_more)

    @property
    def config(self) -> SamplingConfig:
        """The settings as they were last right."""
        return self._config

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Label("Sampling", "title"))
        head.addStretch(1)
        head.addWidget(self._switch)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self._more)
        foot.addStretch(1)
        foot.addWidget(Label("Seed"))
        foot.addWidget(self._dice)
        self._seed.setFixedWidth(px(96))
        foot.addWidget(self._seed)
        foot.addSpacing(px(24))  # where the rows above have their reset dots
        self.column.addLayout(head)
        self.column.addWidget(self._form)
        self.column.addLayout(foot)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _set(self, **changes: object) -> None:
        self._config = self._config.changed(**changes)
        self.changed.emit(self._config)

    @Slot(object)
    def _choose(self, greedy: object) -> None:
        self._set(greedy=greedy)
        self._show_use()

    def _show_use(self) -> None:
        """Disable what has no effect on the likeliest token."""
        for path in self._form.paths():
            self._form.row(path).setEnabled(path not in _DRAWN or not self._config.greedy)

    @Slot(object)
    def _take(self, config: SamplingConfig) -> None:
        self._set(**{name: getattr(config, name) for name in _SETTINGS})

    @Slot(object)
    def _take_seed(self, seed: object) -> None:
        self._set(seed=seed)

    @Slot()
    def _roll(self) -> None:
        seed = SystemRandom().randint(1, 9999)
        self._seed.set_value(seed)
        self._set(seed=seed)

    @Slot(bool)
    def _show_more(self, shown: bool) -> None:
        self._form.show_all(shown)
        self._more.setText("Less" if shown else "More")
        self._show_use()
