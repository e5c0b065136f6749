"""Where a question is typed or taken from the data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from playground.theme import Role, font, px
from playground.widgets.chip_button import ChipButton
from playground.widgets.flow_layout import FlowLayout
from playground.widgets.label import Label
from playground.widgets.named import name_widget
from playground.widgets.primary_button import PrimaryButton

_SHORT = 14  # characters of a question that leave room for the chips beside the field
_SHOWN = 40


class QuestionBar(QWidget):
    """Take a question, or a text to label.

    Signals: ``asked(str)``; ``drawn()`` when one of the validation part is wanted.
    """

    asked = Signal(str)
    drawn = Signal()

    def __init__(
        self,
        name: str = "Question",
        verb: str = "Answer",
        *,
        role: Role = "mono",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._field.setProperty("field", "prompt")
        self._field.setFont(font(role, size=18))
        name_widget(self._field, name, "What the model is asked. Enter asks it.")
        self.setFocusProxy(self._field)
        self._button = PrimaryButton(verb, tip="Asks the model. Enter in the field does too.")
        self._chips: list[ChipButton] = []
        self._draw = ChipButton(
            "From the validation part", tip="Asks something that the model was not trained on."
        )
        self._offers = QWidget()
        self._flow = FlowLayout(8)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self._field.returnPressed.connect(self._ask)
        self._button.clicked.connect(self._ask)
        self._draw.clicked.connect(self._ask_for_one)

    def show_width(self, longest: int) -> None:
        """Suit questions of up to so many characters: long ones get a line of their own."""
        short = longest <= _SHORT
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if short else direction.TopToBottom)
        self._field.setMaximumWidth(px(220) if short else 16_777_215)

    def show_offers(self, questions: Sequence[str], *, can_draw: bool) -> None:
        """Offer questions of the data to press, the first one also in the empty field."""
        self._field.setPlaceholderText(questions[0] if questions else "")
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self._draw)
        self._chips = []
        before: QWidget = self._button
        for question in questions:
            text = question if len(question) <= _SHOWN else f"{question[: _SHOWN - 1]}…"
            chip = ChipButton(text, name=f"Ask “{question}”", tip=question)
            chip.setProperty("question", question)
            chip.clicked.connect(self._take_offer)
            self._chips.append(chip)
            self._flow.addWidget(chip)
            QWidget.setTabOrder(before, chip)
            before = chip
        self._flow.addWidget(self._draw)
        QWidget.setTabOrder(before, self._draw)
        self._draw.setVisible(can_draw)
        self._offers.setVisible(bool(questions) or can_draw)

    def show_question(self, question: str) -> None:
        """Show a question that was asked otherwise."""
        self._field.setText(question)

    def _lay_out(self) -> None:
        ask = QHBoxLayout()
        ask.setSpacing(px(8))
        self._field.setMinimumWidth(px(180))
        ask.addWidget(self._field, 1)
        ask.addWidget(self._button)
        inside = QHBoxLayout(self._offers)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        label = Label("Try", "caption", "ink2")
        inside.addWidget(label)
        inside.addLayout(self._flow, 1)
        self._offers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(12))
        self._row.addLayout(ask)
        self._row.addWidget(self._offers, 1, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _ask(self) -> None:
        question = self._field.text().strip()
        if question:
            self.asked.emit(question)

    @Slot()
    def _take_offer(self) -> None:
        question = str(self.sender().property("question"))
        self._field.setText(question)
        self.asked.emit(question)

    @Slot()
    def _ask_for_one(self) -> None:
        self.drawn.emit()
