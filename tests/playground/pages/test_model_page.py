"""The Model page shows the settings' network and cost, and says why a run cannot work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from engine import PRESETS
from engine.data.sources import FilesSource
from engine.run_config import RunConfig
from playground.job import Job
from playground.pages.model import ModelPage
from playground.session import Session
from playground.training import Training
from playground.widgets.big_number import BigNumber
from playground.widgets.preset_card import PresetCard


@pytest.fixture
def words(tmp_path: Path) -> RunConfig:
    """The settings of the LSTM preset on a small text of the user's own."""
    path = tmp_path / "words.txt"
    path.write_text("a dog sees a cat\n" * 400, encoding="utf-8")
    return PRESETS["rnnlm"].config.with_source(kind="files", train=str(path))


@pytest.fixture
def session(look: QApplication, qtbot: QtBot, words: RunConfig) -> Iterator[Session]:
    """A session whose data have been read and looked through."""
    made = Session(words, "rnnlm")
    made.start()
    qtbot.waitUntil(lambda: made.survey is not None)
    yield made
    for job in look.findChildren(Job):
        job.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ModelPage:
    """The page on the screen."""
    made = ModelPage(session, Training(session))
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def enter(qtbot: QtBot, page: ModelPage, name: str, text: str) -> None:
    """Type a number into a field of the form and press Enter."""
    field = next(w for w in page.findChildren(QLineEdit) if w.accessibleName() == name)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def spoken(page: QWidget) -> list[str]:
    """Return the big numbers as they are read out."""
    return [number.accessibleName() for number in page.findChildren(BigNumber)]


def test_a_knob_moves_the_numbers(page: ModelPage, session: Session, qtbot: QtBot) -> None:
    """Settings, picture and costs change together, at once."""
    assert spoken(page)[0] == "81,405 parameters"
    enter(qtbot, page, "Hidden size", "200")

    assert session.config == session.config.changed(**{"model.hidden_size": 200})
    # Embedding 5 x 100, LSTM 4 x (100 + 200 + 1) x 200, output 200 x 5 + 5.
    assert spoken(page)[0] == f"{500 + 240_800 + 1005:,} parameters"
    session.undo()
    assert spoken(page)[0] == "81,405 parameters"


def test_too_little_data_for_an_update_is_said_beside_the_batch_size(
    page: ModelPage, session: Session, qtbot: QtBot
) -> None:
    """A combination that cannot work says why, and Train waits until it can."""
    enter(qtbot, page, "Batch size", "4000")
    qtbot.waitUntil(lambda: session.problem != "")

    row = page._settings.form.row("task.batch_size")
    assert row.error() == session.problem
    assert "140,000" in session.problem
    enter(qtbot, page, "Batch size", "4")
    qtbot.waitUntil(lambda: session.problem == "")
    assert row.error() == ""


def test_a_wrong_number_keeps_train_from_starting(
    page: ModelPage, session: Session, qtbot: QtBot
) -> None:
    """What is typed counts before it is entered."""
    field = next(w for w in page.findChildren(QLineEdit) if w.accessibleName() == "Dropout")
    field.selectAll()
    qtbot.keyClicks(field, "3")
    assert session.problem == "3 is above the limit of 0.99. Enter a number from 0 to 0.99."

    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert session.problem == ""


def test_other_data_are_not_blamed_for_what_these_lack(
    page: ModelPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """The sentence goes with the data that it is about, also where the next have a fault too."""
    enter(qtbot, page, "Batch size", "4000")
    qtbot.waitUntil(lambda: "140,000" in session.problem)
    (tmp_path / "one.txt").write_text("alone", encoding="utf-8")

    with qtbot.waitSignal(session.problem_raised) as told:
        session.open_source(FilesSource(train=str(tmp_path / "one.txt")))

    assert told.args is not None
    assert "fewer than 2" in told.args[0]
    assert session.problem == ""


def test_a_preset_keeps_the_users_own_text_where_it_fits(
    page: ModelPage, session: Session, qtbot: QtBot
) -> None:
    """A card of the same kind changes the network and says that the data stay."""
    card = next(c for c in page.findChildren(PresetCard) if c.text() == "GRU")
    assert "Keeps “words.txt”." in card.toolTip()
    other = next(c for c in page.findChildren(PresetCard) if c.text() == "Reverse")
    assert "Loads the sample “Additions”." in other.toolTip()

    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert session.preset == "gru-lm"
    assert session.config.data.source.describe() == "words.txt"
    assert card.isChecked()


def test_time_is_measured_once_settings_rest(page: ModelPage, qtbot: QtBot) -> None:
    """The fourth number is what a trial took, not a guess."""
    assert spoken(page)[3] == "– per epoch here, measured"

    qtbot.waitUntil(lambda: spoken(page)[3][0].isdigit(), timeout=20_000)


def test_the_picture_is_exported_as_a_drawing_and_in_pixels(
    page: ModelPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ending of the name decides."""
    for name, beginning in (("net.svg", b"<?xml"), ("net.png", b"\x89PNG")):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, to=path: (str(to), ""))
        page._picture.export_asked.emit()

        assert path.read_bytes().startswith(beginning)


def test_a_place_that_cannot_be_written_is_said(
    page: ModelPage, session: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason and what to do, in one sentence."""
    path = tmp_path / "missing" / "net.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(session.problem_raised) as told:
        page._picture.export_asked.emit()

    assert told.args == [
        "“net.svg” cannot be written: No such file or directory. Choose another folder."
    ]
