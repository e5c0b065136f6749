"""Pictures are chosen, looked at and counted on the Data page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine import PRESETS
from engine.data.dataset import Kind
from engine.data.sources import SampleSource
from playground.job import Job
from playground.pages.data import DataPage
from playground.session import Session
from playground.training import Training
from playground.views.picture_grid import PictureGrid
from playground.widgets.bars import Bars
from playground.widgets.sample_row import SampleRow


@pytest.fixture
def page(look: QApplication, qtbot: QtBot) -> Iterator[DataPage]:
    """The page with a few shapes, their facts counted."""
    config = PRESETS["captioning"].config.changed(**{"data.source.count": 300})
    session = Session(config, "captioning")
    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        session.start()
    made = DataPage(session, Training(session))
    qtbot.addWidget(made)
    made.resize(1200, 736)
    made.show()
    qtbot.waitUntil(lambda: "pictures" in _labels(made), timeout=10_000)
    qtbot.waitUntil(lambda: any(t.startswith("Train 2") for t in _labels(made)), timeout=10_000)
    yield made
    for job in look.findChildren(Job):
        job.close()


def _labels(page: DataPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_pictures_are_shown_with_what_is_counted(page: DataPage) -> None:
    """All of them in the grid; the facts speak of captions, and how they were split."""
    (grid,) = page.findChildren(PictureGrid)
    (bars,) = (b for b in page.findChildren(Bars) if b.isVisible())
    said = _labels(page)

    assert grid.isVisible()
    assert "Picture 1 of 300" in said
    assert {"300", "pictures", "captions", "words", "24"} <= set(said)
    assert bars.accessibleName().startswith("Most frequent captions: a ")
    assert "Split by caption: no caption is in two parts." in said
    assert next(row for row in page.findChildren(SampleRow) if row.text() == "Shapes").isChecked()


def test_the_sample_comes_with_what_learns_it(look: QApplication, qtbot: QtBot) -> None:
    """From a text to pictures in one click: the preset follows."""
    session = Session()
    with qtbot.waitSignal(session.survey_changed, timeout=10_000):
        session.open_source(SampleSource(name="village"))
    page = DataPage(session, Training(session))
    qtbot.addWidget(page)
    page.show()
    row = next(row for row in page.findChildren(SampleRow) if row.text() == "Shapes")
    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert session.dataset is not None

    assert session.dataset.kind is Kind.PICTURES
    assert session.preset == "captioning"
    assert session.config.task.kind == "captioning"
    for job in look.findChildren(Job):
        job.close()
