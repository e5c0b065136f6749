"""The picture of a network fits its place, and only what recurs is in accent."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.theme import current_theme
from playground.views.network import Layer, Network, Steps
from playground.views.network_diagram import NetworkDiagram
from playground.views.network_layout import Layout

pytestmark = pytest.mark.usefixtures("look")

WORDS = tuple(f"w{i}" for i in range(35))
LAYERS = (
    Layer("Embedding", "50 → 10", (500,), "embedding"),
    Layer("LSTM", "10 → 10", (840,), "cell"),
    Layer("Output", "10 → 50", (550,), "output"),
)
TEXT = Network(
    "Word", "Next word", LAYERS, ("(2, 35)",) * 4, (Steps(WORDS, WORDS),), ("h", "c"), time="t"
)
PAIRS = Network(
    "Character", "Answer", LAYERS, ("",) * 4,
    (Steps(tuple("23+44"), ("",) * 5, "read"), Steps(tuple("_67"), tuple("67.."[:3]), "written")),
    ("h",), ("h",), "attention",
)  # fmt: skip


def test_steps_that_do_not_fit_are_left_out_before_the_last() -> None:
    """The first steps stand side by side, then a gap, then the last one."""
    layout = Layout(TEXT, QRectF(0, 0, 692, 450))
    tokens = [column.token for column in layout.columns]

    assert tokens == ["w0", "w1", "w2", None, "w34"]
    boxes = [layout.box(column, 1) for column in layout.columns]
    assert all(a.right() < b.left() for a, b in pairwise(boxes))


def test_more_room_shows_more_steps() -> None:
    """A wider picture gives its width to time."""
    narrow = Layout(TEXT, QRectF(0, 0, 692, 450))
    wide = Layout(TEXT, QRectF(0, 0, 1200, 450))

    assert len(wide.columns) > len(narrow.columns)


def test_an_encoder_has_no_output() -> None:
    """Where nothing is predicted, the highest thing is the cell."""
    layout = Layout(PAIRS, QRectF(0, 0, 692, 450))

    assert [layout.layers(column)[-1] for column in layout.columns] == [1] * 5 + [2] * 3


@pytest.mark.parametrize("height", [250, 470])
def test_rows_do_not_touch(height: int) -> None:
    """At the lowest window there is still room for an arrow between boxes."""
    layout = Layout(TEXT, QRectF(0, 0, 692, height))
    column = layout.columns[0]

    for layer in (0, 1):
        room = layout.box(column, layer).top() - layout.box(column, layer + 1).bottom()
        assert room >= 12


def test_only_the_cells_row_is_in_accent(look: QApplication, qtbot: QtBot) -> None:
    """Colour says what recurs."""
    diagram = NetworkDiagram()
    qtbot.addWidget(diagram)
    diagram.resize(692, 450)
    diagram.show_network(TEXT)
    picture = diagram.grab().toImage()
    layout = Layout(TEXT, QRectF(0, 0, 692, 450))
    pitch = layout.pitch
    accent = QColor(current_theme().accent)

    assert reaches(picture, accent, layout.rows[2] - pitch / 2, layout.rows[2] + pitch / 2)
    assert not reaches(picture, accent, 0, layout.rows[3] + pitch / 4)
    assert not reaches(picture, accent, layout.rows[1] - pitch / 4, 450)


def test_the_picture_is_told_in_words(look: QApplication, qtbot: QtBot) -> None:
    """A screen reader hears the layers from the input up."""
    diagram = NetworkDiagram()
    qtbot.addWidget(diagram)
    diagram.show_network(TEXT)

    assert diagram.accessibleDescription() == (
        "Word, Embedding 50 → 10, LSTM 10 → 10, Output 10 → 50, Next word."
    )


def reaches(picture: QImage, color: QColor, top: float, bottom: float) -> bool:
    """Tell whether a colour occurs between two heights."""
    scale = picture.devicePixelRatio()
    rows = range(round(max(top, 0) * scale), round(bottom * scale))
    return any(picture.pixelColor(x, y) == color for y in rows for x in range(picture.width()))
