"""Opening and saving: data, models, weights of the book."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.data.sources import FilesSource
from playground.job import Job, Report
from playground.news import News
from playground.places import settings_file
from playground.recent_files import RecentFiles
from playground.reopening import Reopening
from playground.session import Session
from playground.training import Training

MODEL = ".safetensors"
MODELS = f"Models (*{MODEL})"
DATA = "Texts and tables (*.txt *.tsv *.csv *.md);;All files (*)"
WEIGHTS = "Weights of the book (*.pkl)"
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
        self._path = Path()
        self._saving = False
        self._reopening = Reopening(session, training, self)
        training.snapshot_taken.connect(self._save_snapshot)

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
            self._start(partial(_load_model, first), "The model could not be opened.")
        elif first.suffix == ".pkl":
            work = partial(_import_weights, first, self._session.dataset, self._session.config.data)
            self._start(work, "The weights could not be imported.")
        else:
            self._session.open_source(FilesSource.parse(parts_of(paths)))

    # Models

    @Slot()
    def ask_model(self) -> None:
        """Let the user choose a model to open."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open model", "", MODELS)
        if name:
            self.open([Path(name)])

    @Slot()
    def ask_weights(self) -> None:
        """Let the user choose weights that the book's program pickled."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Import book weights", "", WEIGHTS)
        if name:
            self.open([Path(name)])

    @Slot()
    def save_model(self) -> None:
        """Ask where, then save the model as it is at this moment; a run goes on meanwhile."""
        if not self._training.can_go_on and self._session.checkpoint is None:
            self._news.tell("There is no model to save yet.", "Press Train, or open one.")
            return
        suggestion = str(Path.home() / f"{self._session.preset}{MODEL}")
        name, _ = QFileDialog.getSaveFileName(self._window, "Save model", suggestion, MODELS)
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Save the model as it is at this moment."""
        self._path = path if path.suffix else path.with_suffix(MODEL)
        self._saving = True
        if self._training.can_go_on:
            self._training.request_snapshot()
        else:
            self._save_snapshot(self._session.checkpoint)

    @Slot(object)
    def _save_snapshot(self, checkpoint: Any) -> None:
        if self._saving:
            self._saving = False
            self._start(partial(_save, checkpoint, self._path), "The model could not be saved.")

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
        else:
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


def _load_model(path: Path, report: Report) -> Any:
    from engine import load_checkpoint

    return load_checkpoint(path)


def _import_weights(path: Path, dataset: Any, data: Any, report: Report) -> Any:
    from engine import import_book_weights

    return import_book_weights(path, dataset, data=data)


def _save(checkpoint: Any, path: Path, report: Report) -> Path:
    from engine import save_checkpoint

    save_checkpoint(checkpoint, path)
    return path
