"""Pictures are shown sharp, numbered and captioned, and only those in sight are drawn."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.data.dataset import Picture
from engine.data.samples import shapes
from playground.views import picture_grid
from playground.views.picture_grid import PictureGrid
from playground.views.picture_paint import image_of, paint_picture

RED, BLUE = (255, 0, 0), (0, 0, 255)
CHESS = Picture(bytes((*RED, *BLUE, *BLUE, *RED)), "red and blue")


@pytest.fixture
def grid(look: QApplication, qtbot: QtBot) -> PictureGrid:
    """Return a grid of a thousand pictures on the screen, three side by side."""
    made = PictureGrid("Pictures")
    qtbot.addWidget(made)
    made.resize(580, 500)
    made.show()
    made.set_pictures(shapes.make(10).pictures * 100)
    return made


def test_pixels_stay_squares() -> None:
    """Drawn forty times as large, each pixel has its own colour up to its edge."""
    canvas = QImage(80, 80, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    paint_picture(painter, canvas.rect().toRectF(), CHESS)
    painter.end()

    colours = [canvas.pixelColor(x, y).name() for x, y in ((39, 39), (40, 39), (40, 40))]
    assert colours == ["#ff0000", "#0000ff", "#ff0000"]
    assert image_of(CHESS).width() == image_of(CHESS).height() == 2


def test_pictures_stand_side_by_side_as_there_is_room(grid: PictureGrid) -> None:
    """A wider grid has more columns; the scroll bar ends with the last row."""
    assert grid.columns == 3
    bar = grid.verticalScrollBar()
    assert bar.maximum() + bar.pageStep() >= 334 * grid.row_height

    grid.resize(900, 500)

    assert grid.columns == 5
    assert bar.maximum() + bar.pageStep() < 210 * grid.row_height


def test_only_what_is_in_sight_is_drawn(grid: PictureGrid, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a thousand pictures a few rows, from wherever the grid was scrolled to."""
    drawn: list[Picture] = []
    monkeypatch.setattr(picture_grid, "paint_picture", lambda p, r, picture: drawn.append(picture))
    grid.scroll_by(100 * grid.row_height)
    drawn.clear()
    grid.grab()

    assert 6 <= len(drawn) <= 15
    assert drawn[0] == shapes.make(10).pictures[0]  # the 301st of ten in turn


def test_keys_scroll_and_the_place_is_told(grid: PictureGrid, qtbot: QtBot) -> None:
    """Each arrow moves a row of pictures; End goes to the last row."""
    told: list[int] = []
    grid.row_changed.connect(told.append)
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_End)

    assert told[0] == 4
    assert grid.row == told[-1] > 990


def test_the_picture_under_the_mouse_is_found(grid: PictureGrid) -> None:
    """By its place in the data set, also where some are shown alone; beside them there is none."""
    assert grid.picture_at(QPointF(30, 30)) == 0
    grid.show_only([7, 41])

    assert grid.row == 8
    assert grid.picture_at(QPointF(30, 30)) == 7
    assert grid.picture_at(QPointF(230, 30)) == 41
    assert grid.picture_at(QPointF(430, 30)) is None
