"""What could have come instead."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.generation import Alternative, Token
from playground.views.alternatives import Alternatives

STEEL = Alternative(1, "steel", 0.3, 0.6)
PAPER = Alternative(2, "paper", 0.2, 0.4)
UNKNOWN = Alternative(3, "<unk>", 0.1, 0.0)


@pytest.fixture
def view(look: QApplication, qtbot: QtBot) -> Alternatives:
    """A list that shows nothing yet."""
    made = Alternatives()
    qtbot.addWidget(made)
    made.resize(320, 260)
    made.show()
    return made


def _said(view: Alternatives) -> list[str]:
    model = view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_rows_say_both_probabilities(view: Alternatives) -> None:
    """After the settings and by the model alone; what the settings removed is cut."""
    view.show_token(Token(2, "paper", 0.4, 0.2, 2.3, 2, (STEEL, PAPER, UNKNOWN)))

    assert _said(view) == [
        "steel: 60.0 %, the model alone 30.0 %",
        "paper: 40.0 %, the model alone 20.0 %",
        "<unk>: cut, the model alone 10.0 %",
    ]
    assert view.currentIndex().row() == 1


def test_an_unlikely_token_is_listed_too(view: Alternatives) -> None:
    """A token that is not among the likeliest stands under them."""
    view.show_token(Token(9, "zebra", 0.01, 0.02, 5.6, 40, (STEEL, PAPER)))

    assert [row.text for row in view.rows()] == ["steel", "paper", "zebra"]
    assert view.currentIndex().row() == 2


def test_another_one_is_chosen_and_the_same_is_not(view: Alternatives, qtbot: QtBot) -> None:
    """A click on an alternative asks for it; the token that stands there already does nothing."""
    view.show_token(Token(2, "paper", 0.4, 0.2, 2.3, 2, (STEEL, PAPER)))
    places = [view.visualRect(view.model().index(row, 0)).center() for row in (0, 1)]
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places[0])
    with qtbot.assertNotEmitted(view.chosen):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places[1])

    assert chosen.args == [STEEL]


def test_nothing_chosen_shows_nothing(view: Alternatives) -> None:
    """Without a token the list is empty."""
    view.show_token(Token(2, "paper", 0.4, 0.2, 2.3, 2, (STEEL, PAPER)))
    view.show_token(None)

    assert view.rows() == ()
