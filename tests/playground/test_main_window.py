"""The window holds the pages together and says what went wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
)
from pytestqt.qtbot import QtBot

from engine import PRESETS, load_checkpoint
from engine.events import Diverged, Overshot, Recovered
from playground.driver import Driver
from playground.files import parts_of
from playground.main_window import MainWindow
from playground.pages import PAGES
from playground.widgets.readout import Readout
from tests.playground.pages.generate_models import SHAPES
from tests.playground.runs import small_text_run
from tests.playground.windows import open_window


@pytest.fixture
def window(look: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """Return the window on a small text, with the data looked through."""
    with open_window(look, small_text_run()) as made:
        qtbot.waitUntil(lambda: made.session.survey is not None)
        yield made


@pytest.fixture
def driver(window: MainWindow) -> Driver:
    """Return a driver of the window."""
    return Driver(window)


def train(window: MainWindow, driver: Driver, qtbot: QtBot) -> None:
    """Click Train and wait for the end of the run."""
    driver.click("Train", QPushButton)
    qtbot.waitUntil(lambda: window.training.state == "finished", timeout=20_000)


def test_every_tab_opens_its_page(window: MainWindow, driver: Driver) -> None:
    """A click on the rail puts a page on top, and only that page is made."""
    for index, page in enumerate(PAGES):
        driver.show_tab(page.title)
        assert window.pages.currentIndex() == index
        assert type(window.pages.page(index)).__name__ == page.class_name
        assert window.pages.page(index).isVisible()


def test_train_shows_the_run_from_any_page(
    window: MainWindow, driver: Driver, qtbot: QtBot
) -> None:
    """The click that starts a run leads to where it is watched."""
    train(window, driver, qtbot)

    assert window.rail.current() == 2
    assert driver.find("Train", QPushButton).property("text") == "Train more"


def test_arrow_keys_go_along_all_tabs(window: MainWindow, driver: Driver, qtbot: QtBot) -> None:
    """No page takes the keyboard from whoever only passes by; a click lets type at once."""
    train(window, driver, qtbot)
    tabs = driver.find("Pages", QTabBar)
    driver.show_tab("Train")
    tabs.setFocus()

    passed = []
    for _ in range(2):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Down)
        passed.append(PAGES[window.rail.current()].title)

    assert passed == ["Generate", "Compare"]
    tabs.clearFocus()
    driver.show_tab("Generate")
    assert driver.find("Prompt", QLineEdit).hasFocus()


def test_the_strip_tells_the_data_and_how_far_it_is(
    window: MainWindow, driver: Driver, qtbot: QtBot
) -> None:
    """Readouts are named with what they count, before the run and after it."""
    names = {readout.accessibleName() for readout in window.strip.findChildren(Readout)}
    assert "Update 0 / 5" in names

    train(window, driver, qtbot)

    names = {readout.accessibleName() for readout in window.strip.findChildren(Readout)}
    assert "Epoch 3 / 3" in names
    assert "Update 5 / 5" in names
    assert "Time left done" in names


def test_what_stands_still_has_no_pace(window: MainWindow, qtbot: QtBot) -> None:
    """However the last news came in, a run that waits shows no words per second."""
    window.training.step_epoch()
    qtbot.waitUntil(lambda: window.training.state == "paused", timeout=20_000)

    names = {readout.accessibleName() for readout in window.strip.findChildren(Readout)}
    assert names == {"", "Epoch 1 / 3", "Update 5 / 5"}


def test_the_seed_is_part_of_the_settings(window: MainWindow, driver: Driver) -> None:
    """Typing one over the buttons changes the next run."""
    driver.type("Seed", "7")

    assert window.session.config.seed == 7


def test_a_wrong_number_holds_training_up_until_it_is_right(
    window: MainWindow, driver: Driver, qtbot: QtBot
) -> None:
    """The sentence stands under the field, and Train says why it cannot."""
    driver.show_tab("Train")
    field = driver.find("Learning rate", QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "-1")
    assert "below the limit" in window.session.problem
    assert driver.find_all("Train", QPushButton) == []

    field.selectAll()
    qtbot.keyClicks(field, "0.2")
    assert window.session.problem == ""
    assert driver.find("Train", QPushButton)


def test_a_diverged_run_offers_to_go_on_with_a_smaller_rate(
    window: MainWindow, driver: Driver, qtbot: QtBot
) -> None:
    """What happened, what is safe, and one button that does what helps."""
    train(window, driver, qtbot)
    checkpoint = window.session.checkpoint
    assert checkpoint is not None
    event = Diverged(16, 3.2, "the loss", 15, "Lower the learning rate.", 0.025, checkpoint)
    window.training.events_arrived.emit([event])
    window.training._take_rare(event)
    banner = window.news.place.findChild(QPushButton)
    assert window.news.place.isVisible()
    assert banner is not None

    driver.click("Use 0.025 and go on")
    assert window.session.config.optimizer.learning_rate == 0.025
    assert window.training.state == "running"
    assert not window.news.place.isVisible()


def test_a_run_that_overshoots_offers_a_restart_with_a_smaller_rate(
    window: MainWindow, driver: Driver, qtbot: QtBot
) -> None:
    """The banner goes away by itself when the run recovers; its button begins anew."""
    train(window, driver, qtbot)
    window.training.events_arrived.emit([Overshot(19, "The rate is too high.", 0.025)])
    assert window.news.place.isVisible()
    window.training.events_arrived.emit([Recovered(38)])
    assert not window.news.place.isVisible()

    window.training.events_arrived.emit([Overshot(19, "The rate is too high.", 0.025)])
    driver.click("Restart with 0.025")
    assert window.session.config.optimizer.learning_rate == 0.025
    assert window.training.state == "running"
    with qtbot.waitSignal(window.training.events_arrived) as heard:
        pass
    assert next(event.step for event in heard.args[0]) == 0


def test_a_mistake_of_the_program_comes_with_a_report_to_copy(
    window: MainWindow, driver: Driver
) -> None:
    """The banner says it in a sentence, the details hold the traceback."""
    window.news.tell_mistake("Traceback (most recent call last):\nKeyError: 'x'")
    driver.click("Details")
    assert isinstance(driver.find("Report", QPlainTextEdit), QPlainTextEdit)

    driver.click("Copy")
    assert "KeyError: 'x'" in QGuiApplication.clipboard().text()


def test_a_model_is_saved_and_opened(
    window: MainWindow, driver: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    """The file has the weights of this moment; opened again, Train goes on with them."""
    train(window, driver, qtbot)
    path = tmp_path / "model.safetensors"
    window.files.save_to(path)
    qtbot.waitUntil(lambda: window.windowFilePath() == str(path))
    saved = load_checkpoint(path)
    window.training.restart()
    window.files.open([path])
    qtbot.waitUntil(lambda: window.training.can_go_on)

    assert saved.config.training.epochs == 3
    checkpoint = window.session.checkpoint
    assert checkpoint is not None
    assert all((checkpoint.weights[name] == saved.weights[name]).all() for name in saved.weights)
    assert window.files.recent_models.paths()[0] == str(path)


def test_a_file_that_is_no_model_is_refused_in_a_sentence(
    window: MainWindow, driver: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    """The banner has it, and the model at hand stays."""
    path = tmp_path / "broken.safetensors"
    path.write_bytes(b"not a model")
    window.files.open([path])
    qtbot.waitUntil(window.news.place.isVisible)

    assert window.session.checkpoint is None


def test_settings_come_without_the_survey_of_other_data(
    window: MainWindow, driver: Driver, qtbot: QtBot
) -> None:
    """A captioner cannot be built from what is known of a text; no page is made to try."""
    surveys: list[object] = []
    window.session.config_changed.connect(lambda: surveys.append(window.session.survey))
    config = PRESETS["captioning"].config.with_source(**SHAPES.model_dump())
    window.session.set_config(config)
    qtbot.waitUntil(lambda: bool(surveys), timeout=10_000)
    qtbot.waitUntil(lambda: window.session.survey is not None, timeout=10_000)

    assert surveys == [None]
    assert window.session.survey.unit == "pictures"


def test_files_can_be_dropped_anywhere(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """A text becomes the data."""
    path = tmp_path / "own.txt"
    path.write_text("to be or not to be \n" * 200, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    with qtbot.waitSignal(window.session.dataset_changed):
        window.dropEvent(
            QDropEvent(
                QPointF(600, 400),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )

    assert window.session.config.data.source.describe() == "own.txt"


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (["any.txt"], {"train": "any.txt"}),
        (
            ["ptb.test.txt", "ptb.train.txt", "ptb.valid.txt"],
            {"train": "ptb.train.txt", "valid": "ptb.valid.txt", "test": "ptb.test.txt"},
        ),
        (["a.txt", "b.txt"], {"train": "a.txt"}),
    ],
)
def test_files_of_one_data_set_are_told_by_their_names(
    names: list[str], parts: dict[str, str]
) -> None:
    """Train, valid and test go where they belong; otherwise the first file is the data."""
    assert parts_of([Path(name) for name in names]) == parts


def test_data_too_small_are_said_wherever_one_looks(
    window: MainWindow, driver: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    """Not in the tooltip of Train alone: on Data and Train, with the way to the settings."""
    path = tmp_path / "tiny.txt"
    path.write_text("a few words are not enough\n", encoding="utf-8")
    driver.show_tab("Model")
    window.files.open([path])
    qtbot.waitUntil(lambda: bool(window.session.problem), timeout=10_000)

    for title in ("Data", "Train"):
        driver.show_tab(title)
        driver.find(window.session.problem)
    driver.click("Change on Model", QPushButton)
    assert window.rail.current() == 1


def test_what_is_wrong_with_data_is_said_once(
    window: MainWindow, driver: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    """Elsewhere in the banner; on Data beside the data alone, also when one goes there later."""
    (tmp_path / "empty.txt").write_bytes(b"")
    driver.show_tab("Model")
    with qtbot.waitSignal(window.session.problem_raised):
        window.files.open([tmp_path / "empty.txt"])
    assert window.news.place.isVisible()

    driver.show_tab("Data")
    assert not window.news.place.isVisible()
    assert driver.find_all("Close the message")


def test_an_opened_model_shows_its_run_as_it_was_left(
    window: MainWindow, driver: Driver, qtbot: QtBot, tmp_path: Path
) -> None:
    """Its update stands in the strip and its curve in the chart, before Train is pressed."""
    path = tmp_path / "model.safetensors"
    driver.show_tab("Train")
    window.training.step_update()
    qtbot.waitUntil(lambda: window.training.state == "paused", timeout=10_000)
    window.files.save_to(path)
    qtbot.waitUntil(path.exists)
    window.training.restart()
    assert window.training.settings is None

    window.files.open([path])
    qtbot.waitUntil(lambda: window.training.state == "paused", timeout=10_000)
    names = {readout.accessibleName() for readout in window.strip.findChildren(Readout)}
    assert "Update 1 / 5" in names
    assert "Train" in driver.find("Perplexity", QGraphicsView).accessibleDescription()
