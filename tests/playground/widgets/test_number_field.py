"""A field takes numbers within limits and says what else is wrong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.widgets.number_field import NumberField


@pytest.fixture
def rate(look: QApplication, qtbot: QtBot) -> NumberField:
    """Return a field for a learning rate."""
    made = NumberField(20, 0.0001, 100, name="Learning rate")
    qtbot.addWidget(made)
    return made


def retype(field: NumberField, qtbot: QtBot, text: str) -> None:
    """Replace the text by keys."""
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_a_number_is_edited_once_on_enter(rate: NumberField, qtbot: QtBot) -> None:
    """Half-typed numbers reach nobody."""
    heard: list[object] = []
    rate.edited.connect(heard.append)
    retype(rate, qtbot, "0.25")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    qtbot.keyClick(rate, Qt.Key.Key_Return)

    assert heard == [0.25]
    assert rate.value() == 0.25


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1000", "1000 is above the limit of 100. Enter a number from 0.0001 to 100."),
        ("0", "0 is below the limit of 0.0001. Enter a number from 0.0001 to 100."),
        ("fast", "“fast” is not a number. Enter a number from 0.0001 to 100."),
        ("nan", "nan is not a number. Enter a number from 0.0001 to 100."),
    ],
)
def test_what_is_wrong_is_said_at_once(
    rate: NumberField, qtbot: QtBot, text: str, sentence: str
) -> None:
    """The sentence has the value, the limit and what to do; the number stays as it was."""
    told: list[str] = []
    rate.rejected.connect(told.append)
    retype(rate, qtbot, text)
    qtbot.keyClick(rate, Qt.Key.Key_Return)

    assert told[-1] == rate.error == sentence
    assert rate.text() == text
    assert rate.value() == 20
    assert rate.property("state") == "wrong"


def test_a_double_click_selects_the_whole_number(rate: NumberField, qtbot: QtBot) -> None:
    """What is typed next replaces the number, not the digits on one side of its point."""
    rate.set_value(0.1)
    qtbot.mouseDClick(rate, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(rate, "0.5")

    assert rate.text() == "0.5"


@pytest.mark.parametrize(
    ("value", "shown"), [(1e-6, "0.000001"), (0.00025, "0.00025"), (1.2345e-6, "1.2345e-06")]
)
def test_small_numbers_are_written_out(rate: NumberField, value: float, shown: str) -> None:
    """A number of a few decimals needs no exponent; what that would round away keeps it."""
    rate.set_value(value)

    assert rate.text() == shown


def test_escape_brings_the_last_number_back(rate: NumberField, qtbot: QtBot) -> None:
    """A wrong text can be given up."""
    retype(rate, qtbot, "1000")
    with qtbot.waitSignal(rate.corrected):
        qtbot.keyClick(rate, Qt.Key.Key_Escape)

    assert rate.text() == "20"
    assert rate.error == ""


def test_a_corrected_text_is_no_longer_wrong(rate: NumberField, qtbot: QtBot) -> None:
    """The error goes as soon as the text is right, not when it is sent off."""
    retype(rate, qtbot, "1000")
    with qtbot.waitSignal(rate.corrected):
        qtbot.keyClick(rate, Qt.Key.Key_Backspace)

    assert rate.error == ""


def test_whole_numbers_have_commas_and_no_decimals(look: QApplication, qtbot: QtBot) -> None:
    """50,000 is shown and read with its comma; a decimal is refused."""
    field = NumberField(50_000, 1, integer=True, name="Pairs")
    qtbot.addWidget(field)
    assert field.text() == "50,000"

    retype(field, qtbot, "12,000")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 12_000
    assert isinstance(field.value(), int)

    retype(field, qtbot, "1.5")
    assert field.error == "“1.5” is not a whole number. Enter a whole number of 1 or more."
