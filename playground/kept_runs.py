"""Runs that are saved while they go on, and those that an earlier program could not end."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine import Checkpoint, recover
from playground.job import Report
from playground.processes import is_alive


@dataclass(frozen=True)
class KeptRun:
    """What is left of a run that was cut off, and sentences about files that were damaged."""

    checkpoint: Checkpoint
    damaged: tuple[str, ...]


class KeptRuns:
    """A folder with one folder for each running program, named by its process.

    So two programs never write into the same one, and what belongs to no living process was cut
    off.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def own(self) -> Path:
        """Where this program saves its run."""
        return self._folder / str(os.getpid())

    def take(self, report: Report) -> KeptRun | None:
        """Return the newest run that was cut off, once: it becomes this program's own."""
        left = [
            path
            for path in self._folder.glob("*")
            if path.is_dir() and path != self.own and not is_alive(path.name)
        ]
        for path in sorted(left, key=_age):
            checkpoint, damaged = recover(path)
            if checkpoint is not None:
                shutil.rmtree(self.own, ignore_errors=True)
                path.rename(self.own)
                return KeptRun(checkpoint, damaged)
        return None

    def discard(self) -> None:
        """Forget this program's run."""
        shutil.rmtree(self.own, ignore_errors=True)


def _age(folder: Path) -> float:
    return -max((file.stat().st_mtime for file in folder.iterdir()), default=0.0)
