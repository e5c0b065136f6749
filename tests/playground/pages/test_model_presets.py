"""All presets can be reached at any width, by card or by menu."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine import PRESETS
from playground.pages.model.preset_group import PresetGroup
from playground.pages.model.preset_row import PresetRow
from playground.widgets.choice_menu import ChoiceMenu
from playground.widgets.preset_card import PresetCard


def make(qtbot: QtBot, width: int, chosen: str = "rnnlm") -> PresetRow:
    """Return the row on the screen."""
    row = PresetRow()
    qtbot.addWidget(row)
    row.show_chosen(chosen, PRESETS[chosen].config)
    row.resize(width, 110)
    row.show()
    return row


def cards(row: PresetRow) -> list[str]:
    """Return the titles of the cards that are seen, from left to right."""
    return [card.text() for card in row.findChildren(PresetCard) if card.isVisible()]


@pytest.mark.parametrize("width", [700, 1160, 1500])
def test_each_preset_is_a_card_or_in_a_menu(look: QApplication, qtbot: QtBot, width: int) -> None:
    """Nothing is lost where it is narrow, and nothing is cut off."""
    row = make(qtbot, width)
    seen = cards(row)
    listed = [a.text() for menu in row.findChildren(ChoiceMenu) for a in menu.actions()]

    assert sorted(seen + listed) == sorted(preset.title for preset in PRESETS.values())
    for group in row.findChildren(PresetGroup):
        assert group.geometry().right() < width
        inside = [c for c in group.findChildren(PresetCard) if c.isVisible()]
        assert all(c.width() >= c.minimumWidth() for c in inside)
        assert inside[-1].geometry().right() < group.width()


def test_the_cards_of_the_design_fit_the_windows_first_size(
    look: QApplication, qtbot: QtBot
) -> None:
    """At 1,280 pixels each group shows the first of them; the others wait in the menus."""
    assert cards(make(qtbot, 1160)) == [
        *("Simple RNN", "LSTM", "Better LSTM", "GRU", "n-gram"),
        *("Seq2seq", "Reverse", "Peeky", "Attention", "Classifier", "Captions"),
    ]


def test_the_chosen_preset_is_always_a_card(look: QApplication, qtbot: QtBot) -> None:
    """What was picked from a menu takes the last place of its group."""
    row = make(qtbot, 1160, "zaremba-medium")

    assert "Zaremba medium" in cards(row)
    assert "Simple RNN" in cards(row)


def test_card_and_menu_hand_on_the_name(look: QApplication, qtbot: QtBot) -> None:
    """Both ways of choosing say the same."""
    row = make(qtbot, 1160)
    told: list[str] = []
    row.chosen.connect(told.append)
    card = next(c for c in row.findChildren(PresetCard) if c.text() == "GRU")
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    menu = row.findChildren(ChoiceMenu)[0]
    action = next(a for a in menu.actions() if a.text() == "Window")
    action.trigger()

    assert told == ["gru-lm", "window-lm"]
    assert action.toolTip().startswith(PRESETS["window-lm"].summary)


def test_a_card_says_what_to_expect_and_who_says_so(look: QApplication, qtbot: QtBot) -> None:
    """Each in a line of its own; the last one names the data that come along."""
    row = make(qtbot, 1160)
    card = next(c for c in row.findChildren(PresetCard) if c.text() == "Reverse")
    preset = PRESETS["addition-reverse"]
    _, expect, source, data = card.toolTip().split("\n")

    assert (expect, source) == (preset.expect, f"{preset.source}.")
    assert data == "Loads the sample “Additions”."
    assert card.accessibleDescription() == card.toolTip()
