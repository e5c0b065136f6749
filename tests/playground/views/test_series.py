"""Long lines are drawn by few points, and none of their peaks is lost."""

import numpy as np
import pytest

from playground.views.series import Series


def line(count: int) -> Series:
    """Return a noisy line over epochs and updates."""
    series = Series(("epoch", "update"))
    steps = np.arange(count, dtype=float)
    values = np.random.RandomState(0).standard_normal(count)
    series.extend(np.array([steps / 100, steps]), values)
    return series


@pytest.mark.parametrize("count", [10, 2_000, 5_000, 300_000])
def test_few_points_keep_the_extremes_and_the_end(count: int) -> None:
    """At any length what is drawn reaches as high, as low and as far as the values do."""
    series = line(count)
    x, y = series.visible("epoch", 0, 1e9)

    assert len(x) == len(y) <= 2_010
    assert y.min() == series.y.min()
    assert y.max() == series.y.max()
    assert (x[-1], y[-1]) == (series.x("epoch")[-1], series.y[-1])
    assert (np.diff(x) >= 0).all()


def test_only_what_is_visible_is_drawn_with_one_neighbour_outside() -> None:
    """Zooming in shows the values themselves, and the line goes on past the edges."""
    x, y = line(300_000).visible("update", 1000, 1010)

    assert x.tolist() == list(range(999, 1012))
    assert y.tolist() == line(300_000).y[999:1012].tolist()


def test_appending_equals_extending() -> None:
    """Values that come one by one are the same line, peaks kept in blocks included."""
    whole, steps = line(200_000), Series(("epoch", "update"))
    for start in range(0, 200_000, 777):
        part = slice(start, start + 777)
        x = np.array([whole.x("epoch")[part], whole.x("update")[part]])
        steps.extend(x, whole.y[part])

    for drawn, expected in zip(
        steps.visible("epoch", 0, 1e9), whole.visible("epoch", 0, 1e9), strict=True
    ):
        np.testing.assert_array_equal(drawn, expected)


def test_what_is_not_finite_is_left_out() -> None:
    """A diverged loss leaves a line that can still be drawn."""
    series = Series(("update",))
    for step, value in enumerate([1.0, float("nan"), float("inf"), 2.0]):
        series.append((step,), value)

    assert series.y.tolist() == [1.0, 2.0]
    assert series.x("update").tolist() == [0.0, 3.0]


def test_the_nearest_value_is_found() -> None:
    """The crosshair reads the neighbour that is nearer, and the ends past the ends."""
    series = Series(("update",))
    for step in (0, 10, 20):
        series.append((step,), step)

    assert [series.nearest("update", x) for x in (-5, 4, 6, 14, 99)] == [0, 0, 1, 1, 2]
