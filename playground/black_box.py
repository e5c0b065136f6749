"""What is kept of a program that went wrong, for its user to read and to pass on."""

from __future__ import annotations

import faulthandler
import logging
import os
import sys
import threading
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

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
        self._crash = folder / f"crash-{os.getpid()}.txt"
        self._handler = RotatingFileHandler(
            folder / "playground.log", maxBytes=LARGEST, backupCount=1, delay=True, encoding="utf-8"
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(message)s"))
        LOG.addHandler(self._handler)
        self._file = self._crash.open("w", encoding="utf-8")
        faulthandler.enable(self._file)
        sys.excepthook = self._take
        threading.excepthook = self._take_thread

    def last_crash(self) -> str:
        """Return what an earlier program left when it crashed, once; nothing if none did."""
        left = []
        for path in sorted(self._folder.glob("crash-*.txt")):
            if path != self._crash and not is_alive(path.stem.partition("-")[2]):
                with suppress(OSError):
                    left.append(path.read_text(encoding="utf-8", errors="replace"))
                    path.unlink()
        return "\n".join(filter(None, left))

    def close(self) -> None:
        """Leave nothing behind of a program that ended well."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        self._file.close()
        self._crash.unlink(missing_ok=True)
        LOG.removeHandler(self._handler)
        self._handler.close()

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        LOG.error(report)
        sys.__excepthook__(kind, error, trace)
        self.mistake_made.emit(report)

    def _take_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._take(caught.exc_type, caught.exc_value, caught.exc_traceback)
