"""The folder that a training on the command line writes to."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

import click

from engine.autosave import Autosave
from engine.checkpoint import Checkpoint, save_checkpoint
from engine.commands.history_file import write_history
from engine.commands.shared import AUTOSAVE, BEST_FILE, MODEL_FILE
from engine.errors import CheckpointError
from engine.keeping import Run, kept

ASIDE = "autosave-before"


class OutFolder:
    """Save a run while it goes on, and the model at its end.

    What is saved on the way is removed when the model is there: a folder with both is one of a
    run that was cut off.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._autosave = path / AUTOSAVE

    @classmethod
    def make(cls, path: Path) -> Self:
        """Make the folder before anything is trained, so that a bad name costs no time.

        Raises:
            CheckpointError: it cannot be made or written to.
        """
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CheckpointError(
                f"The folder “{path}” cannot be made: {error.strerror}. Choose another one."
            ) from None
        try:
            with TemporaryFile(dir=path):
                return cls(path)
        except OSError as error:
            raise CheckpointError(
                f"Nothing can be written to the folder “{path}”: {error.strerror}. Choose another "
                "one."
            ) from None

    def spare_other_run(self, resume: str | None) -> Path | None:
        """Move a run aside that was cut off here, unless it is gone on with; return where to.

        Raises:
            CheckpointError: it cannot be moved.
        """
        goes_on = resume is not None and Path(resume).resolve() in (
            self.path.resolve(),
            self._autosave.resolve(),
        )
        if goes_on or not self._autosave.is_dir():
            return None
        aside = self.path / ASIDE
        try:
            shutil.rmtree(aside, ignore_errors=True)
            return self._autosave.rename(aside)
        except OSError as error:
            raise CheckpointError(
                f"The run that was cut off in “{self._autosave}” cannot be moved aside: "
                f"{error.strerror}. Go on with it by --resume, or choose another folder."
            ) from None

    def keep(self, run: Run) -> Run:
        """Return a run that is saved here while it goes on."""
        return kept(run, self._autosave)

    def finish(self, checkpoint: Checkpoint) -> None:
        """Write the model, its best weights and its history; the autosaves are needed no more.

        Raises:
            CheckpointError: they cannot be written.
        """
        save_checkpoint(checkpoint, self.path / MODEL_FILE)
        save_checkpoint(checkpoint.best(), self.path / BEST_FILE)
        write_history(checkpoint.history, self.path / "history.csv")
        Autosave(self._autosave).discard()
        shutil.rmtree(self._autosave, ignore_errors=True)


def tell_spared(aside: Path | None) -> None:
    """Say where a run that was cut off is now."""
    if aside is not None:
        click.echo(
            f"An earlier run was cut off here; it is kept in {aside}. Go on with it by --resume.",
            err=True,
        )
