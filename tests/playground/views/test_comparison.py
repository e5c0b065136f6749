"""Runs overlaid: the same values, told apart by colour, dash and name."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from playground.theme import Theme
from playground.theme.ramp import contrast
from playground.views.comparison import MOST, Comparison, _short
from playground.views.curve import run_look
from playground.views.overlay import Line
from tests.playground.views.lens_events import evaluated

# How colours look to those who lack a kind of cone, in linear RGB (Machado et al. 2009).
SIGHT = {
    "full": np.eye(3),
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.fixture
def comparison(look: QApplication, qtbot: QtBot) -> Comparison:
    """The picture, as large as in the window."""
    made = Comparison()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def line(place: int, losses: list[float], gradients: tuple[float, ...] = ()) -> Line:
    """Return a run with an evaluation after each epoch."""
    events = [evaluated(10 * (k + 1), loss) for k, loss in enumerate(losses)]
    return Line(f"Run {place}", place, events, gradients)


def test_a_run_that_goes_on_is_drawn_on(comparison: Comparison) -> None:
    """Its line stays and takes what is new, after an hour as after a minute."""
    growing, other = line(0, [2.0, 1.0]), line(1, [3.0], gradients=(0.5, 1.0))
    comparison.show_lines([growing, other])
    before = comparison.charts["perplexity"].curves["Run 0"]

    assert isinstance(growing.evaluations, list)
    growing.evaluations.append(evaluated(30, 0.5))
    comparison.show_lines([growing, other])

    assert comparison.charts["perplexity"].curves["Run 0"] is before
    assert before.series.y == pytest.approx(np.exp([2.0, 1.0, 0.5]))
    assert len(comparison.charts["gradients"].curves["Run 1"].series) == 2


def test_a_run_that_explodes_does_not_flatten_the_others(comparison: Comparison) -> None:
    """Its perplexity is drawn up to a million, and said to be above."""
    comparison.show_lines([line(0, [2.0, 500.0]), line(1, [2.0, 1.0])])

    curves = comparison.charts["perplexity"].curves
    assert curves["Run 0"].series.y == pytest.approx([np.exp(2.0), 1e6])
    assert [curve.text for curve in curves.values()] == ["Run 0 above 1,000,000", None]


def test_a_run_that_went_back_is_drawn_anew(comparison: Comparison) -> None:
    """What came after the place where it went on is gone; other runs keep all of theirs."""
    comparison.show_lines([line(0, [2.0, 1.0, 0.5]), line(1, [3.0])])
    comparison.show_lines([line(0, [2.0]), line(1, [3.0])])

    curves = comparison.charts["perplexity"].curves
    assert curves["Run 0"].series.y == pytest.approx(np.exp([2.0]))
    assert curves["Run 1"].series.y == pytest.approx(np.exp([3.0]))


def test_each_run_keeps_its_values(comparison: Comparison) -> None:
    """Perplexity and accuracy of validation, over epoch, update and time."""
    comparison.show_lines([line(0, [2.0, 1.0]), line(3, [0.5])])
    perplexity = comparison.charts["perplexity"].curves
    first, second = perplexity.values()

    assert list(perplexity) == ["Run 0", "Run 3"]
    assert first.series.y == pytest.approx(np.exp([2.0, 1.0]))
    assert second.series.y == pytest.approx(np.exp([0.5]))
    assert first.series.x("epoch") == pytest.approx([1, 2])
    assert first.series.x("update") == pytest.approx([10, 20])
    assert first.series.x("time") == pytest.approx([10, 20])
    assert list(comparison.charts["accuracy"].curves["Run 0"].series.y) == [0.25, 0.25]


def test_gradients_are_shares_of_the_last_step(comparison: Comparison) -> None:
    """Over steps back, as far as any arrives; a run that was not looked into has no line."""
    comparison.show_lines(
        [line(0, [1.0], (0.0, 0.5, 1.0, 4.0)), line(1, [1.0]), line(2, [1.0], (0.0, 0.0))]
    )
    curves = comparison.charts["gradients"].curves

    assert list(curves) == ["Run 0"]
    assert list(curves["Run 0"].series.x("steps back")) == [0, 1, 2]
    assert list(curves["Run 0"].series.y) == [1.0, 0.25, 0.125]


def test_runs_can_go_again(comparison: Comparison) -> None:
    """Exactly the runs of the last call are drawn and named."""
    comparison.show_lines([line(place, [1.0]) for place in range(MOST)])
    comparison.show_lines([line(5, [1.0])])
    chart = comparison.charts["perplexity"]

    assert list(chart.curves) == ["Run 5"]
    assert list(chart._layout.labels()) == ["Run 5 2.718"]

    comparison.show_lines([])
    assert chart._layout.labels() == {}


def test_names_stand_in_the_order_of_the_lines(comparison: Comparison) -> None:
    """At least 16 pixels apart, beside the ends and inside the chart."""
    losses = [1.0, 1.01, 1.02, 1.03, 1.04, 2.0, 1.005, 1.015]
    comparison.show_lines([line(place, [3.0, loss]) for place, loss in enumerate(losses)])
    chart = comparison.charts["perplexity"]
    labels = chart._layout.labels()
    from_above = sorted(labels, key=lambda text: labels[text])
    places = sorted(labels.values())

    assert [int(text.split()[1]) for text in from_above] == [5, 4, 3, 2, 7, 1, 6, 0]
    assert min(np.diff(places)) >= 15.9
    assert 0 <= places[0] < places[-1] <= chart.plot.getViewBox().height()


def test_dashes_stay_visible(comparison: Comparison) -> None:
    """Few evaluations are dots; many would cover the line."""
    comparison.show_lines([line(0, [1.0] * 24), line(1, [2.0] * 25)])
    few, many = comparison.charts["perplexity"].curves.values()

    assert few.dots is not None
    assert many.dots is not None
    assert len(few.dots.getData()[0]) == 24
    assert len(many.dots.getData()[0]) == 0


def test_the_right_side_has_room_for_the_names(comparison: Comparison) -> None:
    """The longest line ends well before the edge, in every column."""
    comparison.show_lines([line(0, [2.0, 1.0]), line(1, [0.5])])
    chart = comparison.charts["perplexity"]

    for column, end in (("epoch", 2), ("update", 20), ("time", 20)):
        comparison.set_column(column)
        low, high = chart.plot.viewRange()[0]
        assert (low, high) == (0, pytest.approx(1.4 * end, rel=0.02))


@pytest.mark.parametrize("theme", [Theme.light(), Theme.dark()], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_the_colours_of_runs_can_be_told_apart(theme: Theme, sight: str) -> None:
    """By everybody: at least 15 apart in CIELAB; all can be read as text; no two dashes agree."""
    colours = [theme.color(f"run{place}") for place in range(MOST)]
    labs = [_lab(colour, np.array(SIGHT[sight])) for colour in colours]

    assert min(np.linalg.norm(a - b) for a, b in combinations(labs, 2)) >= 15
    assert min(contrast(colour, theme.color("surface")) for colour in colours) >= 4.5
    assert len({run_look(place).dashes for place in range(MOST)}) == MOST


@pytest.mark.parametrize(
    ("share", "text"),
    [(1.0, "100 %"), (0.034, "3.4 %"), (2e-4, "0.02 %"), (4.8e-7, "5·10⁻⁷"), (1e-6, "10⁻⁶")],
)
def test_small_shares_are_written_shortly(share: float, text: str) -> None:
    """In percent, or as powers of ten."""
    assert _short(share) == text


def _lab(colour: QColor, sight: np.ndarray) -> np.ndarray:
    rgb = np.array([colour.redF(), colour.greenF(), colour.blueF()])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(to_xyz) @ np.clip(sight @ linear, 0, 1) / [0.9505, 1.0, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
