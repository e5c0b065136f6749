"""Reading data sets and looking through them, beside the window's own work."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine import Dataset, RunConfig
from engine.data.encoding import EncodingError
from engine.data.source import SourceConfig
from playground.job import Job, Report


class Loading(QObject):
    """Read a data set, or look through one that was read; whatever is newer replaces the older.

    Signals: ``progressed(float)`` with the share that is read; ``read(object)`` with the data set;
    ``surveyed(object)``; ``failed(str)``, after which nothing has changed; ``ended()`` when a data
    set is read, or not; ``encoding_suggested(object)`` with the same source in another encoding.
    """

    progressed = Signal(float)
    read = Signal(object)
    surveyed = Signal(object)
    failed = Signal(str)
    ended = Signal()
    encoding_suggested = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._reading: Job | None = None
        self._surveying: Job | None = None
        self._source: SourceConfig | None = None

    @property
    def source(self) -> SourceConfig:
        """What is being read, or was read last."""
        assert self._source is not None, "nothing was opened yet"
        return self._source

    @property
    def is_reading(self) -> bool:
        """Whether a data set is being read."""
        return self._reading is not None

    def open(self, source: SourceConfig) -> None:
        """Start to read a source."""
        self._drop_reading()
        self._source = source
        self._reading = Job(source.read)
        self._reading.events.connect(self._take_read)
        self._reading.failed.connect(self._fail)
        self.progressed.emit(0.0)
        self._reading.start()

    def cancel(self) -> None:
        """Read no more."""
        if self._reading is not None:
            self._drop_reading()
            self.ended.emit()

    def survey(self, config: RunConfig, dataset: Dataset) -> None:
        """Start to look through a data set as a run would."""
        if self._surveying is not None:
            self._surveying.stop()
        self._surveying = Job(partial(_survey, config, dataset))
        self._surveying.events.connect(self._take_survey)
        self._surveying.failed.connect(self._fail_survey)
        self._surveying.start()

    def _drop_reading(self) -> None:
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

    @Slot(list)
    def _take_read(self, events: list[Any]) -> None:
        last = events[-1]
        if isinstance(last, Dataset):
            self._reading = None
            self.read.emit(last)
            self.ended.emit()
        else:
            self.progressed.emit(last)

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        error = self._reading.error if self._reading is not None else None
        self._reading = None
        self.ended.emit()
        self.failed.emit(sentence)
        if isinstance(error, EncodingError) and error.suggestion:
            self.encoding_suggested.emit(self.source.changed(encoding=error.suggestion))

    @Slot(list)
    def _take_survey(self, events: list[Any]) -> None:
        if not isinstance(events[-1], float):
            self._surveying = None
            self.surveyed.emit(events[-1])

    @Slot(str)
    def _fail_survey(self, sentence: str) -> None:
        self._surveying = None
        self.failed.emit(sentence)


def _survey(config: RunConfig, dataset: Dataset, report: Report) -> Any:
    from engine import survey  # late: the window is on the screen before this is needed

    return survey(config, dataset, report)
