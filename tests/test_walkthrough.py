"""The main job from end to end, with mouse and keyboard, by accessible names alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from engine.events import Evaluated
from playground.driver import Driver
from playground.main_window import MainWindow
from playground.theme import apply_theme
from playground.views.answer_display import AnswerDisplay
from playground.views.chart import Chart
from tests.playground.windows import open_window

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """Return the window as it is at the very first start."""
    apply_theme(qapp, "light")
    with open_window(qapp) as made:
        yield made


@pytest.fixture
def driver(window: MainWindow) -> Driver:
    """Return a driver of the window."""
    return Driver(window)


def test_the_first_curve_is_one_click_away(window: MainWindow, driver: Driver) -> None:
    """At the very first start a text is loaded, and Train shows a curve that falls."""
    driver.click("Train", QPushButton)
    evaluations: list[Evaluated] = []
    window.training.events_arrived.connect(
        lambda events: evaluations.extend(e for e in events if isinstance(e, Evaluated))
    )
    assert driver.wait(lambda: len(evaluations) >= 5, 30)
    driver.click("Pause", QPushButton)

    losses = [event.train.loss for event in evaluations]
    assert losses[4] < losses[0]
    assert driver.find("Perplexity", Chart)


def test_text_is_learned_and_gone_on_with(window: MainWindow, driver: Driver) -> None:
    """Set a size, train a little, type a beginning: text comes."""
    driver.wait(lambda: window.session.survey is not None, 20)
    driver.show_tab("Model")
    driver.type("Hidden size", "32")
    driver.click("Train", QPushButton)
    assert driver.wait(lambda: window.training.state == "running", 10)
    driver.pause(300)
    driver.click("Stop", QPushButton)
    assert driver.wait(lambda: window.training.state == "idle", 10)
    driver.show_tab("Generate")
    driver.type("Prompt", "the old")

    said = driver.find("Generated text")
    assert driver.wait(lambda: len(said.accessibleDescription().split()) > 5, 20)
    assert window.session.config.model.model_dump()["hidden_size"] == 32


def test_sums_are_made_trained_and_asked(window: MainWindow, driver: Driver) -> None:
    """Choose the adder, make small sums, train an epoch, ask one: an answer with a verdict."""
    driver.choose("Reverse", "Preset")
    assert driver.wait(lambda: getattr(window.session.survey, "unit", "") == "pairs", 20)
    driver.show_tab("Data")
    driver.type("Pairs", "1000")
    driver.type("Size", "2")
    driver.click("Make pairs")
    assert driver.wait(lambda: "1,000" in getattr(window.session.dataset, "name", ""), 20)
    driver.click("Train", QPushButton)
    driver.pause(500)
    driver.click("Stop", QPushButton)
    assert driver.wait(lambda: window.training.state == "idle", 20)
    driver.show_tab("Generate")
    driver.type("Question", "57+5")

    (display,) = window.findChildren(AnswerDisplay)
    assert driver.wait(lambda: "57+5 =" in display.accessibleName(), 20)
    assert any(word in display.accessibleName() for word in ("Right", "Wrong", "Unlike"))
