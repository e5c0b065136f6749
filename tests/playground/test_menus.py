"""Every action of the window is in a menu, and has its keys while all menus are closed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from playground.driver import Driver
from playground.main_window import MainWindow
from tests.playground.runs import small_text_run
from tests.playground.windows import open_window

_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(look: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """Return the window, active, so that it hears keys."""
    with open_window(look, small_text_run()) as made:
        qtbot.waitUntil(lambda: made.session.survey is not None)
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        yield made


def opened() -> list[str]:
    """Return what the menu says that is open, and close it."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text().replace("&", "") for action in menu.actions()]
    menu.close()
    return texts


def test_the_mark_opens_all_menus(window: MainWindow) -> None:
    """There is no menu bar; a click on the mark, or F10, stands for it."""
    Driver(window).click("Menu")

    assert opened() == ["File", "Edit", "View", "Help"]


def test_f10_opens_all_menus(window: MainWindow, qtbot: QtBot) -> None:
    """The key that goes to the menus elsewhere does so here."""
    qtbot.keyClick(window, Qt.Key.Key_F10)

    assert opened() == ["File", "Edit", "View", "Help"]


@pytest.mark.parametrize(
    ("key", "first"),
    [
        (Qt.Key.Key_F, "Open data…"),
        (Qt.Key.Key_E, "Undo settings"),
        (Qt.Key.Key_V, "As the system"),
        (Qt.Key.Key_H, "About this machine"),
    ],
)
def test_alt_and_a_letter_open_one_menu(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, first: str
) -> None:
    """As with a menu bar whose letters are underlined."""
    qtbot.keyClick(window, key, _ALT)

    assert opened()[0] == first


def test_closed_menus_keep_their_keys(window: MainWindow, qtbot: QtBot) -> None:
    """Ctrl+Z takes a setting back although its menu was never opened."""
    driver, before = Driver(window), window.session.config
    driver.show_tab("Train")
    driver.type("Learning rate", "0.2")
    assert window.session.config != before
    driver.find("Learning rate", QLineEdit).clearFocus()  # a field undoes its own typing

    qtbot.keyClick(window, Qt.Key.Key_Z, _CTRL)
    assert window.session.config == before
