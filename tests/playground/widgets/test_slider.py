"""Sliders choose numbers by factors or by steps, and are never moved by scrolling past."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.widgets.slider import Slider


def test_a_logarithmic_slider_gives_every_factor_the_same_way(
    look: QApplication, qtbot: QtBot
) -> None:
    """The middle from 0.01 to 100 is 1."""
    slider = Slider(0.01, 100, logarithmic=True, name="Learning rate")
    qtbot.addWidget(slider)
    with qtbot.waitSignal(slider.moved) as told:
        slider.setValue(slider.maximum() // 2)

    assert told.args == [1.0]
    assert slider.number() == 1.0


def test_setting_a_number_keeps_all_its_digits_and_tells_nobody(
    look: QApplication, qtbot: QtBot
) -> None:
    """A number from elsewhere is not rounded to a position of the slider."""
    slider = Slider(0, 1, name="Dropout")
    qtbot.addWidget(slider)
    with qtbot.assertNotEmitted(slider.moved):
        slider.set_number(0.33333)

    assert slider.number() == 0.33333


def test_whole_numbers_move_by_one(look: QApplication, qtbot: QtBot) -> None:
    """An arrow key changes the number of layers by one."""
    slider = Slider(1, 8, integer=True, name="Layers")
    qtbot.addWidget(slider)
    slider.set_number(2)
    qtbot.keyClick(slider, Qt.Key.Key_Right)

    assert slider.number() == 3


def test_the_wheel_needs_the_focus(look: QApplication, qtbot: QtBot) -> None:
    """Scrolling a page over a slider changes nothing."""
    slider = Slider(0, 1, name="Dropout")
    qtbot.addWidget(slider)
    slider.set_number(0.5)
    middle = QPointF(10, 10)
    event = QWheelEvent(
        middle,
        middle,
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(slider, event)

    assert slider.number() == 0.5
    assert not event.isAccepted()


def test_a_click_takes_the_handle_there(look: QApplication, qtbot: QtBot) -> None:
    """Pointing at the end chooses the largest number."""
    slider = Slider(0, 10, name="Clip")
    qtbot.addWidget(slider)
    slider.resize(200, 24)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(199, 12))

    assert slider.number() == 10


def test_a_logarithmic_slider_cannot_start_at_zero(look: QApplication) -> None:
    """A wrong range is the programmer's mistake, and said at once."""
    with pytest.raises(ValueError, match="above 0"):
        Slider(0, 1, logarithmic=True, name="Learning rate")
