"""The figures of a run, thinned when it is long."""

import math

import numpy as np
import pytest

from engine import history
from engine.events import Evaluated, Progress
from engine.history import COLUMNS, History
from engine.score import Score


def progress(step: int, accuracy: float | None = None) -> Progress:
    """Return what update `step` reports."""
    return Progress(step, step / 10, 3.0 / step, accuracy, 2.0, 0.5, 0.1, step / 100, 35 * step)


def evaluated(step: int) -> Evaluated:
    """Return an evaluation after update `step`."""
    score = Score("train", "mean", 1.0, None, 10, "words")
    return Evaluated(step, step / 10, score, None, True, 0.1, step / 100)


def test_every_update_of_a_short_run_is_kept() -> None:
    """Row by row as it was measured; what was not measured is NaN."""
    kept = History()
    for step in range(1, 3001):
        kept.append(progress(step, accuracy=0.25 if step % 8 == 0 else None))

    table = kept.table

    assert len(kept) == 3000
    assert table[:, COLUMNS.index("step")].tolist() == list(range(1, 3001))
    row = dict(zip(COLUMNS, table[7], strict=True))
    assert row == {
        "step": 8, "loss": 3 / 8, "accuracy": 0.25, "grad_norm": 2.0, "clip_rate": 0.5,
        "learning_rate": 0.1, "seconds": 0.08,
    }  # fmt: skip
    assert math.isnan(table[8, COLUMNS.index("accuracy")])


def test_a_long_run_keeps_every_second_row_then_every_fourth(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows are left out, never averaged, and never more than the capacity."""
    monkeypatch.setattr(history, "CAPACITY", 2048)
    kept = History()

    for step in range(1, 6001):
        kept.append(progress(step))
        assert len(kept) <= 2048

    steps = kept.table[:, 0]
    assert kept.stride == 4
    assert steps.tolist() == list(range(1, 6001, 4))
    np.testing.assert_allclose(kept.table[:, 1], 3 / steps)


def test_a_long_run_keeps_its_accuracies(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are measured at every eighth update, beginning with the first: those rows stay."""
    monkeypatch.setattr(history, "CAPACITY", 2048)
    kept = History()
    for step in range(1, 8001):
        kept.append(progress(step, accuracy=0.5 if step % 8 == 1 else None))

    accuracies = kept.table[:, COLUMNS.index("accuracy")]
    assert kept.stride == 4
    assert np.isfinite(accuracies).sum() == 1000


def test_a_copy_stands_still() -> None:
    """A checkpoint's history does not grow with the run."""
    kept = History()
    kept.append(progress(1))
    kept.evaluations.append(evaluated(1))

    copy = kept.copy()
    kept.append(progress(2))
    kept.evaluations.append(evaluated(2))

    assert len(copy) == len(copy.evaluations) == 1


@pytest.mark.parametrize("count", [0, 1, 1023, 1024, 1025, 3000])
def test_a_history_goes_on_where_it_was_saved(count: int) -> None:
    """Put together from its parts it takes the next row as the first one would have."""
    first = History()
    for step in range(1, count + 1):
        first.append(progress(step))

    again = History.of(first.table, first.stride, first.evaluations)
    for kept in (first, again):
        kept.append(progress(count + 1))

    np.testing.assert_array_equal(again.table, first.table)
