"""Switches, menus and cards hand on what was chosen, once."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from playground.widgets.flow_layout import FlowLayout
from playground.widgets.pill_menu import PillMenu
from playground.widgets.segmented import Segmented
from playground.widgets.split_bar import SplitBar


def test_arrow_keys_choose_the_neighbour_and_skip_what_is_disabled(
    look: QApplication, qtbot: QtBot
) -> None:
    """A switch is one stop of Tab; left and right move within it."""
    switch = Segmented([("RNN", "rnn"), ("LSTM", "lstm"), ("GRU", "gru")], "rnn", name="Cell")
    qtbot.addWidget(switch)
    switch.show()
    switch.button("lstm").setEnabled(False)
    with qtbot.waitSignal(switch.chosen) as told:
        qtbot.keyClick(switch.button("rnn"), Qt.Key.Key_Right)

    assert told.args == ["gru"]
    assert switch.value() == "gru"
    stops = [
        b for b in switch.findChildren(QPushButton) if b.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [switch.button("gru")]


def test_choosing_what_is_chosen_says_nothing(look: QApplication, qtbot: QtBot) -> None:
    """A second click on the pressed segment changes nothing."""
    switch = Segmented([("Log", True), ("Linear", False)], True, name="Scale")
    qtbot.addWidget(switch)

    with qtbot.assertNotEmitted(switch.chosen):
        qtbot.mouseClick(switch.button(True), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(switch.chosen) as told:
        qtbot.mouseClick(switch.button(False), Qt.MouseButton.LeftButton)
    assert told.args == [False]


def test_a_pill_says_what_was_found_and_lets_it_be_changed(
    look: QApplication, qtbot: QtBot
) -> None:
    """The pill shows the current choice, and its menu changes it."""
    pill = PillMenu([("Running text", "text"), ("Pairs", "pairs")], "text", name="Kind")
    qtbot.addWidget(pill)
    assert pill.text() == "Running text"

    with qtbot.waitSignal(pill.chosen) as told:
        pill.menu().actions()[1].trigger()

    assert told.args == ["pairs"]
    assert pill.text() == "Pairs"


def test_the_handles_of_a_split_move_by_keys_and_do_not_pass(
    look: QApplication, qtbot: QtBot
) -> None:
    """Each handle is reached by Tab, and stops before its neighbour."""
    bar = SplitBar()
    qtbot.addWidget(bar)
    bar.resize(300, 24)
    bar.set_shares(0.8, 0.1)
    train_end, valid_end = bar.findChildren(QWidget)
    with qtbot.waitSignal(bar.changed) as told:
        qtbot.keyClick(train_end, Qt.Key.Key_Right)
    assert told.args == [0.801, 0.099]

    qtbot.keyClick(train_end, Qt.Key.Key_End)
    train, valid = bar.shares()
    assert train < 0.9
    assert round(train + valid, 3) == 0.9

    qtbot.keyClick(valid_end, Qt.Key.Key_Home)
    assert bar.shares()[1] > 0


def test_flowing_items_break_into_lines(look: QApplication, qtbot: QtBot) -> None:
    """What does not fit beside the others begins a new line, and the height follows."""
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(spacing=10, parent=host)
    for _ in range(3):
        item = QWidget()
        item.setFixedSize(100, 20)
        flow.addWidget(item)
    flow.setGeometry(QRect(0, 0, 220, 100))
    places = [flow.itemAt(i).geometry().topLeft().toTuple() for i in range(3)]  # type: ignore[union-attr]

    assert places == [(0, 0), (110, 0), (0, 30)]
    assert flow.heightForWidth(220) == 50
    assert flow.heightForWidth(400) == 20
