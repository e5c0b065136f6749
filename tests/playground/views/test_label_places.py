"""Labels cover neither each other nor the lines, where there is room."""

import numpy as np

from playground.views.label_places import LabelPlaces, Rect


def around(middle: float) -> list[Rect]:
    """Return places of a label of 100 x 16, at most 40 px away, the nearest first."""
    steps = sorted(range(-40, 41, 4), key=abs)
    return [(0, middle + step - 8, 100, middle + step + 8) for step in steps]


def test_the_first_place_is_taken_where_nothing_is() -> None:
    """A line elsewhere moves no label."""
    places = LabelPlaces()
    places.add_line(np.array([0.0, 100.0]), np.array([200.0, 200.0]))

    assert places.choose(around(100)) == (0, 92, 100, 108)


def test_labels_give_way_to_those_before_them() -> None:
    """A second label for the same height lies beside the first, touching it at most."""
    places = LabelPlaces()
    places.choose(around(100))

    assert abs(places.choose(around(101), farther=1)[1] - 92) >= 16


def test_a_label_leaves_a_line_uncovered() -> None:
    """Between two points far apart the line is known too."""
    places = LabelPlaces()
    places.add_line(np.array([0.0, 100.0]), np.array([100.0, 100.0]))
    _, top, _, bottom = places.choose(around(100), farther=1)

    assert bottom < 100 or top > 100


def test_lines_across_are_not_covered() -> None:
    """A floor that runs under a label moves it, and only as far as needed."""
    places = LabelPlaces()
    places.add_across(100)
    _, top, _, bottom = places.choose(around(100), farther=1)

    assert bottom < 100 or top > 100
    assert abs(top - 92) <= 16


def test_without_room_a_label_stays_near_its_line() -> None:
    """Where every place covers something, distance decides."""
    places = LabelPlaces()
    for height in range(0, 200, 4):
        places.add_across(float(height))

    assert places.choose(around(100), farther=10) == (0, 92, 100, 108)
