"""A text of any length is cut into tokens where it is looked at, and nowhere else."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.theme import current_theme
from playground.views.line_index import LineIndex
from playground.views.token_rows import TokenStyle, token_rows
from playground.views.token_text import TokenText


def text_view(qtbot: QtBot, text: str, style: TokenStyle | None = None) -> TokenText:
    """Return a view of a text on the screen."""
    view = TokenText("Text")
    qtbot.addWidget(view)
    view.resize(600, 300)
    view.show()
    chosen = style or TokenStyle()
    view.set_style(chosen.level, chips=chosen.chips, known=chosen.known)
    view.set_text(text, LineIndex.of(text))
    return view


def test_words_stay_whole_and_rows_fit(look: QApplication) -> None:
    """Rows hold all words in order, and none is wider than the place for it."""
    words = [f"word{i}" for i in range(50)]
    rows = token_rows(" ".join(words), TokenStyle("word"), 300)

    assert [token.text for row in rows for token in row] == words
    assert len(rows) > 5
    assert all(row[-1].x + row[-1].width <= 300 for row in rows)


def test_a_token_wider_than_the_page_goes_on_in_the_next_row(look: QApplication) -> None:
    """A line of Japanese is one word; it is drawn in parts, and none is lost."""
    text = "吾輩は猫である" * 20
    rows = token_rows(text, TokenStyle("word"), 200)

    assert "".join(token.text for row in rows for token in row) == text
    assert all(token.width <= 200 for row in rows for token in row)


def test_characters_are_tokens_blanks_too(look: QApplication) -> None:
    """At character level every character stands alone."""
    (row,) = token_rows("a b", TokenStyle("character"), 300)

    assert [token.text for token in row] == ["a", " ", "b"]


def test_what_is_not_in_the_vocabulary_is_set_apart(look: QApplication) -> None:
    """<unk> and words without a number of their own are unknown; without chips nothing is."""
    (row,) = token_rows("the <unk> zebra", TokenStyle("word", known={"the", "<unk>"}), 500)
    (plain,) = token_rows("the <unk> zebra", TokenStyle("word", chips=False), 500)

    assert [token.known for token in row] == [True, False, False]
    assert all(token.known for token in plain)


def test_the_first_line_in_sight_is_told(look: QApplication, qtbot: QtBot) -> None:
    """Scrolling tells the line at the top, down to the end and back."""
    view = text_view(qtbot, "\n".join(f"line {i}" for i in range(1, 1001)))
    assert view.line == 1

    with qtbot.waitSignal(view.line_changed) as told:
        view.show_line(500)
    assert told.args == [500]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.line == 501
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert 980 < view.line < 1000
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.line == 1


def test_a_wheel_scrolls_three_rows(look: QApplication, qtbot: QtBot) -> None:
    """One notch down moves three lines of one row each."""
    view = text_view(qtbot, "\n".join(map(str, range(1, 1001))))
    wheel = QWheelEvent(
        QPointF(50, 50), QPointF(view.mapToGlobal(QPoint(50, 50))), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip

    view.wheelEvent(wheel)

    assert view.line == 4


def test_some_lines_can_be_shown_alone(look: QApplication, qtbot: QtBot) -> None:
    """With a choice of lines the first of these is at the top; without, the first of all."""
    view = text_view(qtbot, "\n".join(map(str, range(1, 101))))

    view.show_only([40, 60])
    assert view.line == 40
    view.show_only(None)
    assert view.line == 1


def test_only_what_is_in_sight_is_cut(look: QApplication, qtbot: QtBot) -> None:
    """A text of a million lines costs no more than a page of it."""
    view = text_view(qtbot, "a few words\n" * 1_000_000)
    view.show_line(900_000)
    view.grab()

    assert view.line == 900_000
    assert len(view._rows) < 100


@pytest.mark.parametrize("chips", [True, False])
def test_chips_are_drawn_where_they_are_wanted(
    look: QApplication, qtbot: QtBot, chips: bool
) -> None:
    """A token has a ground of its own only with chips; an unknown one has the warning's."""
    view = text_view(qtbot, "the <unk> end", TokenStyle("word", chips=chips))
    image = view.viewport().grab().toImage()
    colors = {QColor(image.pixel(x, y)).name() for x in range(40, 300) for y in range(5, 40)}

    assert (QColor(current_theme().sunken).name() in colors) is chips
    assert (QColor(current_theme().warn_soft).name() in colors) is chips


def test_a_last_line_without_an_end_has_no_sign_for_one(look: QApplication, qtbot: QtBot) -> None:
    """With chips the view tells one text from the other; without, both look the same."""
    texts = "word\nword", "word\nword\n"
    for chips in (True, False):
        views = (text_view(qtbot, text, TokenStyle("word", chips=chips)) for text in texts)
        without, ended = (view.viewport().grab().toImage() for view in views)

        assert (without != ended) is chips


def test_an_empty_text_can_be_shown(look: QApplication, qtbot: QtBot) -> None:
    """Nothing to show is no mistake."""
    view = text_view(qtbot, "")
    view.scroll_by(100)
    view.grab()

    assert view.line == 1
