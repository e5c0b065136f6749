"""Whoever uses the keyboard sees where they are."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from playground.theme import Theme, apply_theme
from playground.widgets.button import Button
from playground.widgets.check_box import CheckBox
from playground.widgets.chip_button import ChipButton
from playground.widgets.combo_box import ComboBox
from playground.widgets.icon_button import IconButton
from playground.widgets.number_field import NumberField
from playground.widgets.pill_menu import PillMenu
from playground.widgets.preset_card import PresetCard
from playground.widgets.primary_button import PrimaryButton
from playground.widgets.rail import Rail
from playground.widgets.sample_row import SampleRow
from playground.widgets.segmented import Segmented
from playground.widgets.slider import Slider
from playground.widgets.split_bar import SplitBar
from playground.widgets.strip import Strip
from playground.widgets.welcome_tile import WelcomeTile

_ENOUGH = 40  # pixels that change


def _nothing(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Draw nothing."""


def _checked(row: SampleRow | PresetCard | WelcomeTile | CheckBox) -> QWidget:
    row.setChecked(True)
    return row


MAKERS: dict[str, Callable[[], QWidget]] = {
    "button": lambda: Button("Paste", "paste"),
    "flat": lambda: Button("Details", kind="flat"),
    "primary": lambda: PrimaryButton("Train", "play"),
    "icon": lambda: IconButton("restart", "Restart"),
    "chip": lambda: ChipButton("oil prices"),
    "pill": lambda: PillMenu([("Pairs", 1)], 1, name="Kind"),
    "segmented": lambda: Segmented([("Log", 1), ("Linear", 2)], name="Scale"),
    "slider": lambda: Slider(0, 1, name="Dropout"),
    "field": lambda: NumberField(1, 0, 9, name="Layers"),
    "combo": lambda: ComboBox(name="Optimizer"),
    "check": lambda: CheckBox("Show tokens"),
    "check on": lambda: _checked(CheckBox("Show tokens")),
    "sample": lambda: SampleRow("Dates", "50,000", _nothing),
    "sample chosen": lambda: _checked(SampleRow("Dates", "50,000", _nothing)),
    "card": lambda: PresetCard("LSTM", _nothing),
    "card chosen": lambda: _checked(PresetCard("LSTM", _nothing)),
    "tile": lambda: WelcomeTile("Dates", "Learns", "50,000", "2 min", _nothing),
    "split bar": lambda: SplitBar(),
    "rail": lambda: Rail([("Data", "data", "Data"), ("Model", "model", "Model")]),
    "strip": Strip,
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", MAKERS)
def test_focus_can_be_seen(look: QApplication, qtbot: QtBot, kind: str, theme: str) -> None:
    """Everything that Tab reaches changes at least 40 pixels when it has the focus."""
    apply_theme(look, "dark" if theme == "dark" else "light")
    host = QWidget()
    qtbot.addWidget(host)
    widget, elsewhere = MAKERS[kind](), QPushButton("elsewhere")
    column = QVBoxLayout(host)
    column.addWidget(widget)
    column.addWidget(elsewhere)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    reached = [
        one
        for one in [widget, *widget.findChildren(QWidget)]
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled()
    ]

    assert reached
    for one in reached:
        elsewhere.setFocus()
        before = one.grab().toImage()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        after = one.grab().toImage()
        assert before.size() == after.size(), "the focus must move nothing"
        assert _changed(before, after) >= _ENOUGH, one.accessibleName()


def _changed(first: QImage, second: QImage) -> int:
    return sum(
        first.pixel(x, y) != second.pixel(x, y)
        for x in range(first.width())
        for y in range(first.height())
    )
