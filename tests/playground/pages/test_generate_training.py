"""Generating while a run goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from engine import RunConfig
from playground.job import Job
from playground.pages.generate import GeneratePage
from playground.session import Session
from playground.training import Training
from playground.views.surprisal_text import SurprisalText
from tests.playground.pages.generate_models import load, named, village, writer


@pytest.fixture
def session(look: QApplication, qtbot: QtBot, tmp_path: Path) -> Session:
    """A session with a text and a model for a long run."""
    config = RunConfig.parse(
        {
            "task": {"kind": "language_modelling", "batch_size": 4, "time_steps": 5},
            "model": {"kind": "language_model", "embedding_size": 8, "hidden_size": 8},
            "training": {"epochs": 100_000},
        }
    )
    made = Session(config)
    load(made, village(), tmp_path, qtbot)
    return made


@pytest.fixture
def training(session: Session, qapp: QApplication) -> Iterator[Training]:
    """A run, ended behind the test."""
    made = Training(session)
    yield made
    made.close()
    for job in qapp.findChildren(Job):
        job.close()


def test_a_run_hands_over_its_weights(session: Session, training: Training, qtbot: QtBot) -> None:
    """The page asks a run for its weights when it is shown, and again when a text is wanted."""
    page = GeneratePage(session, training)
    qtbot.addWidget(page)
    training.train()
    page.show()
    qtbot.waitUntil(lambda: session.checkpoint is not None, timeout=10_000)
    first = session.checkpoint
    with qtbot.waitSignal(training.snapshot_taken):
        named(page, "Generate", QPushButton).click()
    text = named(page, "Generated text", SurprisalText)
    qtbot.waitUntil(lambda: len(text.tokens) == 60, timeout=10_000)

    assert session.checkpoint is not first
    assert training.state == "running"
    labels = [label.text() for label in page.findChildren(QLabel)]
    assert any(label.startswith("by the weights of update") for label in labels)


def test_a_text_that_waits_is_written_when_the_run_ends(
    session: Session, training: Training, qtbot: QtBot
) -> None:
    """A run that stops before it could hand over its weights holds nothing up."""
    session.set_checkpoint(writer())
    page = GeneratePage(session, training)
    qtbot.addWidget(page)
    page.show()
    training.train()
    named(page, "Generate", QPushButton).click()
    training.stop()
    text = named(page, "Generated text", SurprisalText)

    qtbot.waitUntil(lambda: len(text.tokens) == 60, timeout=10_000)
