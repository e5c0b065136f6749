"""Hidden units over time: colours by sign and size, values on demand."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.events import Inspected
from playground.theme import Theme
from playground.views.unit_map import UnitMap
from playground.views.units import Units, _scale
from tests.playground.views.lens_events import started

HIDDEN = np.array([[1.0, -1.0, 0.0], [0.5, -0.25, 0.125]], dtype=np.float32)  # two steps


@pytest.fixture
def view(look: QApplication, qtbot: QtBot) -> Units:
    """The view with three units over two words."""
    made = Units()
    qtbot.addWidget(made)
    made.resize(356, 560)
    made.show()
    made.show_events([started(), Inspected(3, "units", {"hidden": HIDDEN}, ("the", "<eos>"))])
    return made


def map_of(view: Units) -> UnitMap:
    """Return the map."""
    (found,) = view.findChildren(UnitMap)
    return found


def texts(view: Units) -> list[str]:
    """Return what can be read around the map."""
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def colour(view: Units, step: int, unit: int) -> str:
    """Return the colour in the middle of a cell."""
    unit_map = map_of(view)
    place = unit_map._place(QPoint(step, unit)).center().toPoint()
    return QColor(unit_map.grab().toImage().pixel(place)).name()


def test_colours_tell_sign_and_size(view: Units) -> None:
    """Accent is positive, the validation's colour negative, the surface nothing."""
    theme = Theme.light()

    assert colour(view, 0, 0) == theme.color("accent").name()
    assert colour(view, 0, 1) == theme.color("valid").name()
    assert colour(view, 0, 2) == theme.color("surface").name()
    assert colour(view, 1, 0) == theme.signed(0.5).name()


def test_the_value_under_the_pointer_is_read_out(view: Units) -> None:
    """With its unit and its token, for mouse and keyboard."""
    unit_map = map_of(view)
    QTest.mouseMove(unit_map, unit_map._place(QPoint(1, 1)).center().toPoint())
    assert "Unit 2 after “↵”: −0.25" in texts(view)

    QTest.keyClick(unit_map, Qt.Key.Key_Left)
    assert "Unit 2 after “the”: −1" in texts(view)

    QTest.keyClick(unit_map, Qt.Key.Key_Left)
    QTest.keyClick(unit_map, Qt.Key.Key_Down)
    assert "Unit 3 after “the”: 0" in texts(view)


def test_more_units_than_rows_are_thinned_out(view: Units) -> None:
    """Evenly, so that each row stays the same unit; the caption says so."""
    hidden = np.zeros((4, 650), dtype=np.float32)
    hidden[:, 0] = 1
    view.show_events([Inspected(4, "units", {"hidden": hidden}, ("a", "b", "c", "d"))])
    stride = map_of(view).stride()

    assert stride == -(-650 // (map_of(view)._area().height() // 4))
    assert f"Every {stride}th of 650 units, from left to right as it reads." in texts(view)
    assert colour(view, 2, 0) == Theme.light().color("accent").name()


def test_all_tokens_keep_their_places(view: Units) -> None:
    """Words that are wider than their columns stand upright; nothing runs out of the picture."""
    hidden = np.linspace(-1, 1, 35 * 4, dtype=np.float32).reshape(35, 4)
    words = tuple(f"word{n}" for n in range(35))
    view.show_events([Inspected(4, "units", {"hidden": hidden}, words)])
    unit_map = map_of(view)
    place = unit_map._place(QPoint(34, 3))

    assert place.right() <= unit_map.width()
    assert place.bottom() <= unit_map.height()
    assert unit_map._place(QPoint(0, 0)).top() > 60
    unit_map.grab()


@pytest.mark.parametrize(
    ("largest", "scale"),
    [(0.83, 1.0), (0.5, 0.5), (0.31, 0.5), (0.07, 0.1), (0.0, 1.0), (float("inf"), 1.0), (3, 5.0)],
)
def test_the_scale_is_round(largest: float, scale: float) -> None:
    """And no smaller than the largest value."""
    assert _scale(largest) == pytest.approx(scale)
