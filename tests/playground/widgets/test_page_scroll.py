"""A page fits into a window that is too low for it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QStackedLayout, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.widgets.page_scroll import PageScroll


class Page(QWidget):
    """A page that needs 900 x 700."""

    def minimumSizeHint(self) -> QSize:
        """Say so."""
        return QSize(900, 700)


def test_a_low_window_scrolls_its_page(look: QApplication, qtbot: QtBot) -> None:
    """It needs the width of the page, and scrolls what of its height is missing."""
    page = Page()
    scroll = PageScroll(page)
    qtbot.addWidget(scroll)
    scroll.resize(1000, 500)
    scroll.show()

    assert scroll.minimumSizeHint() == QSize(900, 440)
    assert page.height() == 700
    assert scroll.verticalScrollBar().maximum() == 200


def test_a_high_window_gives_all_its_room(look: QApplication, qtbot: QtBot) -> None:
    """Nothing scrolls, and the page fills the window."""
    page = Page()
    scroll = PageScroll(page)
    qtbot.addWidget(scroll)
    scroll.resize(1000, 800)
    scroll.show()

    assert page.size() == QSize(1000, 800)
    assert scroll.verticalScrollBar().maximum() == 0


def test_a_sentence_that_wraps_costs_only_its_own_height(look: QApplication, qtbot: QtBot) -> None:
    """A page that would like to be higher is given what there is, as long as that is enough."""
    page, inside = QWidget(), QWidget()
    QStackedLayout(page).addWidget(inside)
    column = QVBoxLayout(inside)
    column.addWidget(QLabel("One sentence of several words. " * 9, wordWrap=True))
    column.addWidget(QTextEdit())
    scroll = PageScroll(page)
    qtbot.addWidget(scroll)
    scroll.resize(400, 220)
    scroll.show()

    assert page.height() == 220
    assert scroll.verticalScrollBar().maximum() == 0
