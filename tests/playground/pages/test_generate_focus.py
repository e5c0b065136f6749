"""Whoever uses the keyboard on the Generate page sees where they are."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine import Checkpoint
from engine.generation import Alternative, Token
from playground.job import Job
from playground.pages.generate import GeneratePage
from playground.pages.generate.text_foot import TextFoot
from playground.session import Session
from playground.theme import apply_theme
from playground.training import Training
from playground.views.surprisal_text import SurprisalText
from tests.playground.pages.generate_models import answerer, labeller, named, writer

_ENOUGH = 40  # pixels that change
_TOKEN = Token(1, "a", 0.7, 0.5, 1.0, 1, (Alternative(1, "a", 0.5, 0.7),))


@pytest.fixture(scope="module", params=["text", "pairs", "labels"])
def model(request: pytest.FixtureRequest) -> Checkpoint:
    """A model of each kind that can be talked to."""
    makers = {"text": writer, "pairs": answerer, "labels": labeller}
    return makers[request.param]()


@pytest.fixture
def page(look: QApplication, model: Checkpoint, qtbot: QtBot) -> Iterator[GeneratePage]:
    """The page in a window that has the focus."""
    session = Session()
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


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_focus_can_be_seen(page: GeneratePage, look: QApplication, theme: str) -> None:
    """Everything that Tab reaches has a name, and changes at least 40 pixels with the focus."""
    apply_theme(look, "dark" if theme == "dark" else "light")
    reached = [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()
    ]

    assert len(reached) >= 2
    for one in reached:
        page.setFocus()
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        after = one.grab().toImage()
        assert one.accessibleName()
        assert before.size() == after.size(), "the focus must move nothing"
        assert _changed(before, after) >= _ENOUGH, one.accessibleName()


def test_a_chosen_token_shows_the_focus_too(look: QApplication, qtbot: QtBot) -> None:
    """The ring of a token is another one while the text has the focus."""
    view = SurprisalText()
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.start(("the",), words=True)
    view.append([_TOKEN])
    view.select(0)
    view.clearFocus()
    before = view.grab().toImage()
    view.setFocus()

    assert _changed(before, view.grab().toImage()) >= _ENOUGH


def test_small_windows_hold_everything(page: GeneratePage) -> None:
    """At 1280x640, less the rail and the strip, no control is cut off."""
    page.resize(1200, 550)
    assert page.minimumSizeHint().height() <= 550
    assert page.minimumSizeHint().width() <= 1200


def test_every_control_says_what_it_does(page: GeneratePage) -> None:
    """Each control that Tab reaches has a tooltip beside its name."""
    for one in page.findChildren(QWidget):
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible():
            parent = one.parentWidget()
            has_tip = one.toolTip() or (parent is not None and parent.toolTip())
            assert has_tip, one.accessibleName()


def test_names_are_unique(page: GeneratePage) -> None:
    """No two controls in view have the same name."""
    names = [
        one.accessibleName()
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible()
    ]

    assert len(set(names)) == len(names)


def _changed(first: QImage, second: QImage) -> int:
    return sum(
        first.pixel(x, y) != second.pixel(x, y)
        for x in range(first.width())
        for y in range(first.height())
    )


def test_the_main_controls_have_their_names(page: GeneratePage, model: Checkpoint) -> None:
    """The names that the controls are found by."""
    names = {
        "language_model": ("Prompt", "Generate"),
        "seq2seq": ("Question", "Answer"),
        "classifier": ("Sentence", "Label"),
    }

    for name in names[model.config.model.kind]:
        assert named(page, name, QWidget).isVisible()


def test_continue_keeps_the_focus_over_its_own_work(look: QApplication, qtbot: QtBot) -> None:
    """While a text is written it cannot be pressed; afterwards Enter goes on once more."""
    foot = TextFoot()
    qtbot.addWidget(foot)
    with qtbot.waitActive(foot):
        foot.show()
        foot.activateWindow()
    foot.show_possible(writing=False, has_text=True, has_run=True)
    foot.setFocus()
    pressed = look.focusWidget()
    assert pressed is not None

    foot.show_possible(writing=True, has_text=True, has_run=True)
    assert not pressed.isEnabled()
    foot.show_possible(writing=False, has_text=True, has_run=True)
    assert pressed.hasFocus()
