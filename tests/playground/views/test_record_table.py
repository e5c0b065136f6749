"""Pairs are shown as they are written and as they are fed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.data.dataset import Labelled, Pair
from playground.views.record_columns import PairShape, labelled_columns, pair_columns
from playground.views.record_table import RecordTable, share_out


def texts(shape: PairShape, question: str) -> list[str]:
    """Return what the cells of a question say."""
    return [cell.text for cell in shape.fed(question)]


def test_a_fixed_width_question_is_fed_with_its_blanks() -> None:
    """Reversed, the blanks that fill it up come first; they are symbols like the others."""
    shape = PairShape(reverse=True, longest_question=7)
    cells = shape.fed("57+5   ")

    assert [cell.text for cell in cells] == ["␣", "␣", "␣", "5", "+", "7", "5"]
    assert [cell.kind for cell in cells] == ["padding"] * 3 + ["batch"] * 4


def test_a_shorter_question_is_filled_up_in_front() -> None:
    """Where questions have no fixed width they all end at the same place."""
    assert texts(PairShape(longest_question=5), "1+2") == ["␣", "␣", "1", "+", "2"]


def test_the_filling_of_a_long_question_is_counted() -> None:
    """There is no room for a cell for each blank of thirty; one says how many."""
    shape = PairShape(reverse=True, longest_question=29)

    assert texts(shape, "may 7".ljust(29)) == ["␣×24", "7", "␣", "y", "a", "m"]


def test_words_are_cells_of_their_own() -> None:
    """At word level a cell holds a word."""
    assert texts(PairShape("word", reverse=True), "jump left twice") == ["twice", "left", "jump"]


@pytest.mark.parametrize(("fixed", "end"), [(True, []), (False, ["↵"])])
def test_an_answer_begins_and_may_end_with_a_sign(fixed: bool, end: list[str]) -> None:
    """The start sign always stands; the end sign only where the width does not tell the end."""
    shape = PairShape(fixed_width=fixed)

    assert [cell.text for cell in shape.answer("62 ")] == ["_", "6", "2", "␣", *end]


def test_columns_get_what_they_need_or_share_what_there_is() -> None:
    """Narrow columns are served first; wide ones share the rest evenly."""
    assert share_out(300, [100, 50], [80, 40]) == [100, 50]
    assert share_out(135, [100, 50], [80, 40]) == [90, 45]
    assert share_out(100, [900, 50, 900], [800, 20, 800]) == [40, 20, 40]


def test_the_first_record_in_sight_is_told(look: QApplication, qtbot: QtBot) -> None:
    """Rows are numbered from 1, also where only some of them are shown."""
    table = RecordTable("Pairs")
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_columns(pair_columns(PairShape()))
    table.set_records([Pair(f"{i}+1", str(i + 1)) for i in range(500)])
    assert table.row == 1

    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.row == 2
    with qtbot.waitSignal(table.row_changed) as told:
        table.show_only([7, 300])
    assert told.args == [8]
    table.grab()


def test_labelled_lines_have_a_column_for_the_label(look: QApplication, qtbot: QtBot) -> None:
    """The label is a cell and the text is text."""
    label, text = labelled_columns()
    row = Labelled("a warm film", "positive")

    assert [cell.text for cell in label.content(row)] == ["positive"]  # type: ignore[union-attr]
    assert text.content(row) == "a warm film"
