"""Gradients through time: bars, numbers and a sentence."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from playground.clipped_share import ClippedShare
from playground.theme import Theme
from playground.views.gradient_bars import GradientBars
from playground.views.gradient_words import gradient_sentence
from playground.views.gradients import Gradients
from playground.views.layer_names import layer_titles
from playground.widgets.big_number import BigNumber
from playground.widgets.pill_menu import PillMenu
from tests.playground.views.lens_events import gradients, started, update

EXPLODING = [10.0 ** (5 - step) for step in range(8)]


@pytest.fixture
def view(look: QApplication, qtbot: QtBot) -> Gradients:
    """The view, as large as in the window."""
    made = Gradients()
    qtbot.addWidget(made)
    made.resize(356, 560)
    made.show()
    made.show_events([started()])
    return made


def bars_of(view: Gradients) -> GradientBars:
    """Return the bars."""
    (bars,) = view.findChildren(GradientBars)
    return bars


def test_what_is_above_the_clip_is_wrong(view: Gradients) -> None:
    """A bar of 10,000 is red down to the clip of 5 and quiet under it; one of 0.01 is quiet."""
    view.show_events([gradients({"recurrent.0": EXPLODING})])
    bars, theme = bars_of(view), Theme.light()
    image = bars.grab().toImage()
    area = bars._area()
    column = [QColor(image.pixel(int(area.left()) + 3, y)).name() for y in range(image.height())]
    last = [QColor(image.pixel(int(area.right()) - 12, y)).name() for y in range(image.height())]
    red, quiet = (column.count(theme.color(name).name()) for name in ("wrong", "faint"))
    low, high = bars.decades()

    assert (low, high) == (-3, 6)
    assert red + quiet == pytest.approx((5 + 3) / 9 * area.height(), abs=3)
    assert red == pytest.approx((5 - 0.699) / 9 * area.height(), abs=3)
    assert theme.color("wrong").name() not in last
    assert theme.color("faint").name() in last


@pytest.mark.parametrize(
    ("norms", "clip", "expected"),
    [
        ([0.25, 1e5], 5.0, (-1, 6)),
        ([1e-30, 1.0], 0.0, (-8, 1)),
        ([0.02, 0.05], 0.0, (-2, -1)),
        ([0.02, 0.05], 5.0, (-2, 1)),
        ([0.0, 0.0], 0.0, (-1, 1)),
        ([float("nan"), float("inf"), 1.0], 0.0, (-1, 1)),
    ],
)
def test_the_axis_holds_all_norms_and_the_clip(
    look: QApplication, qtbot: QtBot, norms: list[float], clip: float, expected: tuple[int, int]
) -> None:
    """In whole powers of ten, at most nine of them; what is not finite can be drawn, too."""
    bars = GradientBars()
    qtbot.addWidget(bars)
    bars.resize(300, 300)
    bars.show_norms(norms, clip)
    bars.grab()

    assert bars.decades() == expected


def test_the_numbers_are_those_of_the_run(view: Gradients) -> None:
    """The radius is a warning where gradients grow; the share counts the last 200 updates."""
    updates = [update(step, step / 1000, 0.5 if step % 4 == 0 else 1.0) for step in range(1, 101)]
    view.show_events([*updates, gradients({"recurrent.0": EXPLODING})])
    radius, clipped = view.findChildren(BigNumber)
    (number,) = [x for x in radius.findChildren(QLabel) if x.text() == "1.31"]

    assert clipped.value() == "25 %"
    assert number.property("tone") == "wrong"


def test_a_layer_can_be_chosen(view: Gradients) -> None:
    """By its name; the choice stays while the run goes on."""
    layers = {"encoder.recurrent.0": [0.5, 1.0], "decoder.recurrent.0": [3.0, 1.0]}
    (menu,) = view.findChildren(PillMenu)
    view.show_events([gradients(layers)])
    assert menu.text() == "Encoder"
    assert bars_of(view).accessibleDescription() == "0.5 at the first step, 1 at the last"

    menu.menu().actions()[1].trigger()
    view.show_events([gradients(layers)])

    assert menu.text() == "Decoder"
    assert bars_of(view).accessibleDescription() == "3 at the first step, 1 at the last"


def test_one_layer_needs_no_choice(view: Gradients) -> None:
    """The menu is hidden."""
    view.show_events([gradients({"recurrent.0": [1.0]})])

    assert not view.findChildren(PillMenu)[0].isVisible()


@pytest.mark.parametrize(
    ("norms", "radius", "sentence"),
    [
        (EXPLODING, 1.31, "A radius above 1 makes gradients grow on the way back."),
        (EXPLODING, 0.9, "Gradients grow on the way back."),
        ([1.0], 0.9, "The first step feels 100 % of the gradient at the last one."),
        ([0.5, 1.0], 0.9, "The first step feels 50 % of the gradient at the last one."),
        ([0.0, 0.0], 0.9, "No gradient arrives here."),
        ([float("inf"), 1.0], 2.0, "The gradient is no longer finite."),
    ],
)
def test_the_sentence_says_what_the_bars_mean(
    norms: list[float], radius: float, sentence: str
) -> None:
    """In words for a person who sees such a picture for the first time."""
    assert gradient_sentence(norms, radius).startswith(sentence)


def test_the_sentence_tells_how_fast_a_gradient_fades() -> None:
    """Half at every second step: a hundredth is left after log2(100) times two."""
    norms = [0.5 ** (step / 2) for step in range(20, -1, -1)]

    assert gradient_sentence(norms, 0.7) == (
        "The gradient halves every 2 steps on the way back: what lies 13 steps back teaches a "
        "hundredth."
    )


def test_layers_are_called_by_side_number_and_direction() -> None:
    """Numbers where there are several, sides where there are two."""
    assert layer_titles(["recurrent.0", "recurrent.1"]) == {
        "recurrent.0": "Layer 1",
        "recurrent.1": "Layer 2",
    }
    assert list(layer_titles(["encoder.recurrent.0", "decoder.recurrent.0"]).values()) == [
        "Encoder",
        "Decoder",
    ]
    both = ["recurrent.0.ahead", "recurrent.0.back"]
    assert list(layer_titles(both).values()) == ["Layer 1, forwards", "Layer 1, backwards"]


def test_the_clipped_share_forgets() -> None:
    """What lies more than 200 updates back counts no more."""
    share = ClippedShare()
    assert share.share is None

    share.take([update(step, 1.0, 0.5) for step in range(1, 101)])
    share.take([update(step, 1.0, 1.0) for step in range(101, 201)])
    assert share.share == 0.5

    share.take([update(step, 1.0, 1.0) for step in range(201, 301)])
    assert share.share == 0.0


def test_the_menu_is_reached_by_keyboard(view: Gradients) -> None:
    """As every control is."""
    (menu,) = view.findChildren(PillMenu)

    assert menu.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert menu.accessibleName() == "Layer"
