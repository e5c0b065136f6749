"""Opening and saving: data, models, and weights of other programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.data.sources import FilesSource
from playground.file_work import export_model, import_weights, load_model, save_model
from playground.job import Job
from playground.news import News
from playground.places import settings_file
from playground.recent_files import RecentFiles
from playground.reopening import Reopening
from playground.session import Session
from playground.training import Training

MODEL = ".safetensors"
MODELS = f"Models (*{MODEL})"
DATA = "Texts and tables (*.txt *.tsv *.csv *.md);;All files (*)"
WEIGHTS = "Weights of PyTorch or of the book (*.safetensors *.pkl)"
EXPORTS = "Weights for PyTorch (*.safetensors);;Graph for ONNX (*.onnx)"
PARTS = ("train", "valid", "test")


class Files(QObject):
    """Ask for files, and read and write them beside the window's own work.

    Attributes:
        recent_models: those that were opened or saved; the Data page keeps its own files.
    """

    def __init__(self, session: Session, training: Training, news: News, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._training, self._news, self._window = session, training, news, window
        self.recent_models = RecentFiles(settings_file().with_name("recent_models.json"))
        self._awaiting: Callable[[Any], None] | None = None  # what is done with the snapshot
        self._reopening = Reopening(session, training, self)
        training.snapshot_taken.connect(self._take_snapshot)

    # Data

    @Slot()
    def ask_data(self) -> None:
        """Let the user choose a data set: one file, or one for each part."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "Open data", "", DATA)
        if names:
            self.open([Path(name) for name in names])

    def open(self, paths: Sequence[Path]) -> None:
        """Open whatever it is: a model, weights of the book, or data in one file or three."""
        first = paths[0]
        if first.suffix == MODEL:
            self.recent_models.add(str(first))
            self._start(partial(load_model, first), "The model could not be opened.")
        elif first.suffix == ".pkl":
            self.import_from(first)
        else:
            self._session.open_source(FilesSource.named(**parts_of(paths)))

    # Models

    @Slot()
    def ask_model(self) -> None:
        """Let the user choose a model to open."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open model", "", MODELS)
        if name:
            self.open([Path(name)])

    @Slot()
    def ask_weights(self) -> None:
        """Let the user choose weights that another program has written."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Import weights", "", WEIGHTS)
        if name:
            self.import_from(Path(name))

    def import_from(self, path: Path) -> None:
        """Turn weights of another program into a model; the data at hand give the vocabulary."""
        session = self._session
        work = partial(import_weights, path, session.dataset, session.config.data)
        self._start(work, "The weights could not be imported.")

    @Slot()
    def save_model(self) -> None:
        """Ask where, then save the model as it is at this moment; a run goes on meanwhile."""
        self._ask_where("Save model", MODELS, MODEL, self.save_to)

    @Slot()
    def export_model(self) -> None:
        """Ask where, then write the model as it is at this moment for another program."""
        self._ask_where("Export model", EXPORTS, f"-weights{MODEL}", self.export_to)

    def _ask_where(
        self, title: str, filters: str, ending: str, then: Callable[[Path], None]
    ) -> None:
        if not self._training.can_go_on and self._session.checkpoint is None:
            self._news.tell("There is no model yet.", "Press Train, or open one.")
            return
        suggestion = str(Path.home() / f"{self._session.preset}{ending}")
        name, chosen = QFileDialog.getSaveFileName(self._window, title, suggestion, filters)
        if name:
            suffix = chosen.partition("*")[2].rstrip(")") or MODEL
            then(Path(name) if Path(name).suffix else Path(name).with_suffix(suffix))

    def save_to(self, path: Path) -> None:
        """Save the model as it is at this moment."""
        self._with_snapshot(save_model, path, "The model could not be saved.")

    def export_to(self, path: Path) -> None:
        """Write the model as it is at this moment for another program."""
        self._with_snapshot(export_model, path, "The model could not be exported.")

    def _with_snapshot(self, work: Callable[..., Any], path: Path, failure: str) -> None:
        self._awaiting = partial(self._write, work, path, failure)
        if self._training.can_go_on:
            self._training.request_snapshot()
        else:
            self._take_snapshot(self._session.checkpoint)

    @Slot(object)
    def _take_snapshot(self, checkpoint: Any) -> None:
        if self._awaiting is not None:
            write, self._awaiting = self._awaiting, None
            write(checkpoint)

    def _write(self, work: Callable[..., Any], path: Path, failure: str, checkpoint: Any) -> None:
        self._start(partial(work, checkpoint, path), failure)

    # Work

    def _start(self, work: Any, failure: str) -> None:
        job = Job(work)
        job.setObjectName(failure)
        job.events.connect(self._take)
        job.failed.connect(self._fail)
        job.start()

    @Slot(list)
    def _take(self, events: list[Any]) -> None:
        result = events[-1]
        if isinstance(result, Path):
            self.recent_models.add(str(result))
            self._window.setWindowFilePath(str(result))
        elif result is not None:  # what is exported leaves nothing behind
            self._reopening.take(result)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._news.tell(self.sender().objectName(), sentence)


def parts_of(paths: Sequence[Path]) -> dict[str, str]:
    """Return which file is which part: by “train”, “valid” or “test” in its name."""
    if len(paths) == 1:
        return {"train": str(paths[0])}
    named = {part: str(p) for part in PARTS for p in paths if part in p.name.lower()}
    return named if "train" in named else {"train": str(paths[0])}
