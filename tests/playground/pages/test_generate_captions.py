"""Describing pictures, driven by its accessible names."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine import Checkpoint, PictureReply
from engine.models.base import Goal
from playground.job import Job
from playground.pages.generate import GeneratePage
from playground.pages.generate.page import PLACES
from playground.session import Session
from playground.training import Training
from playground.views.answer_display import AnswerDisplay
from playground.views.caption_display import CaptionDisplay
from playground.views.caption_history import CaptionHistory
from playground.views.picture_view import PictureView
from tests.playground.pages.generate_models import SHAPES, captioner, named


@pytest.fixture(scope="module")
def model() -> Checkpoint:
    """A captioner for all tests of this file."""
    return captioner()


@pytest.fixture
def session(look: QApplication, qtbot: QtBot) -> Iterator[Session]:
    """A session with shapes; all its work is ended behind it."""
    made = Session()
    with qtbot.waitSignal(made.survey_changed, timeout=10_000):
        made.open_source(SHAPES)
    yield made
    for job in look.findChildren(Job):
        job.close()


@pytest.fixture
def page(session: Session, model: Checkpoint, qtbot: QtBot) -> GeneratePage:
    """The page on the screen, with its first picture described."""
    session.set_checkpoint(model)
    made = GeneratePage(session, Training(session))
    qtbot.addWidget(made)
    made.resize(1200, 736)
    made.show()
    qtbot.waitUntil(lambda: len(_replies(made)) == 1, timeout=10_000)
    qtbot.waitUntil(named(made, "Describe 100 more", QAbstractButton).isEnabled)
    return made


def _replies(page: GeneratePage) -> tuple[PictureReply, ...]:
    replies = named(page, "Described so far", CaptionHistory).replies()
    return tuple(reply for reply in replies if isinstance(reply, PictureReply))


def _labels(page: GeneratePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def _press(page: GeneratePage, name: str) -> None:
    named(page, name, QAbstractButton).click()


def test_a_picture_is_described_at_once(page: GeneratePage, session: Session) -> None:
    """It stands beside its caption; the verdict names the right one; nothing was trained on it."""
    (reply,) = _replies(page)
    assert session.dataset is not None
    (display,) = page.findChildren(AnswerDisplay)
    said = display.accessibleName()

    assert named(page, "Picture to describe", PictureView).picture == reply.picture
    assert reply.picture in session.dataset.part("all").pictures
    assert said.startswith(f"{reply.answer.text}. {'Right' if reply.right else 'Wrong'}")
    assert reply.right or f"The right caption is {reply.picture.caption}." in said
    assert "Described by the weights of update 9." in _labels(page)


def test_more_are_counted_and_listed(page: GeneratePage, qtbot: QtBot) -> None:
    """The tally is that of the list; a wrong caption is looked for until there is one."""
    _press(page, "Another picture")
    qtbot.waitUntil(lambda: len(_replies(page)) == 2)
    qtbot.waitUntil(named(page, "Next mistake", QAbstractButton).isEnabled)
    _press(page, "Next mistake")
    qtbot.waitUntil(lambda: len(_replies(page)) > 2)
    qtbot.waitUntil(named(page, "Next mistake", QAbstractButton).isEnabled)
    replies = _replies(page)

    right = sum(bool(reply.right) for reply in replies)
    assert replies[0].right is False
    assert f"{right} of {len(replies)} right" in _labels(page)


def test_an_earlier_picture_is_shown_again(page: GeneratePage, qtbot: QtBot) -> None:
    """With the keys, as a list is read."""
    _press(page, "Another picture")
    qtbot.waitUntil(lambda: len(_replies(page)) == 2)
    history = named(page, "Described so far", CaptionHistory)
    history.setFocus()
    history.setCurrentIndex(history.model().index(0, 0))
    qtbot.keyClick(history, Qt.Key.Key_Down)

    view = named(page, "Picture to describe", PictureView)
    assert view.picture == _replies(page)[1].picture
    assert history.currentIndex().data().endswith(("right", "wrong"))


def test_attention_lies_over_the_picture(
    page: GeneratePage, session: Session, qtbot: QtBot
) -> None:
    """Going to a word with the keys colours the places where it looked, and says where."""
    session.set_checkpoint(captioner("dot"))
    _press(page, "Another picture")
    qtbot.waitUntil(lambda: _replies(page)[0].attention is not None, timeout=10_000)
    view = named(page, "Picture to describe", PictureView)
    (display,) = page.findChildren(CaptionDisplay)
    alone = view.grab().toImage()
    qtbot.keyClick(display, Qt.Key.Key_Right)

    attention = _replies(page)[0].attention
    assert attention is not None
    assert attention.shape[1:] == (4, 4)
    assert attention.sum(axis=(1, 2)) == pytest.approx(1)
    assert view.grab().toImage() != alone
    assert "it looked most at row" in _labels(page)


def test_without_pictures_it_says_where_to_load_them(
    look: QApplication, model: Checkpoint, qtbot: QtBot
) -> None:
    """A model that was opened alone describes nothing."""
    session = Session()
    session.set_checkpoint(model)
    page = GeneratePage(session, Training(session))
    qtbot.addWidget(page)
    page.show()

    assert "Load pictures on the Data page to describe some of them." in _labels(page)
    assert not named(page, "Another picture", QAbstractButton).isEnabled()
    assert not named(page, "Next mistake", QAbstractButton).isEnabled()


def test_there_is_a_place_for_whatever_a_model_is_made_to_do() -> None:
    """No goal is left without a way to talk to its models."""
    assert PLACES.keys() == set(Goal)
