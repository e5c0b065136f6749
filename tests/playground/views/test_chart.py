"""A chart shows a run as the guide draws it, and gives its numbers away."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.formats import significant
from playground.theme import Theme, apply_theme
from playground.views.chart import Chart


@pytest.fixture
def chart(look: QApplication, qtbot: QtBot) -> Chart:
    """Return a chart of perplexity with a short run of 4 planned epochs."""
    made = Chart(
        "Perplexity",
        [("epoch", significant), ("update", significant)],
        write_end=significant,
        logarithmic=True,
    )
    qtbot.addWidget(made)
    made.resize(700, 360)
    made.add_curve("raw", "raw")
    made.add_curve("train", "smooth", "Train")
    made.add_curve("valid", "validation", "Validation")
    made.set_planned_end({"epoch": 4, "update": 400})
    epochs = np.linspace(0.01, 2, 200)
    values = 1000 / epochs
    for key in ("raw", "train"):
        made.curves[key].extend(np.array([epochs, epochs * 100]), values)
    made.curves["valid"].append((1.0, 100.0), 1010.0)
    made.curves["valid"].append((2.0, 200.0), 520.0)
    made.show()
    return made


def pixels(chart: Chart, color: str) -> int:
    """Count the pixels of one colour."""
    image, wanted = chart.grab().toImage(), QColor(color)
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixelColor(*spot) == wanted for spot in spots)


def test_the_empty_right_side_is_the_future(chart: Chart) -> None:
    """x goes from 0 to the planned end, and farther once that is passed."""
    assert chart.plot.viewRange()[0] == pytest.approx([0, 4 * 1.013])

    chart.curves["train"].append((5.0, 500.0), 100.0)
    chart.refresh()
    assert chart.plot.viewRange()[0] == pytest.approx([0, 5 * 1.013])


def test_x_can_be_measured_otherwise(chart: Chart) -> None:
    """The same values stand over updates instead of epochs."""
    chart.set_column("update")

    assert chart.plot.viewRange()[0] == pytest.approx([0, 400 * 1.013])


def test_lines_are_named_at_their_ends_without_touching(chart: Chart) -> None:
    """Validation and train end at 520 and 500, a pixel apart: their labels are not."""
    labels = chart._layout.labels()

    assert set(labels) == {"Train 500", "Validation 520"}
    assert abs(labels["Train 500"] - labels["Validation 520"]) >= 16


def test_the_crosshair_reads_all_named_lines(chart: Chart) -> None:
    """One box has x and the nearest value of every line, and goes with the pointer."""
    chart.read_out(1.02, 3.0)
    assert chart._crosshair.text().split() == [
        "Epoch",
        "1.02",
        "Train",
        "980.4",
        "Validation",
        "1,010",
    ]

    chart.hide_read_out()
    assert chart._crosshair.text() == ""


def test_the_crosshair_says_nothing_of_what_is_not_measured_yet(chart: Chart) -> None:
    """In the future it stays at the last value; before the first validation there is none."""
    chart.read_out(3.5, 3.0)
    assert chart._crosshair.text().split() == ["Epoch", "2", "Train", "500", "Validation", "520"]
    assert chart._crosshair.line.value() == 2.0

    chart.read_out(0.5, 3.0)
    assert chart._crosshair.text().split()[:4] == ["Epoch", "0.5", "Train", "2,000"]
    assert "Validation" not in chart._crosshair.text()


def test_names_of_floors_give_way_to_a_line_that_has_arrived(chart: Chart) -> None:
    """At the end of a run no label lies on another, or on the line of validation."""
    chart.curves["valid"].extend(np.array([[3.0, 4.0], [300.0, 400.0]]), np.array([600.0, 600.0]))
    chart.set_floor("3-gram", "3-gram", 590.0)
    chart.refresh()
    floor = chart.floors["3-gram"].text
    floor_box = floor.mapRectToScene(floor.boundingRect())
    named = [text for text in chart._layout._ends.values() if text.isVisible()]

    assert len(named) == 2
    for text in named:
        assert not floor_box.intersects(text.mapRectToScene(text.boundingRect()))
    line = chart.plot.getViewBox().mapViewToScene(QPointF(4.0, np.log10(600))).y()
    assert not floor_box.top() < line < floor_box.bottom()


def test_dots_that_would_touch_are_left_out(chart: Chart) -> None:
    """A hundred evaluations are dots, a thousand are a line."""
    valid = chart.curves["valid"]
    assert valid.dots is not None
    assert len(valid.dots.getData()[0]) == 2

    epochs = np.linspace(2.1, 4, 1000)
    valid.extend(np.array([epochs, epochs * 100]), np.full(1000, 500.0))
    chart.refresh()
    assert len(valid.dots.getData()[0]) == 0
    assert len(valid.drawn[0]) <= 1000


def test_lines_take_the_colours_of_the_theme(chart: Chart, look: QApplication) -> None:
    """After a change of theme no pen of the old one is left."""
    light, dark = Theme.light(), Theme.dark()
    assert pixels(chart, light.valid) > 50

    apply_theme(look, "dark")

    assert pixels(chart, light.valid) == pixels(chart, light.surface) == 0
    assert pixels(chart, dark.valid) > 50
    assert pixels(chart, dark.surface) > 10_000


def test_a_floor_is_drawn_and_taken_away(chart: Chart) -> None:
    """A floor stretches the axis to where it is, and back."""
    chart.set_floor("uniform", "Uniform guess", 1e7)
    chart.refresh()
    assert chart.plot.viewRange()[1][1] > 7

    chart.remove_floor("uniform")
    chart.refresh()
    assert chart.plot.viewRange()[1][1] < 7


def test_a_moved_chart_stays_until_a_double_click(chart: Chart) -> None:
    """New values do not pull the user away from what they look at."""
    chart._pointer.dragged.emit()
    chart.plot.getViewBox().setXRange(1, 2, padding=0)
    chart.curves["train"].append((2.5, 250.0), 400.0)
    chart.refresh()
    assert chart.plot.viewRange()[0] == pytest.approx([1, 2])

    chart._pointer.double_clicked.emit()
    assert chart.plot.viewRange()[0] == pytest.approx([0, 4 * 1.013])


def test_a_cleared_chart_is_empty(chart: Chart) -> None:
    """Nothing of a run is left before the next one."""
    chart.mark_best((1.0, 100.0), 600.0)
    chart.mark_moment((1.0, 100.0), "Back to here")
    chart.clear()

    assert chart._layout.labels() == {}
    assert pixels(chart, Theme.light().valid) == pixels(chart, Theme.light().wrong) == 0


def test_numbers_are_saved_raw(chart: Chart, tmp_path: Path) -> None:
    """The CSV has every value of train and validation in all columns, and nothing smoothed."""
    chart.save_numbers(tmp_path / "run.csv")
    with (tmp_path / "run.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    assert rows[0] == ["curve", "epoch", "update", "value", "stands_for"]
    assert len(rows) == 1 + 200 + 2
    assert {row[0] for row in rows[1:]} == {"raw", "valid"}
    assert [float(cell) for cell in rows[-1][1:]] == [2.0, 200.0, 520.0, 1.0]


def test_pictures_are_saved_as_png_and_svg(chart: Chart, tmp_path: Path) -> None:
    """The picture has the ground of the card and the lines on it."""
    chart.save_picture(tmp_path / "run.png")
    chart.save_picture(tmp_path / "run.svg")
    picture = QImage(str(tmp_path / "run.png"))

    assert picture.size() == chart.plot.size() * 2
    assert picture.pixelColor(QPoint(1, 1)) == QColor(Theme.light().surface)
    drawing = (tmp_path / "run.svg").read_text(encoding="utf-8")
    assert Theme.light().valid.lower() in drawing.lower()
    assert "Validation 520" in drawing


@pytest.mark.parametrize("name", ["run.png", "run.svg", "run.csv"])
def test_a_folder_that_is_gone_is_said(chart: Chart, tmp_path: Path, name: str) -> None:
    """Saving where nothing can be written raises, for the page to say so."""
    path = tmp_path / "gone" / name
    with pytest.raises(OSError, match="gone"):
        chart.save_numbers(path) if name.endswith("csv") else chart.save_picture(path)
