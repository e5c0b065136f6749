"""Work that would hold the window up, done on a thread of its own."""

from __future__ import annotations

import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer, Signal, Slot

from engine.errors import EngineError

PER_SECOND = 15  # how often events are handed over: often enough to look alive
OUT_OF_MEMORY = (
    "The memory of this computer is used up. Choose a smaller model, batch or data set, "
    "or close other programs."
)

Report: TypeAlias = Callable[[Any], None]
Work: TypeAlias = Iterator[Any] | Callable[[Report], Any]


class Job(QThread):
    """Run an iterator on a thread and hand over what it yields, several at a time.

    The work may also be a function: it is given a function to report with, and its result is the
    last event. Reporting ends the work once the job is to stop.

    Signals, all on the window's thread: ``events(list)`` up to 15 times a second with what came
    since the last time; ``paused()`` when it waits; then either ``done()`` or ``failed(str)`` with
    one sentence. Nothing at all is heard of a job that was told to stop. A job belongs to the
    application until its thread has ended, so whoever has lost interest may drop it.

    Attributes:
        error: what ended the work, if it failed.
        report: the traceback of an error that is the program's own, for the user to copy.
    """

    events = Signal(list)
    failed = Signal(str)
    done = Signal()
    paused = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent or QCoreApplication.instance())
        self.error: Exception | None = None
        self.report = ""
        self._work = work
        self._queue: deque[Any] = deque()
        self._requests: deque[Any] = deque()
        self._wake = threading.Condition()
        self._stopping = self._waiting = self._ended = False
        self._asleep = self._told = False  # whether it waits by now, and whether that was said
        self._until: Callable[[Any], bool] | None = None
        self._sentence = ""
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // PER_SECOND)
        self._timer.timeout.connect(self._hand_over)
        self.started.connect(self._timer.start)
        self.finished.connect(self._end)

    # What can be asked, on the window's thread

    def pause(self) -> None:
        """Wait after the event that is under way."""
        self._tell(waiting=True)

    def resume(self) -> None:
        """Go on."""
        self._tell(waiting=False)

    def step(self, until: Callable[[Any], bool]) -> None:
        """Go on to the first event that `until` is true of, then wait."""
        self._tell(waiting=False, until=until)

    def send(self, request: Any) -> None:
        """Send a request into the generator; its answer is an event, even while it waits."""
        self._requests.append(request)
        with self._wake:
            self._wake.notify()

    def stop(self) -> None:
        """Ask the work to end. From now on nothing is heard of it."""
        self._stopping = True
        if not self._ended:
            self._timer.stop()
        self._tell(waiting=False)

    def close(self, patience: float = 4.0) -> bool:
        """Stop and wait for at most that many seconds; tell whether the thread has ended."""
        self.stop()
        return self._ended or self.wait(round(1000 * patience))

    def isRunning(self) -> bool:
        """Tell whether the thread is alive; a job that has ended may be asked too."""
        return not self._ended and super().isRunning()

    def _tell(self, *, waiting: bool, until: Callable[[Any], bool] | None = None) -> None:
        self._told = False
        with self._wake:
            self._waiting, self._until = waiting, until
            self._wake.notify()

    # What happens on the thread

    def run(self) -> None:
        """Do the work. The only place where all errors are caught."""
        try:
            self._iterate(iter(self._work) if isinstance(self._work, Iterator) else self._call())
        except _Stopped:
            pass
        except Exception as error:
            self._sentence = _sentence(error)
            if not isinstance(error, EngineError | MemoryError):
                self.report = traceback.format_exc()
            self.error = error.with_traceback(None)  # its frames would keep the model alive
        finally:
            del self._work

    def _call(self) -> Iterator[Any]:
        assert callable(self._work)
        yield self._work(self._take_report)

    def _take_report(self, event: Any) -> None:
        if self._stopping:
            raise _Stopped
        self._queue.append(event)

    def _iterate(self, work: Iterator[Any]) -> None:
        request = None
        while not self._stopping:
            try:
                event = next(work) if request is None else work.send(request)  # type: ignore
            except StopIteration:
                return
            self._queue.append(event)
            if self._until is not None and self._until(event):
                self._until, self._waiting = None, True
            if self._waiting and not self._requests:
                self._wait()
            request = self._requests.popleft() if self._requests else None

    def _wait(self) -> None:
        with self._wake:
            while self._waiting and not self._requests and not self._stopping:
                self._asleep = True
                self._wake.wait()
            self._asleep = False

    # What is handed over, on the window's thread

    @Slot()
    def _hand_over(self) -> None:
        asleep = self._asleep  # read first: what was done before is in the queue by now
        events = [self._queue.popleft() for _ in range(len(self._queue))]
        if events and not self._stopping:
            self.events.emit(events)
        if asleep and not self._told and not self._stopping:
            self._told = True
            self.paused.emit()

    @Slot()
    def _end(self) -> None:
        self._timer.stop()
        self._ended = True
        if not self._stopping:
            self._hand_over()
        if not self._stopping:  # a receiver may have stopped it just now
            if self._sentence:
                self.failed.emit(self._sentence)
            else:
                self.done.emit()
        self.deleteLater()


class _Stopped(Exception):  # noqa: N818
    """Ends a function that reports to a job that is to stop."""


def _sentence(error: Exception) -> str:
    if isinstance(error, EngineError):
        return str(error)
    if isinstance(error, MemoryError):
        return OUT_OF_MEMORY
    lines = str(error).strip().rstrip(".").splitlines()
    described = ", ".join([type(error).__name__, *lines[:1]])
    return f"The program itself made a mistake: {described}."
