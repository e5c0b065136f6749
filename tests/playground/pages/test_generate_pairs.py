"""Asking an encoder-decoder, driven by its accessible names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from engine import Checkpoint
from playground.job import Job
from playground.pages.generate import GeneratePage
from playground.session import Session
from playground.training import Training
from playground.views.answer_display import AnswerDisplay
from playground.views.answer_history import AnswerHistory
from playground.views.attention_map import AttentionMap
from playground.widgets.bars import Bars
from tests.playground.pages.generate_models import SUMS, answerer, load, named, sums


@pytest.fixture(scope="module")
def model() -> Checkpoint:
    """An encoder-decoder with attention for all tests of this file."""
    return answerer()


@pytest.fixture
def page(
    look: QApplication, model: Checkpoint, qtbot: QtBot, tmp_path: Path
) -> Iterator[GeneratePage]:
    """The page with sums and a model; all its work is ended behind it."""
    session = Session()
    load(session, sums(), tmp_path, qtbot)
    session.set_checkpoint(model)
    made = GeneratePage(session, Training(session))
    qtbot.addWidget(made)
    made.resize(1200, 736)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    for job in look.findChildren(Job):
        job.close()


def _ask(page: GeneratePage, qtbot: QtBot, question: str) -> AnswerDisplay:
    (display,) = page.findChildren(AnswerDisplay)
    before = display.reply
    field = named(page, "Question", QLineEdit)
    field.clear()
    qtbot.keyClicks(field, question)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: display.reply is not before, timeout=10_000)
    return display


def _history(page: GeneratePage) -> AnswerHistory:
    return named(page, "Asked so far", AnswerHistory)


def test_whoever_comes_can_type_at_once(page: GeneratePage) -> None:
    """The field has the keyboard, and shows what a question of these data looks like."""
    field = named(page, "Question", QLineEdit)

    assert field.hasFocus()
    assert field.placeholderText() in {pair.question.strip() for pair in SUMS}


def _labels(page: GeneratePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_an_answer_is_shown_and_judged(page: GeneratePage, qtbot: QtBot) -> None:
    """Enter asks; the display says question, answer and verdict, and the tally counts it."""
    display = _ask(page, qtbot, "7+5")

    reply = display.reply
    assert reply is not None
    assert reply.expected == "12"
    verdict = "Right" if reply.right else "Wrong. The right answer is 12"
    assert display.accessibleName().startswith(f"7+5 = {reply.answer.text.strip()}. {verdict}")
    assert f"{int(bool(reply.right))} of 1 right" in _labels(page)
    assert named(page, "Attention", AttentionMap).isVisible()


def test_a_question_unlike_the_data_is_not_counted(page: GeneratePage, qtbot: QtBot) -> None:
    """It is answered, with a warning that says why, and stays out of the tally."""
    display = _ask(page, qtbot, "700+5")

    assert "Unlike the data. 3 digits" in display.accessibleName()
    assert "1 unlike the data, not counted" in _labels(page)
    assert "Nothing counted yet" in _labels(page)

    display = _ask(page, qtbot, "7x+5")
    assert "“x” does not occur in the data and was left out" in display.accessibleName()
    display = _ask(page, qtbot, "xy")
    assert "“x” and “y” do not occur in the data and were left out" in display.accessibleName()


def test_a_hundred_more_are_asked(page: GeneratePage, qtbot: QtBot) -> None:
    """Questions of the validation part are asked and counted, 20 here as there are no more."""
    named(page, "Ask 100 more", QPushButton).click()
    qtbot.waitUntil(lambda: len(_history(page).replies()) == 20, timeout=10_000)

    right = sum(bool(reply.right) for reply in _history(page).replies())
    qtbot.waitUntil(lambda: f"{right} of 20 right" in _labels(page))


def test_the_next_mistake_is_found(page: GeneratePage, qtbot: QtBot) -> None:
    """Questions are asked up to the first wrong answer, which is shown."""
    button = named(page, "Next mistake", QPushButton)
    button.click()
    assert not button.isEnabled()
    qtbot.waitUntil(button.isEnabled, timeout=10_000)

    replies = _history(page).replies()
    assert replies[0].right is False
    assert all(reply.right for reply in replies[1:])
    assert page.findChildren(AnswerDisplay)[0].reply == replies[0]


def test_an_earlier_answer_comes_back_by_keyboard(page: GeneratePage, qtbot: QtBot) -> None:
    """The arrow keys walk through the history and show what they reach."""
    _ask(page, qtbot, "1+1")
    display = _ask(page, qtbot, "2+2")
    history = _history(page)
    history.setFocus()
    qtbot.keyClick(history, Qt.Key.Key_Down)
    qtbot.keyClick(history, Qt.Key.Key_Down)

    assert display.reply is not None
    assert display.reply.answer.question.strip() == "1+1"


def test_offers_come_from_the_data(page: GeneratePage, qtbot: QtBot) -> None:
    """A question of the data is asked by one press, and so is one of the validation part."""
    (display,) = page.findChildren(AnswerDisplay)
    named(page, "Ask “0+0”", QPushButton).click()
    qtbot.waitUntil(lambda: display.reply is not None, timeout=10_000)
    named(page, "From the validation part", QPushButton).click()

    qtbot.waitUntil(lambda: len(_history(page).replies()) == 2, timeout=10_000)


def test_carries_are_measured_when_asked_for(page: GeneratePage, qtbot: QtBot) -> None:
    """All sums of the validation part are compared by how often they carry."""
    named(page, "Measure", QPushButton).click()
    qtbot.waitUntil(lambda: "20 validation sums" in _labels(page), timeout=10_000)

    (bars,) = page.findChildren(Bars)
    assert bars.accessibleName().startswith("Right, by number of carries: none ")
