"""The words of a caption tell where the model looked for them."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine import PictureReply
from engine.data.samples import shapes
from engine.decoding import Answer
from playground.views.caption_display import CaptionDisplay

WORDS = ("a", "red", "cross")
SEEN = np.full((3, 4, 4), 0.02)
SEEN[1, 2, 3] = 0.7


def reply(attention: np.ndarray | None = SEEN) -> PictureReply:
    """Return a caption of three words."""
    (picture,) = shapes.make(1).pictures
    answer = Answer("", (), "a red cross", WORDS, (0.9, 0.8, 0.7))
    return PictureReply(answer, "a red cross", True, None, picture, attention)


@pytest.fixture
def display(look: QApplication, qtbot: QtBot) -> CaptionDisplay:
    """Return a caption on the screen."""
    made = CaptionDisplay("nothing yet")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_reply(reply())
    made.show()
    return made


def middle(display: CaptionDisplay, word: int) -> QPoint:
    """Return where a word stands."""
    assert display.reply is not None
    return display.layout_of(display.reply).cells[word].center().toPoint()


def test_a_word_is_shown_while_it_is_pointed_at(display: CaptionDisplay, qtbot: QtBot) -> None:
    """Its weights, and in words where they are largest; beside it, nothing."""
    assert display.weights is None
    assert display.sentence == "Point at a word to see where the model looked for it."

    with qtbot.waitSignal(display.word_shown):
        qtbot.mouseMove(display, middle(display, 1))
    assert display.weights is not None
    assert (display.weights == SEEN[1]).all()
    assert display.sentence == (
        "For “red” it looked most at row 3, column 4 of 4 × 4 places: 70 %."
    )

    with qtbot.waitSignal(display.word_shown):
        qtbot.mouseMove(display, QPoint(2, 2))
    assert display.weights is None


def test_a_click_chooses_a_word_that_stays(display: CaptionDisplay, qtbot: QtBot) -> None:
    """Until another caption comes."""
    qtbot.mouseClick(display, Qt.MouseButton.LeftButton, pos=middle(display, 2))
    qtbot.mouseMove(display, QPoint(2, 2))
    assert display.weights is not None
    assert (display.weights == SEEN[2]).all()

    display.show_reply(reply())
    assert display.weights is None


def test_the_arrow_keys_go_from_word_to_word(display: CaptionDisplay, qtbot: QtBot) -> None:
    """And stop at the ends."""
    said = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(display, key)
        said.append(display.sentence.split("”")[0].split("“")[-1])
    qtbot.keyClick(display, Qt.Key.Key_Left)

    assert said == ["a", "red", "cross", "cross"]
    assert display.sentence.startswith("For “red”")


def test_without_attention_there_is_nothing_to_point_at(
    display: CaptionDisplay, qtbot: QtBot
) -> None:
    """The caption is no stop for Tab, and says nothing of places."""
    display.show_reply(reply(None))
    qtbot.mouseMove(display, middle(display, 1))

    assert display.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert display.weights is None
    assert display.sentence == ""
