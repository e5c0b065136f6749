"""A lens asks while it is looked at, and not too often."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.events import Refused
from engine.requests import Inspect
from playground.views import VIEWS
from playground.views.gradients import Gradients
from playground.views.lens import Lens
from tests.playground.views.lens_events import evaluated, gradients, started, update

LENSES = [view for view in VIEWS if issubclass(view, Lens)]
SENTENCE = "This model has no attention."


class Asked(list[Inspect]):
    """What a lens has asked for."""

    def __init__(self, lens: Lens) -> None:
        super().__init__()
        lens.asked.connect(self.append)


@pytest.fixture
def lens(look: QApplication, qtbot: QtBot) -> Gradients:
    """A lens that can be seen."""
    made = Gradients()
    qtbot.addWidget(made)
    made.resize(356, 560)
    made.show()
    return made


def answer() -> object:
    """Return what a run answers."""
    return gradients({"recurrent.0": [0.1, 0.2]})


def shown_words(lens: Lens) -> list[str]:
    """Return the texts that can be seen."""
    return [label.text() for label in lens.findChildren(QLabel) if label.isVisible()]


def test_the_lenses_are_those_of_the_design() -> None:
    """In the order of the switch."""
    assert [view.title for view in VIEWS] == ["Samples", "Gradients", "Units", "Attention"]


@pytest.mark.parametrize("lens_class", LENSES)
def test_a_hidden_lens_asks_for_nothing(
    look: QApplication, qtbot: QtBot, lens_class: type[Lens]
) -> None:
    """Until it is shown; then at once."""
    lens = lens_class()
    qtbot.addWidget(lens)
    asked = Asked(lens)

    lens.show_events([started(), update(1, 1.0), evaluated(10)])
    assert asked == []

    lens.show()
    assert asked == [Inspect(lens_class.view)]


@pytest.mark.parametrize("lens_class", LENSES)
def test_a_lens_says_what_it_will_show(
    look: QApplication, qtbot: QtBot, lens_class: type[Lens]
) -> None:
    """Before there is a run, in one sentence; it asks nobody."""
    lens = lens_class()
    qtbot.addWidget(lens)
    asked = Asked(lens)
    lens.show()

    assert shown_words(lens) == [lens_class.waiting]
    assert lens_class.waiting.endswith(".")
    assert asked == []


def test_it_asks_twice_a_second(lens: Gradients) -> None:
    """Of training; an answer that is still missing is not asked for again."""
    asked = Asked(lens)
    lens.show_events([started()])
    assert len(asked) == 1

    lens.show_events([update(10_000, 0.6)])
    assert len(asked) == 1
    for seconds in (0.7, 1.0, 1.1, 1.3, 1.6):
        lens.show_events([update(round(10_000 * seconds), seconds), answer()])

    assert len(asked) == 3


def test_slow_updates_are_looked_at_less_often(lens: Gradients) -> None:
    """At most every twentieth: a look costs about as much as an update."""
    lens.show_events([started(), answer()])
    asked = Asked(lens)

    for step in range(1, 101):
        lens.show_events([update(step, 0.3 * step), answer()])

    assert len(asked) == 5


def test_every_evaluation_is_looked_at(lens: Gradients) -> None:
    """However soon it comes."""
    lens.show_events([started(), answer()])
    asked = Asked(lens)

    for step in range(10, 60, 10):
        lens.show_events([update(step, 0.001 * step), evaluated(step), answer()])

    assert len(asked) == 5


def test_what_a_model_lacks_is_said_once(lens: Gradients) -> None:
    """The engine's sentence stands in the picture's place; the next run is asked again."""
    lens.show_events([started(), Refused(0, "units", "Of another lens.")])
    lens.show_events([Refused(0, "gradients", SENTENCE), evaluated(10)])
    asked = Asked(lens)
    lens.show_events([evaluated(20)])

    assert shown_words(lens) == [SENTENCE]
    assert asked == []

    lens.show_events([started()])
    assert len(asked) == 1


def test_a_run_that_goes_on_keeps_its_picture(lens: Gradients) -> None:
    """Another one starts without one."""
    lens.show_events([started(), answer()])

    lens.show_events([started(step=20)])
    assert "Gradient norm at each time step" in shown_words(lens)

    lens.show_events([started()])
    assert shown_words(lens) == [Gradients.waiting]
