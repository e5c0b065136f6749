"""The last two generations of a run and its best, of which one can always be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from engine.archive import Archive, read_archive, write_archive
from engine.atomic_file import leftovers, reason
from engine.errors import CheckpointError
from engine.shown_name import shown_name

Check: TypeAlias = Callable[[Archive, str], object]  # given an archive and its shown name

SLOTS = ("autosave-a.safetensors", "autosave-b.safetensors")
BEST = "best.safetensors"


@dataclass(frozen=True)
class Recovery:
    """What an earlier program left: its newest sound archive and sentences about the others."""

    path: Path | None
    archive: Archive | None
    refused: tuple[str, ...]


class Autosave:
    """Keep what a running program would lose, in two files of a folder that take turns.

    A file is only overwritten when the other, newer one is safe on the disk, so that a program
    killed at any moment leaves a sound generation, and a damaged one leaves the one before it.
    One program at a time may use a folder, and a new run begins with `discard`.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._next: list[Path] = []  # the file to overwrite, then the one to keep
        self._sequence = 0

    @property
    def best_path(self) -> Path:
        """Where the best of the run is kept."""
        return self.folder / BEST

    def save(self, arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> Path:
        """Write the next generation over the older one and return where it is.

        Raises:
            CheckpointError: it could not be written; both generations are as they were.
        """
        self._prepare()
        path = self._next[0]
        write_archive(path, arrays, facts, self._sequence + 1)
        self._sequence += 1
        self._next.reverse()
        return path

    def save_best(self, arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> Path:
        """Write the best of the run and return where it is.

        Raises:
            CheckpointError: it could not be written; the earlier best is as it was.
        """
        self._prepare()
        write_archive(self.best_path, arrays, facts, self._sequence)
        return self.best_path

    def newest_valid(self, check: Check | None = None) -> Recovery:
        """Find the newest sound generation; the best of the run where neither can be read.

        Args:
            check: raises CheckpointError for an archive that is sound, but of no use.
        """
        found, refused = self._read(self._slots(), check)
        if not found:
            found, more = self._read([self.best_path], check)
            refused += more
        if not found:
            return Recovery(None, None, tuple(refused))
        path = max(found, key=lambda path: found[path].sequence)
        return Recovery(path, found[path], tuple(refused))

    def discard(self) -> None:
        """Remove all generations, the best, and what killed writers left.

        Raises:
            CheckpointError: a file could not be removed.
        """
        try:
            for path in (*self._slots(), self.best_path, *leftovers(self.folder)):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise CheckpointError(
                f"The autosaved run could not be removed, the system says “{error.strerror}”: "
                f"remove the folder {self.folder}."
            ) from error
        self._next = []

    def _slots(self) -> list[Path]:
        return [self.folder / name for name in SLOTS]

    def _prepare(self) -> None:
        """Make the folder and, once, find out which generation is the older."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise CheckpointError(
                f"{self.folder} could not be made because {reason(error)}."
            ) from error
        if not self._next:
            found, _ = self._read(self._slots())
            order = {path: found[path].sequence if path in found else -1 for path in self._slots()}
            self._next = sorted(order, key=lambda path: order[path])
            self._sequence = max(0, *order.values())

    @staticmethod
    def _read(
        paths: list[Path], check: Check | None = None
    ) -> tuple[dict[Path, Archive], list[str]]:
        found, refused = {}, []
        for path in filter(os.path.lexists, paths):
            try:
                archive = read_archive(path)
                if check is not None:
                    check(archive, shown_name(path))
            except CheckpointError as error:
                refused.append(str(error))
            else:
                found[path] = archive
        return found, refused
