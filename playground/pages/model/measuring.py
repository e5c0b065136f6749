"""How long an epoch takes on this machine, tried out."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from engine import RunConfig, Survey, measure
from engine.events import Measured
from playground.job import Job

_REST = 500  # ms that settings have to stay as they are


class Measuring(QObject):
    """Time a few made-up updates, once the settings have come to rest.

    Signals: ``measured(float)`` with the seconds of an epoch.
    """

    measured = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wanted: tuple[RunConfig, Survey] | None = None
        self._job: Job | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._start)

    def want(self, config: RunConfig, survey: Survey) -> None:
        """Measure these settings soon, in place of earlier ones."""
        self.cancel()
        self._wanted = (config, survey)
        self._rest.start()

    def cancel(self) -> None:
        """Measure nothing."""
        self._rest.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None

    @Slot()
    def _start(self) -> None:
        if self._wanted is None:
            return
        self._job = Job(measure(*self._wanted))
        self._job.events.connect(self._take)
        self._job.done.connect(self._end)
        self._job.failed.connect(self._end)
        self._job.start()

    @Slot(list)
    def _take(self, events: list[Any]) -> None:
        last = events[-1]
        if isinstance(last, Measured):
            self.measured.emit(last.seconds_per_epoch)

    @Slot()
    def _end(self) -> None:
        self._job = None
