"""Labelling texts, driven by its accessible names."""

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
from playground.views.effect_bars import EffectBars
from playground.views.judged_text import JudgedText
from playground.widgets.bars import Bars
from tests.playground.pages.generate_models import labeller, load, named, opinions


@pytest.fixture(scope="module")
def model() -> Checkpoint:
    """A classifier for all tests of this file."""
    return labeller()


@pytest.fixture
def page(
    look: QApplication, model: Checkpoint, qtbot: QtBot, tmp_path: Path
) -> Iterator[GeneratePage]:
    """The page with opinions and a model; all its work is ended behind it."""
    session = Session()
    load(session, opinions(), tmp_path, qtbot)
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


def _labels(page: GeneratePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _judge(page: GeneratePage, qtbot: QtBot, text: str) -> None:
    field = named(page, "Sentence", QLineEdit)
    field.clear()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Labelled by the weights" in _labels(page), timeout=10_000)


def test_a_sentence_is_labelled(page: GeneratePage, qtbot: QtBot) -> None:
    """The likeliest label is told with all probabilities, and which word decided."""
    _judge(page, qtbot, "the walk was lovely zxqw")

    (bars,) = page.findChildren(Bars)
    assert bars.accessibleName().startswith("Labels: positive ")
    assert "Not in the vocabulary: “zxqw”." in _labels(page)
    effects = named(page, "Words that moved it", EffectBars).rows()
    assert effects[0][0] == "lovely"
    assert effects[0][1] > 0
    (text,) = page.findChildren(JudgedText)
    assert "“zxqw” was not read" in text.accessibleDescription()


def test_a_line_of_the_data_is_checked(page: GeneratePage, qtbot: QtBot) -> None:
    """What the data say of a text is known, and the label is right or wrong."""
    named(page, "Ask “the food was awful”", QPushButton).click()
    qtbot.waitUntil(lambda: "Labelled by the weights" in _labels(page), timeout=10_000)

    said = _labels(page).splitlines()
    assert any(line == "Right" or line.startswith("Wrong, the data say") for line in said)


def test_offers_have_different_labels(page: GeneratePage) -> None:
    """The examples come from the data, one of each label first."""
    names = {button.accessibleName() for button in page.findChildren(QPushButton)}

    assert {"Ask “the food was lovely”", "Ask “the food was awful”"} <= names
