"""The curves of a run show what was measured, and go on where a run goes on."""

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.events import Diverged, Evaluated, Event, Floor, Progress, Score, Started
from playground.views.curves import Curves
from playground.views.curves_export import save_curves
from playground.views.smoothing import Smoothing


def started(step: int = 0, unit: str = "words") -> Started:
    """Return the beginning of 4 epochs of 10 updates."""
    floors = (Floor("perplexity", "Uniform guess", 100.0), Floor("accuracy", "Always “a”", 0.2))
    return Started(step, step / 10, 4, 10, unit, {"train": 100}, 100, 1000, floors, ())


def update(step: int, loss: float) -> Progress:
    """Return an update; every fourth measures accuracy."""
    accuracy = 0.5 if step % 4 == 0 else None
    return Progress(step, step / 10, loss, accuracy, 1.0, 1.0, 0.1, step * 0.01, step * 5)


def evaluation(step: int, loss: float, best: bool) -> Evaluated:
    """Return an evaluation whose accuracy is 0.25."""
    train, valid = (Score(part, "", loss, 0.25, 10, "words") for part in ("train", "valid"))
    return Evaluated(step, step / 10, train, valid, best, 0.1, step * 0.01)


@pytest.fixture
def curves(look: QApplication, qtbot: QtBot) -> Curves:
    """Return the curves of a run of 20 updates whose loss falls from 4."""
    made = Curves()
    qtbot.addWidget(made)
    made.resize(760, 560)
    made.show()
    events: list[Event] = [started()]
    events += [update(step, 4.0 - 0.1 * step) for step in range(1, 21)]
    events += [evaluation(10, 3.0, True), evaluation(20, 2.0, True)]
    made.show_events(events)
    return made


def train_steps(curves: Curves) -> list[float]:
    """Return the updates of which the perplexity is drawn."""
    return [*map(float, curves.measures["Perplexity"].series["train"].x("update"))]


def test_perplexity_is_drawn_as_it_was_measured(curves: Curves) -> None:
    """The raw line is exp of each loss, at epoch, update and time."""
    series = curves.measures["Perplexity"].series["train"]

    assert np.allclose(series.y, np.exp([4.0 - 0.1 * step for step in range(1, 21)]))
    assert np.allclose(series.x("epoch"), np.arange(1, 21) / 10)
    assert np.allclose(series.x("time"), np.arange(1, 21) / 100)


def test_accuracy_has_the_updates_that_measured_it(curves: Curves) -> None:
    """What was not measured is not drawn."""
    series = curves.measures["Accuracy, next word"].series["train"]

    assert [*series.x("update")] == [4, 8, 12, 16, 20]


def test_titles_say_what_is_counted(curves: Curves) -> None:
    """Pairs are right as whole answers, texts word by word."""
    assert list(curves.measures) == ["Perplexity", "Accuracy, next word"]

    curves.clear()
    curves.expect(4, "characters")
    assert list(curves.measures) == ["Perplexity", "Accuracy, next character"]

    curves.show_events([started(unit="pairs")])
    assert list(curves.measures) == ["Perplexity", "Accuracy, whole answers"]


def test_a_run_that_goes_on_keeps_its_curve_up_to_there(curves: Curves) -> None:
    """What came after the step it goes on from is drawn again, once."""
    curves.show_events([started(step=12), update(13, 3.0)])

    assert train_steps(curves) == [*range(1, 13), 13]


def test_another_run_starts_with_empty_charts(curves: Curves) -> None:
    """Nothing of the last run stays."""
    curves.show_events([started(), update(1, 4.0)])

    assert train_steps(curves) == [1]


def test_a_loss_that_explodes_leaves_the_chart_usable(curves: Curves) -> None:
    """Its perplexity is drawn up to a hundred times the uniform guess, and said to be above."""
    curves.show_events([update(21, 1e4), evaluation(30, 1e4, False)])

    measure = curves.measures["Perplexity"]
    drawn = [series.y[-1] for series in measure.series.values()]
    assert drawn == pytest.approx([100 * 100, 100 * 100])
    said = [curve.text for curve in measure.chart.curves.values()]
    assert said == [None, "Train above 10,000", "Validation above 10,000"]


def test_where_the_good_weights_are_from_is_marked(curves: Curves) -> None:
    """A line at the update, until the run goes on."""
    event = Diverged(21, 2.1, "the loss", 10, "Lower it.", 0.1, None)  # type: ignore[arg-type]
    curves.show_events([event])
    chart = curves.measures["Perplexity"].chart

    assert chart._moment.line.isVisible()
    assert chart._moment.line.value() == 1.0


@pytest.mark.parametrize("ending", ["png", "svg", "csv"])
def test_curves_become_files(curves: Curves, tmp_path: Path, ending: str) -> None:
    """A picture of both charts, a drawing, or the numbers that were measured."""
    path = tmp_path / f"curves.{ending}"
    save_curves(curves, path)

    if ending == "png":
        assert QPixmap(str(path)).width() > 1400
    elif ending == "svg":
        assert path.read_text(encoding="utf-8").count("Uniform guess") == 1
    else:
        rows = [*csv.reader(path.read_text(encoding="utf-8").splitlines())]
        assert rows[0] == ["curve", "epoch", "update", "time", "value", "stands_for"]
        names = {row[0] for row in rows[1:]}
        assert names == {
            *("perplexity, train", "perplexity, validation"),
            *("accuracy, next word, train", "accuracy, next word, validation"),
        }
        assert float(rows[1][4]) == pytest.approx(np.exp(3.9))
        assert {row[5] for row in rows[1:]} == {"1.0"}


def test_smoothing_begins_at_the_first_value_and_forgets_in_time() -> None:
    """A step in the values is followed within a few spans; what is not finite is passed over."""
    smoothing = Smoothing(10)

    assert smoothing.extend(np.array([5.0])).tolist() == [5.0]
    assert np.isfinite(smoothing.extend(np.array([np.nan, np.inf]))).all()
    assert smoothing.extend(np.full(100, 1.0))[-1] == pytest.approx(1.0, abs=0.01)
