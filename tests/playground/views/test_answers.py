"""The calculator's pictures."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.asking import Reply
from engine.decoding import Answer
from playground.views.answer_display import AnswerDisplay
from playground.views.answer_history import AnswerHistory
from playground.views.answer_layout import lay_out
from playground.views.answer_symbols import shown_symbols
from playground.views.attention_map import AttentionMap
from playground.views.verdict import joint, verdict

SUM = Answer("57+5   ", tuple("   5+75"), "62  ", tuple("62  "), (0.97, 0.93, 1.0, 1.0))
DATE = Answer("5/3/78", tuple("87/3/5"), "1978-03-05", tuple("1978-03-05"), (0.9,) * 10)
PILL = QSizeF(90, 32)
ROOM = QRectF(0, 0, 750, 300)


def _reply(answer: Answer = SUM, right: bool | None = True, unlike: str | None = None) -> Reply:
    return Reply(answer, None if right is None else "62", right, unlike)


@pytest.mark.parametrize(
    ("reply", "word", "icon", "sentence"),
    [
        (_reply(), "Right", "check", ""),
        (_reply(right=False), "Wrong", "cross", "The right answer is 62."),
        (_reply(right=None), "Cannot be checked", "", "The right answer is not known."),
        (
            _reply(right=False, unlike="4 digits."),
            "Unlike the data",
            "warn",
            "4 digits. The right answer is 62. Not counted.",
        ),
    ],
)
def test_a_verdict_has_a_word_and_a_sign(reply: Reply, word: str, icon: str, sentence: str) -> None:
    """No verdict is told by its colour alone."""
    judged = verdict(reply)

    assert (judged.word, judged.icon, judged.sentence) == (word, icon, sentence)


def test_only_sums_are_joined_by_an_equals_sign() -> None:
    """A date is made of digits and strokes too, but is no sum."""
    assert joint(_reply()) == "="
    assert joint(_reply(DATE)) == "→"


def test_filling_blanks_are_not_shown() -> None:
    """Blanks at the end fill an answer up; an answer of blanks alone shows one."""
    assert shown_symbols(SUM) == ("6", "2")
    assert shown_symbols(replace(SUM, symbols=(" ", " "))) == (" ",)


@pytest.mark.parametrize("answer", [SUM, DATE])
def test_everything_has_its_place(look: QApplication, answer: Answer) -> None:
    """Symbols stand side by side inside of the room, and the verdict beside them."""
    layout = lay_out(answer, PILL, ROOM)

    assert len(layout.cells) == len(shown_symbols(answer))
    for one, next_one in zip(layout.cells, layout.cells[1:], strict=False):
        assert next_one.left() == pytest.approx(one.right())
    assert layout.pill.left() > layout.cells[-1].right()
    assert ROOM.contains(layout.pill)
    assert layout.bottom <= ROOM.bottom()


def test_a_sum_is_as_large_as_fits(look: QApplication) -> None:
    """72 where there is room, smaller where there is less."""
    wide, narrow = lay_out(SUM, PILL, ROOM), lay_out(SUM, PILL, QRectF(0, 0, 420, 300))

    assert wide.answer_font.pixelSize() == 72
    assert narrow.answer_font.pixelSize() < 72
    assert narrow.pill.right() <= 420


def test_a_long_answer_goes_on_in_new_lines(look: QApplication) -> None:
    """Words that do not fit into one line begin another."""
    text = "il y a longtemps que nous attendions une reponse de votre part"
    words = tuple(text.split())
    answer = Answer("a question", ("a",), text, words, (0.5,) * len(words))

    layout = lay_out(answer, PILL, QRectF(0, 0, 400, 400))

    assert len({cell.top() for cell in layout.cells}) > 1
    assert all(cell.right() <= 400 for cell in layout.cells)


def test_the_display_says_all(look: QApplication, qtbot: QtBot) -> None:
    """Question, answer and verdict are its accessible name."""
    display = AnswerDisplay()
    qtbot.addWidget(display)
    display.resize(700, 300)
    empty = display.grab().toImage()
    display.show_reply(_reply())

    assert display.accessibleName() == "57+5 = 62. Right."
    assert display.grab().toImage() != empty


def test_the_map_says_where_each_symbol_looked_most(look: QApplication, qtbot: QtBot) -> None:
    """Rows are symbols of the answer without filling blanks, columns those that were fed."""
    weights = np.zeros((4, 7))
    weights[0, 6], weights[1, 3] = 0.56, 0.41
    view = AttentionMap()
    qtbot.addWidget(view)
    view.show_answer(replace(SUM, attention=weights))

    assert view.accessibleDescription() == "“6” looked at “5”: 56 %. “2” looked at “5”: 41 %"
    view.resize(view.sizeHint())
    view.grab()


def test_the_history_is_newest_first(look: QApplication, qtbot: QtBot) -> None:
    """Replies come on top, and each line says its verdict."""
    history = AnswerHistory()
    qtbot.addWidget(history)
    history.add([_reply(), _reply(right=False)])
    history.add([_reply(DATE, right=None)])

    model = history.model()
    said = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert said == [
        "5/3/78 → 1978-03-05, cannot be checked",
        "57+5 = 62, wrong",
        "57+5 = 62, right",
    ]
