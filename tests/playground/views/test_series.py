"""Long lines are kept and drawn by few points, and none of their peaks is lost."""

import numpy as np
import pytest

from playground.views.series import CAPACITY, Series


def line(count: int) -> Series:
    """Return a noisy line over epochs and updates."""
    series = Series(("epoch", "update"))
    steps = np.arange(count, dtype=float)
    series.extend(np.array([steps / 100, steps]), values(count))
    return series


def values(count: int) -> np.ndarray:
    """Return the values of the line, none left out."""
    return np.random.RandomState(0).standard_normal(count)


@pytest.mark.parametrize("count", [10, 2_000, 5_000, 300_000])
def test_few_points_keep_the_extremes_and_the_end(count: int) -> None:
    """At any length what is drawn reaches as high, as low and as far as the values do."""
    x, y = line(count).visible("epoch", 0, 1e9)
    whole = values(count)

    assert len(x) == len(y) <= 2_010
    assert y.min() == whole.min()
    assert y.max() == whole.max()
    assert (x[-1], y[-1]) == ((count - 1) / 100, whole[-1])
    assert (np.diff(x) >= 0).all()


def test_all_values_are_kept_until_there_are_many() -> None:
    """Up to the capacity no value is left out."""
    series = line(CAPACITY - 1)

    assert series.y.tolist() == values(CAPACITY - 1).tolist()
    assert set(series.stands_for) == {1.0}


@pytest.mark.parametrize("count", [CAPACITY, 300_000, 2_000_000])
def test_a_very_long_line_is_kept_in_bounded_room(count: int) -> None:
    """Every point was measured, the newest are all there, and all values are stood for."""
    series, whole = line(count), values(count)
    steps = series.x("update").astype(int)

    assert len(series) < CAPACITY
    assert (np.diff(steps) > 0).all()
    np.testing.assert_array_equal(series.y, whole[steps])
    np.testing.assert_array_equal(steps[-CAPACITY // 4 :], np.arange(count - CAPACITY // 4, count))
    assert series.stands_for.sum() == count


def test_the_extremes_of_every_stretch_are_kept() -> None:
    """A line of a day is drawn as if every value were there, also where it is seen more closely."""
    count = 1_700_000
    series, whole = line(count), values(count)
    for start in range(0, count, count // 8):
        _, y = series.visible("update", start, start + count // 8)
        stretch = slice(start, start + count // 8)

        assert y.max() >= np.sort(whole[stretch])[-2:].min()
        assert y.min() <= np.sort(whole[stretch])[:2].max()


def test_a_line_without_a_capacity_keeps_every_value() -> None:
    """Evaluations are never left out."""
    series = Series(("update",), capacity=float("inf"))
    series.extend(np.arange(300_000.0)[None], values(300_000))

    assert len(series) == 300_000


def test_a_value_that_is_given_may_stand_for_many() -> None:
    """A saved history has every second row, and says so."""
    series = Series(("update",))
    series.extend(np.arange(1.0, 9.0, 2.0)[None], np.arange(4.0), each=2)

    assert series.stands_for.tolist() == [2, 2, 2, 2]


@pytest.mark.parametrize("back_to", [100, 1_000_000, 1_699_990])
def test_a_line_goes_on_from_an_earlier_place(back_to: int) -> None:
    """What came later is forgotten, however it was kept, and new values follow."""
    series = line(1_700_000)
    series.go_back("update", back_to)
    assert series.x("update")[-1] <= back_to

    later = np.arange(back_to + 1.0, back_to + 100_001.0)
    series.extend(np.stack([later / 100, later]), np.sin(later))
    assert (np.diff(series.x("update")) > 0).all()
    assert series.y[-1] == np.sin(later[-1])
    assert len(series) < CAPACITY


def test_only_what_is_visible_is_drawn_with_one_neighbour_outside() -> None:
    """Zooming in on new values shows them themselves; the line goes on past the edges."""
    x, y = line(300_000).visible("update", 290_000, 290_010)

    assert x.tolist() == list(range(289_999, 290_012))
    assert y.tolist() == values(300_000)[289_999:290_012].tolist()


def test_appending_equals_extending() -> None:
    """Values that come in parts are the same line, wherever the parts end."""
    whole, steps = line(200_000), Series(("epoch", "update"))
    for start in range(0, 200_000, 777):
        updates = np.arange(start, min(start + 777, 200_000), dtype=float)
        steps.extend(np.array([updates / 100, updates]), values(200_000)[start : start + 777])

    np.testing.assert_array_equal([*steps.rows()], [*whole.rows()])


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
