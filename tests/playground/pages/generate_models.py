"""Small trained models for the tests of the Generate page, and ways to its controls."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine import Checkpoint, Dataset, RunConfig, train
from engine.data.dataset import Kind, Labelled, Pair, Records
from engine.data.files_source import FilesSource
from engine.data.sources import ShapesSource
from engine.events import Summary
from playground.session import Session

W = TypeVar("W", bound=QWidget)

VILLAGE = "the old baker brings warm bread .\nthe young miller sleeps near the barn .\n" * 20
SUMS = tuple(Pair(f"{a}+{b}", str(a + b)) for a in range(20) for b in range(10))


def village() -> Dataset:
    """Return a text of two sentences."""
    return Dataset(Kind.TEXT, "A village", {"all": Records(VILLAGE)})


def sums() -> Dataset:
    """Return sums of small numbers."""
    return Dataset(Kind.PAIRS, "Sums", {"all": Records(rows=SUMS)})


def load(session: Session, dataset: Dataset, folder: Path, qtbot: QtBot) -> None:
    """Let a session read a data set from a file, as the user would."""
    (records,) = dataset.parts.values()
    pairs = [row for row in records.rows if isinstance(row, Pair)]
    labelled = [row for row in records.rows if isinstance(row, Labelled)]
    lines = [f"{row.question}_{row.answer}\n" for row in pairs]
    lines += [f"{row.text}\t{row.label}\n" for row in labelled]
    path = folder / "data.txt"
    path.write_text(records.text or "".join(lines), encoding="utf-8")
    with qtbot.waitSignal(session.survey_changed):
        session.open_source(FilesSource(train=str(path), content=dataset.kind))


def writer(level: str = "word") -> Checkpoint:
    """Return a language model after one epoch on the village."""
    config = {
        "task": {"kind": "language_modelling", "level": level, "batch_size": 4, "time_steps": 5},
        "model": {"kind": "language_model", "embedding_size": 8, "hidden_size": 8},
        "training": {"epochs": 1},
    }
    return _trained(config, village())


def answerer(attention: str = "dot") -> Checkpoint:
    """Return an encoder-decoder after one epoch on sums."""
    config = {
        "task": {"kind": "sequence_to_sequence", "batch_size": 20, "reverse": True},
        "model": {"kind": "seq2seq", "hidden_size": 8, "attention": attention},
        "training": {"epochs": 1},
    }
    return _trained(config, sums())


def opinions() -> Dataset:
    """Return short lines that one word decides."""
    rows = [
        Labelled(f"the {thing} was {word}", label)
        for thing in ("food", "song", "museum", "waiter", "walk")
        for word, label in (("lovely", "positive"), ("awful", "negative"))
    ]
    return Dataset(Kind.LABELLED, "Opinions", {"all": Records(rows=tuple(rows * 8))})


def labeller() -> Checkpoint:
    """Return a classifier after two epochs on opinions."""
    config = {
        "task": {"kind": "classification", "batch_size": 8},
        "model": {"kind": "classifier", "embedding_size": 8, "hidden_size": 8},
        "optimizer": {"kind": "adam", "learning_rate": 0.05},
        "training": {"epochs": 2},
    }
    return _trained(config, opinions())


SHAPES = ShapesSource(count=200)


def captioner(attention: str = "none") -> Checkpoint:
    """Return a small captioner after one epoch on shapes."""
    model = {"kind": "captioner", "channels": 2, "embedding_size": 8, "hidden_size": 8}
    config = {
        "data": {"source": SHAPES.model_dump()},
        "task": {"kind": "captioning", "batch_size": 20},
        "model": model | {"attention": attention},
        "optimizer": {"kind": "adam", "learning_rate": 0.01},
        "training": {"epochs": 1},
    }
    return _trained(config, SHAPES.read())


def _trained(config: dict[str, object], dataset: Dataset) -> Checkpoint:
    for event in train(RunConfig.parse(config), dataset=dataset):
        if isinstance(event, Summary):
            return event.checkpoint
    raise AssertionError("a run ends with its summary")


def named(root: QWidget, name: str, kind: type[W]) -> W:
    """Return the control that has an accessible name."""
    found = [w for w in _all(root, kind) if w.accessibleName() == name]
    assert len(found) == 1, f"{len(found)} controls are named {name}"
    return found[0]


def _all(root: QWidget, kind: type[W]) -> Sequence[W]:
    return root.findChildren(kind)
