"""What is kept of a program that went wrong, for its user to read and to pass on."""

from __future__ import annotations

import faulthandler
import logging
import os
import secrets
import sys
import threading
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Signal

from playground.processes import is_alive

LOG = logging.getLogger("playground")
LARGEST = 1_000_000  # bytes of a log


class BlackBox(QObject):
    """Write errors that nobody caught to a log, and crashes to a file of their own.

    Everything stays in one folder of this machine. Signals: ``mistake_made(str)`` with the
    traceback of an error that nobody caught; it may be emitted on any thread.
    """

    mistake_made = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._crash = folder / f"crash-{os.getpid()}-{secrets.token_hex(4)}.txt"
        self._file = self._opened()
        self._handler: logging.Handler = logging.NullHandler()
        if self._file is not None:
            faulthandler.enable(self._file)
            self._handler = _Log(
                folder / "playground.log", maxBytes=LARGEST, backupCount=1, delay=True,
                encoding="utf-8",
            )  # fmt: skip
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(message)s"))
        LOG.addHandler(self._handler)
        sys.excepthook = self._take
        threading.excepthook = self._take_thread

    def _opened(self) -> TextIO | None:
        """Return the file for a crash; None where nothing can be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return self._crash.open("w", encoding="utf-8")
        except OSError:
            return None

    def last_crash(self) -> str:
        """Return the mistakes and crashes of programs that are gone, once; often nothing."""
        left = []
        for path in sorted(self._folder.glob("crash-*.txt")):
            process = path.stem.split("-")[1]
            is_own = process == str(os.getpid())  # a number that an earlier program had, too
            if path != self._crash and (is_own or not is_alive(process)):
                with suppress(OSError):
                    left.append(path.read_text(encoding="utf-8", errors="replace"))
                    path.unlink()
        return "\n".join(filter(None, left))

    def close(self) -> None:
        """Leave nothing behind of a program that made no mistake and ended well."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._file is not None:
            faulthandler.disable()
            with suppress(OSError):  # what did not fit on the disk is tried once more
                self._file.close()
        with suppress(OSError):
            if not self._crash.stat().st_size:
                self._crash.unlink()
        LOG.removeHandler(self._handler)
        with suppress(OSError):
            self._handler.close()

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        LOG.error(report)
        if self._file is not None:
            with suppress(OSError, ValueError):  # the disk is full, or the program is ending
                self._file.write(report)
                self._file.flush()
        sys.__excepthook__(kind, error, trace)
        self.mistake_made.emit(report)

    def _take_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._take(caught.exc_type, caught.exc_value, caught.exc_traceback)


class _Log(RotatingFileHandler):
    """A log that a full disk costs nothing but lines."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass
