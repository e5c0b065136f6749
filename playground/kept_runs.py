"""The folders in which runs are saved while they go on, and what earlier programs left there."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from engine import Checkpoint, recover
from playground.job import Report
from playground.places import VARIABLE

LOCK, CLOSED = "lock", "closed"
NOT_KEPT = (
    "Nothing can be written to {}, the system says “{}”: mend that, or name another folder in {}, "
    "and start again. Until then save the models that you want to keep."
)


@dataclass(frozen=True)
class KeptRun:
    """What is left of a run.

    Attributes:
        checkpoint: None where every file of it is damaged.
        damaged: a sentence about each file that is.
        age: seconds since it was saved.
        was_closed: whether its program ended well, and nothing of the run is missing.
    """

    checkpoint: Checkpoint | None
    damaged: tuple[str, ...]
    age: float
    was_closed: bool


class KeptRuns:
    """Give each program a folder of its own, locked while it lives, and each run one inside.

    So two programs never write into the same one, and what nobody holds was left by a program
    that is gone.

    Attributes:
        own: this program's folder.
        problem: why nothing can be kept there, in words for the user; nothing where it can.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: Path | None = None
        self._found_lock: QLockFile | None = None
        self.own = folder / "none"
        self.problem = ""
        self._lock: QLockFile | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.own = Path(tempfile.mkdtemp(prefix="program-", dir=folder))
            self._lock = _locked(self.own)
            _try_out(self.own)
        except OSError as error:
            shutil.rmtree(self.own, ignore_errors=True)
            self.problem = NOT_KEPT.format(folder, error.strerror or error, VARIABLE)

    def find(self, report: Report) -> KeptRun | None:
        """Return the newest run of a program that is gone, and hold it until it is answered."""
        for program in sorted(self._folder.glob("*/"), key=_saved_at, reverse=True):
            lock = None if program == self.own else _locked(program)
            if lock is None:
                continue
            run = max(program.glob("*/"), key=_saved_at, default=None)
            if run is not None:
                checkpoint, damaged = recover(run)
                if checkpoint is not None or damaged:
                    self._found, self._found_lock = program, lock
                    age = max(time.time() - _saved_at(run), 0.0)
                    return KeptRun(checkpoint, damaged, age, (program / CLOSED).exists())
            lock.unlock()
            shutil.rmtree(program, ignore_errors=True)
        return None

    def forget_found(self) -> None:
        """Remove what was found."""
        if self._found is not None and self._found_lock is not None:
            shutil.rmtree(self._found, ignore_errors=True)
            self._found_lock.unlock()
            self._found = self._found_lock = None

    def close(self, run: Path | None) -> None:
        """End the program: of its own runs only this one stays, for the next start to offer.

        What was found and not answered is offered again.
        """
        for other in self.own.glob("*/"):
            if other != run:
                shutil.rmtree(other, ignore_errors=True)
        if run is not None and run.is_dir():
            with suppress(OSError):
                (self.own / CLOSED).touch()
        else:
            shutil.rmtree(self.own, ignore_errors=True)
        for lock in (self._lock, self._found_lock):
            if lock is not None:
                lock.unlock()


def _locked(folder: Path) -> QLockFile | None:
    """Hold a folder; None where a living program holds it."""
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)  # only the death of its program ends a lock
    return lock if lock.tryLock(0) else None


def _try_out(folder: Path) -> None:
    """Raise OSError where a folder can be made, but nothing fits into it."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(1000))


def _saved_at(folder: Path) -> float:
    """Return when something was last saved in a folder or in one below it."""
    with suppress(OSError):
        files = (path for path in folder.rglob("*.safetensors") if path.is_file())
        return max((path.stat().st_mtime for path in files), default=0.0)
    return 0.0
