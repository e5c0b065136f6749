"""Pages are made when they are needed, or when there is time."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.page_stack import PageStack
from playground.pages import PAGES
from playground.session import Session
from playground.training import Training


def test_all_pages_are_made_in_passing(look: QApplication, qtbot: QtBot) -> None:
    """One after the other, the first one stays on top."""
    session = Session()
    stack = PageStack(session, Training(session))
    qtbot.addWidget(stack)
    stack.show_page(0)
    stack.build_in_passing()

    qtbot.waitUntil(lambda: len(stack._pages) == len(PAGES))
    assert stack.title == "Data"


def test_a_page_that_cannot_be_made_is_tried_once(
    look: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mistake is told, and the window stays usable."""
    tried: list[int] = []

    def fail(self: PageStack, index: int) -> None:
        tried.append(index)
        raise ValueError("a mistake")

    monkeypatch.setattr(PageStack, "page", fail)
    session = Session()
    stack = PageStack(session, Training(session))
    qtbot.addWidget(stack)
    with qtbot.captureExceptions() as caught:
        stack.build_in_passing()
        qtbot.wait(50)

    assert len(caught) == len(tried) == 1
