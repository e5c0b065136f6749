"""The shaded text: where tokens stand, and how they are reached."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.generation import Token
from playground.theme import current_theme, font, px
from playground.views.ranking import ordinal, surprise_sentence
from playground.views.surprisal_text import SurprisalText
from playground.views.token_flow import LINE, TokenFlow


def _tokens(text: str, bits: float = 6.0) -> list[Token]:
    return [Token(i, word, 0.1, 0.1, bits, 5, ()) for i, word in enumerate(text.split())]


@pytest.fixture
def view(look: QApplication, qtbot: QtBot) -> SurprisalText:
    """A text of eight words, most of them in the first line."""
    made = SurprisalText()
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    made.start(("the", "company"), words=True)
    made.append(_tokens("said it expects earnings to rise in march"))
    return made


def test_words_wrap_as_wholes(look: QApplication) -> None:
    """A word that does not fit begins the next line; no two words overlap."""
    flow = TokenFlow(QFontMetricsF(font("text")), 170.0, words=True)
    flow.extend(["third-quarter", "earnings", "rose", "<eos>", "again"])

    tops = [rect.top() for rect in flow.rects]
    assert tops[1] - tops[0] == px(LINE)
    assert flow.rects[2].left() > flow.rects[1].right()
    assert flow.rects[4].left() == 0
    assert tops[4] - tops[3] == px(LINE)
    assert all(rect.right() <= 170 for rect in flow.rects)


def test_characters_break_at_blanks(look: QApplication) -> None:
    """At character level a word that runs over the edge moves to the next line in one piece."""
    metrics = QFontMetricsF(font("text"))
    text = "to be or not"
    width = metrics.horizontalAdvance("to be or n") + 1
    flow = TokenFlow(metrics, width, words=False)
    flow.extend(list(text))

    lines = [round(rect.top() / px(LINE)) for rect in flow.rects]
    assert lines == [0] * 9 + [1] * 3
    assert flow.rects[9].left() == 0
    assert flow.pen.x() == pytest.approx(metrics.horizontalAdvance("not"), abs=1)


def test_a_click_chooses_a_generated_token(view: SurprisalText, qtbot: QtBot) -> None:
    """The place counts from the first generated token; the prompt cannot be chosen."""
    flow = TokenFlow(QFontMetricsF(font("text")), 400.0, words=True)
    flow.extend(["the", "company", "said", "it"])
    places = [rect.center().toPoint() + QPoint(px(4), 0) for rect in flow.rects]
    with qtbot.waitSignal(view.chosen) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places[3])
    with qtbot.assertNotEmitted(view.chosen):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=places[0])

    assert chosen.args == [1]
    assert view.selected == 1


def test_arrow_keys_walk_over_the_text(view: SurprisalText, qtbot: QtBot) -> None:
    """Right, Left, End and Down go to tokens, whose surprise is said to screen readers."""
    view.setFocus()
    walked = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(view, key)
        walked.append(view.selected)

    assert walked == [0, 1, 0, 7]
    assert "Selected: march, 6.0 bits of surprise, the 5th likeliest word." in (
        view.accessibleDescription()
    )


def test_surprise_is_the_shade(view: SurprisalText) -> None:
    """The ground of a token is the ramp at its bits, that of the prompt is bare."""
    picture = view.viewport().grab().toImage()
    flow = TokenFlow(QFontMetricsF(font("text")), 400.0, words=True)
    flow.extend(["the", "company", "said"])
    corner = QPointF(px(4) + 4, 4)
    prompt = picture.pixelColor((flow.rects[0].topLeft() + corner).toPoint())
    written = picture.pixelColor((flow.rects[2].topLeft() + corner).toPoint())

    assert _close(written, current_theme().surprise(6.0))
    assert not _close(prompt, current_theme().surprise(6.0))


def _close(first: QColor, second: QColor) -> bool:
    distances = (
        first.red() - second.red(),
        first.green() - second.green(),
        first.blue() - second.blue(),
    )
    return max(map(abs, distances)) <= 3


def test_what_follows_a_long_prompt_is_in_view(view: SurprisalText) -> None:
    """A new text is shown where it is written, however long the prompt before it."""
    view.start(["market"] * 300, words=True)
    view.append(_tokens("said it"))

    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_the_text_can_be_shortened(view: SurprisalText) -> None:
    """What stands behind a place is forgotten, the prompt stays."""
    view.select(3)
    view.truncate(2)

    assert view.texts() == ["the", "company", "said", "it"]
    assert view.selected is None


def test_copying_by_key(view: SurprisalText, qtbot: QtBot) -> None:
    """Ctrl+C copies all of it."""
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    copied = QGuiApplication.clipboard().text()
    assert copied == "the company said it expects earnings to rise in march"


@pytest.mark.parametrize(
    ("number", "expected"), [(2, "2nd"), (3, "3rd"), (11, "11th"), (22, "22nd"), (1004, "1,004th")]
)
def test_ordinals(number: int, expected: str) -> None:
    """Places are written as they are said."""
    assert ordinal(number) == expected


def test_the_likeliest_needs_no_number() -> None:
    """The first place is just the likeliest."""
    token = Token(0, "a", 0.5, 0.5, 1.0, 1, ())

    assert surprise_sentence(token, "word") == "1.0 bits of surprise, the likeliest word"
