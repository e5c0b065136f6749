"""The rail is the tab bar of the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from playground.widgets.rail import Rail
from playground.widgets.rail_tabs import RailTabs

PAGES = [("Data", "data", "Load data"), ("Model", "model", "Build"), ("Train", "train", "Learn")]


@pytest.fixture
def window(look: QApplication, qtbot: QtBot) -> QMainWindow:
    """Return an active window."""
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(100, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def rail(window: QMainWindow) -> Rail:
    """Return a rail of three pages in an active window."""
    made = Rail(PAGES)
    window.setCentralWidget(made)
    return made


def bar(rail: Rail) -> RailTabs:
    """Return the tab bar of a rail."""
    (found,) = rail.findChildren(RailTabs)
    return found


def test_screen_readers_find_page_tabs(rail: Rail) -> None:
    """The tabs have the role and the names of page tabs."""
    interface = QAccessible.queryAccessibleInterface(bar(rail))
    tabs = [interface.child(index) for index in range(len(PAGES))]

    assert interface.role() == QAccessible.Role.PageTabList
    assert {tab.role() for tab in tabs} == {QAccessible.Role.PageTab}
    assert [tab.text(QAccessible.Text.Name) for tab in tabs] == ["Data", "Model", "Train"]


def test_a_click_chooses_a_page(rail: Rail, qtbot: QtBot) -> None:
    """The whole of a tab of 68 by 58 can be pressed."""
    tabs = bar(rail)
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.mouseClick(
            tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).topLeft() + QPoint(6, 50)
        )

    assert told.args == [1]
    assert rail.current() == 1
    assert tabs.tabRect(1).width() >= 68


def test_ctrl_and_a_number_choose_a_page(rail: Rail, qtbot: QtBot) -> None:
    """Ctrl+3 goes to the third page from anywhere in the window."""
    with qtbot.waitSignal(rail.chosen) as told:
        qtbot.keyClick(rail.window(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)

    assert told.args == [2]


def test_up_and_down_move_past_what_is_disabled(rail: Rail, qtbot: QtBot) -> None:
    """The arrow keys reach every page that can be chosen."""
    rail.set_enabled(1, False, "There is no data yet.")
    tabs = bar(rail)

    qtbot.keyClick(tabs, Qt.Key.Key_Down)
    assert rail.current() == 2
    qtbot.keyClick(tabs, Qt.Key.Key_Up)
    assert rail.current() == 0
