"""A window opens at a size that its screen has room for."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from playground.window_size import designed_size, fit_on_screen


def test_a_window_that_is_too_large_is_made_to_fit(qtbot: QtBot) -> None:
    """Its frame ends up on the screen as a whole, whatever it was before."""
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    window.setGeometry(room.left() + 50, room.top() + 70, room.width() + 9, room.height() + 300)
    window.show()

    fit_on_screen(window)
    assert window.frameGeometry() == room


def test_a_window_that_fits_is_left_alone(qtbot: QtBot) -> None:
    """Where the user put it, it stays."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(30, 40, 300, 200)
    window.show()
    before = window.geometry()

    fit_on_screen(window)
    assert window.geometry() == before


def test_the_designed_size_never_exceeds_the_screen(qtbot: QtBot) -> None:
    """A small screen gives what it has."""
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableSize()

    size = designed_size(window)
    assert size.width() <= min(1280, room.width())
    assert size.height() <= min(800, room.height())
