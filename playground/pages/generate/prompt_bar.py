"""Where a text begins: the prompt, how it is read, and what to start from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine import Checkpoint, read_prompt
from engine.generation import PromptReading
from playground.theme import px
from playground.views.prompt_field import PromptField
from playground.widgets.chip_button import ChipButton
from playground.widgets.icon_label import IconLabel
from playground.widgets.label import Label
from playground.widgets.primary_button import PrimaryButton

_GENERATE = (
    "Generate",
    "play",
    "Generate",
    "Writes on from the prompt, as Enter does.",
)
_STOP = ("Stop", "stop", "Stop generating", "Ends the text here.")


class PromptBar(QWidget):
    """Take a prompt and show how the model reads it.

    Signals: ``generate_wanted()`` and ``stop_wanted()``.
    """

    generate_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checkpoint: Checkpoint | None = None
        self._writing = False
        self._reading: PromptReading | None = None
        self._field = PromptField()
        self.setFocusProxy(self._field)
        self._button = PrimaryButton(_GENERATE[0], _GENERATE[1], tip=_GENERATE[3])
        self._icon = IconLabel("info", "ink2", 14)
        self._sentence = Label("", "caption", "ink2", wrap=True)
        self._start = Label("Start from", "caption", "ink2")
        self._chips: list[ChipButton] = []
        self._foot = QHBoxLayout()
        self._lay_out()
        self._field.textChanged.connect(self._read)
        self._field.returnPressed.connect(self._enter)
        self._button.clicked.connect(self._press)

    @property
    def text(self) -> str:
        """The prompt as it was typed."""
        return self._field.text()

    @property
    def reading(self) -> PromptReading | None:
        """How the model reads the prompt; None before there is a model."""
        return self._reading

    def show_model(self, checkpoint: Checkpoint) -> None:
        """Read the prompt as this model does."""
        self._checkpoint = checkpoint
        self._read()

    def show_openings(self, texts: Sequence[str]) -> None:
        """Offer beginnings to press."""
        for chip in self._chips:
            self._foot.removeWidget(chip)
            chip.deleteLater()
        tip = "Starts from words of the data."
        self._chips = [ChipButton(text, name=f"Start from “{text}”", tip=tip) for text in texts]
        before: QWidget = self._button
        for chip in self._chips:
            self._foot.addWidget(chip)
            QWidget.setTabOrder(before, chip)
            before = chip
            chip.clicked.connect(self._take_opening)
        self._start.setVisible(bool(texts))

    def show_writing(self, writing: bool) -> None:
        """Let the button stop the text while one is being written."""
        self._writing = writing
        text, icon, name, tip = _STOP if writing else _GENERATE
        self._button.setText(text)
        self._button.set_icon(icon)
        self._button.setAccessibleName(name)
        self._button.setToolTip(tip)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self._field, 1)
        self._button.setMinimumWidth(px(125))
        head.addWidget(self._button)
        self._foot.setContentsMargins(px(1), 0, 0, 0)
        self._foot.setSpacing(px(8))
        self._foot.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._foot.addWidget(self._sentence, 1)
        self._foot.addWidget(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addLayout(self._foot)
        self._start.hide()

    @Slot()
    def _read(self) -> None:
        if self._checkpoint is None:
            return
        words = self._checkpoint.vocabulary.level == "word"
        self._reading = reading = read_prompt(self._checkpoint, self._field.text())
        self._field.show_tokens(reading.tokens, words=words)
        unknown = any(not token.known for token in reading.tokens)
        self._icon.set_icon(*("warn", "warn") if unknown else ("info", "ink2"))
        self._sentence.set_tone("warn" if unknown else "ink2")
        self._sentence.setText(reading.sentence)
        self._field.setAccessibleDescription(reading.sentence)

    @Slot()
    def _take_opening(self) -> None:
        chip = self.sender()
        if isinstance(chip, ChipButton):
            self._field.setText(chip.text())
            self._field.setFocus()

    @Slot()
    def _enter(self) -> None:
        self.generate_wanted.emit()

    @Slot()
    def _press(self) -> None:
        if self._writing:
            self.stop_wanted.emit()
        else:
            self.generate_wanted.emit()
