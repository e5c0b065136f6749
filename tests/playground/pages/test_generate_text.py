"""Talking to a language model, driven by its accessible names."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from engine import Checkpoint
from engine.generation import read_prompt
from engine.trigram import Trigram
from playground.formats import significant
from playground.job import Job
from playground.pages.generate import GeneratePage
from playground.session import Session
from playground.training import Training
from playground.views.alternatives import Alternatives
from playground.views.surprisal_text import SurprisalText
from playground.widgets.big_number import BigNumber
from playground.widgets.chip_button import ChipButton
from tests.playground.pages.generate_models import load, named, village, writer


@pytest.fixture(scope="module")
def model() -> Checkpoint:
    """A language model for all tests of this file."""
    return writer()


@pytest.fixture
def session(look: QApplication) -> Session:
    """A session that has no model yet."""
    return Session()


@pytest.fixture
def page(session: Session, qtbot: QtBot, qapp: QApplication) -> Iterator[GeneratePage]:
    """The page in a window that has the focus; all its work is ended behind it."""
    made = GeneratePage(session, Training(session))
    qtbot.addWidget(made)
    made.resize(1200, 736)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    for job in qapp.findChildren(Job):
        job.close()


def _write(page: GeneratePage, qtbot: QtBot, prompt: str) -> SurprisalText:
    field = named(page, "Prompt", QLineEdit)
    field.clear()
    qtbot.keyClicks(field, prompt)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    _wait(page, qtbot)
    return named(page, "Generated text", SurprisalText)


def _wait(page: GeneratePage, qtbot: QtBot) -> None:
    button = named(page, "Continue", QPushButton)
    qtbot.waitUntil(lambda: button.isEnabled(), timeout=10_000)


def _labels(page: GeneratePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_without_a_model_the_way_to_train_is_shown(page: GeneratePage, qtbot: QtBot) -> None:
    """There is a sentence instead of controls, and a button that leads to Train."""
    assert "no trained model" in _labels(page)
    with qtbot.waitSignal(page.page_wanted) as wanted:
        named(page, "Go to Train", QPushButton).click()

    assert wanted.args == ["Train"]


def test_enter_writes_as_many_words_as_asked(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """The text goes on from the prompt, and its facts and the weights that wrote it are told."""
    session.set_checkpoint(model)

    text = _write(page, qtbot, "the old")

    assert text.prompt == ("the", "old")
    assert len(text.tokens) == 60
    qtbot.waitUntil(lambda: "Greedy" in _labels(page) and "the old " in _labels(page))
    said = _labels(page)
    assert "perplexity of these 60 words under this model" in said
    assert "by the weights of update" in said
    assert "words per second" in said


def test_the_data_say_how_far_they_believe_a_text(
    page: GeneratePage, session: Session, model: Checkpoint, tmp_path: Path, qtbot: QtBot
) -> None:
    """Beside the perplexity under the model stands that under a 3-gram of the loaded text."""
    load(session, village(), tmp_path, qtbot)
    session.set_checkpoint(model)

    text = _write(page, qtbot, "the old")

    assert session.dataset is not None
    trigram = Trigram(session.dataset, session.config.data, model.vocabulary)
    before = read_prompt(model, "the old").ids
    believed = trigram.perplexity(before, [token.id for token in text.tokens])
    said = f"{significant(believed, 3)} under the 3-gram"
    numbers = page.findChildren(BigNumber)
    qtbot.waitUntil(lambda: said in [number.accessibleName() for number in numbers])
    assert believed is not None


def test_the_greedy_line_has_room_for_what_is_greedy(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """Of a long prompt only the end is repeated before it."""
    session.set_checkpoint(model)

    _write(page, qtbot, "the old " * 40)

    shown = "…" + " ".join(["the", "old"] * 6) + " "
    qtbot.waitUntil(lambda: shown in _labels(page))
    assert " ".join(["the", "old"] * 7) not in _labels(page)


def test_unknown_words_are_told(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """What is not in the vocabulary is named while it is typed, with what happens to it."""
    session.set_checkpoint(model)
    qtbot.keyClicks(named(page, "Prompt", QLineEdit), "the zxqw")

    assert "“zxqw” is not in the vocabulary" in _labels(page)


def test_the_same_seed_writes_the_same_text(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """Again repeats a text; another seed gives another one."""
    session.set_checkpoint(model)
    text = _write(page, qtbot, "the")
    first = text.texts()
    named(page, "Again, same seed", QPushButton).click()
    _wait(page, qtbot)
    again = text.texts()
    named(page, "Roll another seed", QPushButton).click()
    other = _write(page, qtbot, "the").texts()

    assert again == first
    assert other != first


def test_continue_writes_on(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """The text grows at its end; what was there stays."""
    session.set_checkpoint(model)
    text = _write(page, qtbot, "the")
    first = text.texts()
    named(page, "Continue", QPushButton).click()
    _wait(page, qtbot)

    assert len(text.tokens) == 120
    assert text.texts()[: len(first)] == first


def test_another_token_takes_a_place_by_keyboard(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """Arrow keys lead to a token, Enter on an alternative puts it there and writes on from it."""
    session.set_checkpoint(model)
    text = _write(page, qtbot, "the")
    before = text.texts()
    text.setFocus()
    for _ in range(3):
        qtbot.keyClick(text, Qt.Key.Key_Right)
    assert text.selected == 2
    assert f"Instead of “{text.tokens[2].text}”" in _labels(page)
    alternatives = named(page, "Alternatives", Alternatives)
    rows = alternatives.rows()
    other = next(i for i, row in enumerate(rows) if row.text not in (before[3], "<eos>"))
    alternatives.setFocus()
    alternatives.setCurrentIndex(alternatives.model().index(other, 0))
    qtbot.keyClick(alternatives, Qt.Key.Key_Return)
    _wait(page, qtbot)

    assert text.texts()[:3] == before[:3]
    assert text.texts()[3] == rows[other].text
    assert len(text.tokens) == 60


def test_stop_ends_a_long_text(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """The button that writes stops while it writes; what is written stays."""
    session.set_checkpoint(model)
    length = named(page, "Length", QLineEdit)
    length.setFocus()
    length.selectAll()
    qtbot.keyClicks(length, "100000")
    qtbot.keyClick(length, Qt.Key.Key_Return)
    named(page, "Generate", QPushButton).click()
    text = named(page, "Generated text", SurprisalText)
    qtbot.waitUntil(lambda: len(text.tokens) > 0, timeout=10_000)
    named(page, "Stop generating", QPushButton).click()

    assert named(page, "Generate", QPushButton).isEnabled()
    assert 0 < len(text.tokens) < 100_000


def test_copy_puts_the_text_on_the_clipboard(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """The prompt and what follows are copied as a text, line ends as line ends."""
    session.set_checkpoint(model)
    text = _write(page, qtbot, "the old")
    named(page, "Copy", QPushButton).click()

    copied = QGuiApplication.clipboard().text()
    assert copied == model.vocabulary.join(text.texts())
    assert copied.startswith("the old")
    assert "<eos>" not in copied


def test_beginnings_come_from_the_data(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot, tmp_path: Path
) -> None:
    """Chips offer the first words of lines; one that is pressed becomes the prompt."""
    session.set_checkpoint(model)
    load(session, village(), tmp_path, qtbot)
    chips = page.findChildren(ChipButton)
    chips[0].click()

    assert "the old baker" in [chip.text() for chip in chips]
    assert named(page, "Prompt", QLineEdit).text() == chips[0].text()


def test_greedy_writes_the_likeliest(
    page: GeneratePage, session: Session, model: Checkpoint, qtbot: QtBot
) -> None:
    """With the switch on Greedy every token is the likeliest of its place."""
    session.set_checkpoint(model)
    named(page, "Greedy", QPushButton).click()
    text = _write(page, qtbot, "the")

    assert {token.rank for token in text.tokens} == {1}
