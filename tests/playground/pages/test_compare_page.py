"""Comparing runs, driven by accessible names."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from engine.presets import PRESETS
from playground.job import Job
from playground.pages.compare import ComparePage
from playground.pages.compare.table_card import TableCard
from playground.run_record import RunRecord
from playground.session import Session
from playground.training import Training
from playground.views.comparison import Comparison
from tests.playground.pages.generate_models import named
from tests.playground.views.lens_events import evaluated

BASE = PRESETS["simple-rnnlm"].config


@pytest.fixture
def session() -> Session:
    """A session without a run."""
    return Session()


@pytest.fixture
def page(look: QApplication, session: Session, qtbot: QtBot) -> Iterator[ComparePage]:
    """The page, as large as in the window."""
    made = ComparePage(session, Training(session))
    qtbot.addWidget(made)
    made.resize(1200, 736)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    for job in look.findChildren(Job):
        job.close()


def add(session: Session, name: str, losses: list[float], **changes: object) -> RunRecord:
    """Let a run come that was evaluated after each epoch."""
    record = RunRecord(name, "Simple RNN", "A village", BASE.changed(**changes), "finished")
    record.evaluations = [evaluated(10 * (k + 1), loss) for k, loss in enumerate(losses)]
    session.runs.add(record)
    return record


def drawn(page: ComparePage) -> list[str]:
    """Return the names of the lines in the chart."""
    (comparison,) = page.findChildren(Comparison)
    return list(comparison.charts["perplexity"].curves)


def cells(page: ComparePage) -> list[list[str]]:
    """Return what the table shows, its header first."""
    table = named(page, "Settings that differ", QTableWidget)
    columns = range(table.columnCount())
    rows = [[_text(table, row, column) for column in columns] for row in range(table.rowCount())]
    headers = [table.horizontalHeaderItem(column) for column in columns]
    return [[header.text() for header in headers if header is not None], *rows]


def _text(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text() if item is not None else ""


def texts(page: QWidget) -> set[str]:
    """Return all that can be read."""
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def test_without_a_run_there_is_a_way_to_train(page: ComparePage, qtbot: QtBot) -> None:
    """One sentence and one button."""
    wanted = named(page, "Go to Train", QPushButton)
    with qtbot.waitSignal(page.page_wanted) as signal:
        qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)

    assert signal.args == ["Train"]
    assert "Every run of this session is listed here after its first evaluation." in texts(page)


def test_new_runs_are_drawn_and_listed(page: ComparePage, session: Session) -> None:
    """With what they reached; the table names where they differ."""
    add(session, "Small", [2.0, 1.0], **{"model.hidden_size": 8})
    add(session, "Large", [0.5])

    assert drawn(page) == ["Small", "Large"]
    assert "perplexity 2.718, 25.0 %, 2 epochs, 0:20" in texts(page)
    assert "Simple RNN, seed 1984, finished, A village" in texts(page)
    assert cells(page) == [
        ["Run", "Best perplexity", "Accuracy", "Epochs", "Time", "Hidden size"],
        ["Small", "2.718", "25.0 %", "2", "0:20", "8"],
        ["Large", "1.649", "25.0 %", "1", "0:10", "100"],
    ]


def test_tab_goes_through_the_runs_before_it_comes_to_the_chart(
    page: ComparePage, session: Session, qtbot: QtBot
) -> None:
    """From above, each from left to right, then to what shows them; also later ones."""
    for name in ("A", "B"):
        add(session, name, [1.0])
    qtbot.waitUntil(lambda: named(page, "Remove B", QPushButton).isVisible())
    named(page, "Compare B", QCheckBox).setFocus()
    names = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)

    assert names == [
        *("Compare B", "Name of B", "Remove B"),
        *("Compare A", "Name of A", "Remove A"),
        "Perplexity",  # the button under the runs waits for data
    ]


def test_a_run_can_be_left_out(page: ComparePage, session: Session, qtbot: QtBot) -> None:
    """By its check box, and come back in the look that is free."""
    for name in ("A", "B", "C"):
        add(session, name, [1.0])
    box = named(page, "Compare A", QCheckBox)

    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert drawn(page) == ["B", "C"]

    add(session, "D", [1.0])
    (comparison,) = page.findChildren(Comparison)
    assert comparison.charts["perplexity"].curves["D"].token == "run0"
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert drawn(page) == ["A", "B", "C", "D"]
    assert comparison.charts["perplexity"].curves["A"].token == "run3"


def test_a_ninth_run_waits(page: ComparePage, session: Session, qtbot: QtBot) -> None:
    """Its box says why, until another run makes room."""
    for number in range(9):
        add(session, f"R{number}", [1.0])
    ninth = named(page, "Compare R8", QCheckBox)

    assert len(drawn(page)) == 8
    assert not ninth.isEnabled()
    assert ninth.toolTip() == "One chart holds 8 runs. Uncheck another one first."

    qtbot.mouseClick(named(page, "Compare R0", QCheckBox), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(ninth, Qt.MouseButton.LeftButton)
    assert drawn(page) == [f"R{number}" for number in range(1, 9)]


def test_a_run_can_be_called_otherwise(page: ComparePage, session: Session, qtbot: QtBot) -> None:
    """In the list, the chart and the table."""
    record = add(session, "A", [1.0])
    field = named(page, "Name of A", QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Wide")
    qtbot.keyClick(field, Qt.Key.Key_Return)

    assert record.name == "Wide"
    assert drawn(page) == ["Wide"]
    assert cells(page)[1][0] == "Wide"
    assert named(page, "Name of Wide", QLineEdit).text() == "Wide"


def test_typing_a_name_survives_a_new_run(
    page: ComparePage, session: Session, qtbot: QtBot
) -> None:
    """The field keeps what was typed, and the focus."""
    add(session, "A", [1.0])
    field = named(page, "Name of A", QLineEdit)
    field.setFocus()
    field.end(False)
    add(session, "B", [1.0])
    qtbot.keyClicks(field, "bc")
    add(session, "C", [1.0])

    assert field.text() == "Abc"
    assert field.hasFocus()


def test_a_run_can_be_removed(page: ComparePage, session: Session, qtbot: QtBot) -> None:
    """The last one leaves the sentence of the beginning."""
    add(session, "A", [1.0])
    qtbot.mouseClick(named(page, "Remove A", QPushButton), Qt.MouseButton.LeftButton)

    assert session.runs.records == ()
    assert named(page, "Go to Train", QPushButton).isVisible()


def test_a_run_that_goes_on_grows(page: ComparePage, session: Session, qtbot: QtBot) -> None:
    """In list, chart and table, in a moment; while the page is hidden nothing is drawn."""
    record = add(session, "A", [2.0])
    record.evaluations.append(evaluated(20, 1.0))
    session.runs.update(record)
    qtbot.waitUntil(lambda: cells(page)[1][1:4] == ["2.718", "25.0 %", "2"])

    page.hide()
    record.evaluations.append(evaluated(30, 0.5))
    session.runs.update(record)
    qtbot.waitUntil(lambda: not page._later.isActive())
    assert cells(page)[1][3] == "2"

    page.show()
    assert cells(page)[1][1:4] == ["1.649", "25.0 %", "3"]


def test_other_data_are_warned_of(page: ComparePage, session: Session) -> None:
    """Perplexities of different data do not compare."""
    add(session, "A", [1.0])
    assert not any("different data" in text for text in texts(page))

    session.runs.add(RunRecord("B", "LSTM", "Another text", BASE, evaluations=[evaluated(10)]))
    warning = "These runs learned from different data, so their figures do not compare."
    assert warning in texts(page)


def test_gradients_of_runs_are_laid_over_each_other(
    page: ComparePage, session: Session, qtbot: QtBot
) -> None:
    """Those that were looked at; where none was, the page says how to."""
    record = add(session, "A", [1.0])
    qtbot.mouseClick(named(page, "Gradients", QPushButton), Qt.MouseButton.LeftButton)
    sentence = "No chosen run was looked into: open Gradients on Train while it runs."
    assert sentence in texts(page)

    record.gradients = (0.5, 1.0)
    session.runs.update(record)
    (comparison,) = page.findChildren(Comparison)
    qtbot.waitUntil(lambda: sentence not in texts(page))
    assert comparison.charts["gradients"].isVisible()
    assert list(comparison.charts["gradients"].curves["A"].series.y) == [1.0, 0.5]


def test_the_table_is_exported_in_full_precision(
    page: ComparePage, session: Session, tmp_path: Path
) -> None:
    """As CSV; what a run does not have is empty; a folder that is missing is told in the card."""
    add(session, "A, first", [1 / 3], optimizer="momentum")
    add(session, "B", [2.0])
    (card,) = page.findChildren(TableCard)
    card.export(tmp_path / "runs.csv")
    with (tmp_path / "runs.csv").open(encoding="utf-8", newline="") as file:
        header, first, second = list(csv.reader(file))

    assert header[:5] == ["Run", "Best perplexity", "Accuracy", "Epochs", "Seconds"]
    assert first[0] == "A, first"
    assert float(first[1]) == 1.3956124250860895
    assert (first[header.index("Optimizer")], second[header.index("Momentum")]) == ("Momentum", "")

    card.export(tmp_path / "none" / "runs.csv")
    assert (
        "runs.csv could not be written: No such file or directory. Choose another folder."
        in texts(card)
    )


def test_one_run_has_nothing_to_differ_from(page: ComparePage, session: Session) -> None:
    """The card says what to do."""
    add(session, "A", [1.0])
    assert "Check a second run to see how their settings differ." in texts(page)

    add(session, "B", [1.0])
    assert "The chosen runs have the same settings." in texts(page)
