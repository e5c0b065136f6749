"""What is found out about the data beside the window's own work."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from engine import Dataset, RunConfig
from engine.data.chunks import Level
from engine.data.dataset import Kind
from engine.data.preview import Preview, preview
from engine.data.statistics import (
    labelled_statistics,
    pair_statistics,
    picture_statistics,
    text_statistics,
)
from engine.data.vocabulary import Vocabulary
from playground.job import Job, Report
from playground.views.line_index import LineIndex


class Facts(QObject):
    """Count what there is to see in a data set, again only where something has changed.

    One thing after the other: several threads that all count hold the window up, and none of them
    is ready sooner. Signals: ``indexed(object)`` with the `LineIndex` of a text;
    ``counted(object)`` with its statistics; ``divided(object)`` with a `Preview` of how it is
    split and fed; ``failed(str)``.
    """

    indexed = Signal(object)
    counted = Signal(object)
    divided = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._seen: dict[str, tuple[Any, ...]] = {}
        self._waiting: dict[str, partial[Any]] = {}
        self._job: Job | None = None
        self._under_way = ""

    def look(
        self, dataset: Dataset, part: str, config: RunConfig, vocabulary: Vocabulary | None = None
    ) -> None:
        """Find out about one part, and about how the whole is used.

        What a vocabulary lacks counts as unknown; without one, <unk> alone does.
        """
        if dataset is not self._dataset:
            self._dataset = dataset
            self._seen, self._waiting = {}, {}
            self._stop()
        level = level_of(config)
        if dataset.kind is Kind.TEXT:
            self._want("index", (part,), partial(_index, dataset, part))
        describe = partial(_describe, dataset, part, level, vocabulary)
        self._want("part", (part, level, vocabulary), describe)
        key = (config.data, config.seed, level, config.task.batch_size, reverse_of(config))
        self._want("split", key, partial(_divide, dataset, config))
        self._go_on()

    def _want(self, name: str, key: tuple[Any, ...], work: partial[Any]) -> None:
        if self._seen.get(name) == key:
            return
        self._seen[name], self._waiting[name] = key, work
        if self._under_way == name:
            self._stop()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
        self._job, self._under_way = None, ""

    def _go_on(self) -> None:
        if self._job is not None or not self._waiting:
            return
        self._under_way = next(iter(self._waiting))
        self._job = Job(self._waiting.pop(self._under_way))
        self._job.events.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.done.connect(self._end)
        self._job.start()

    @Slot(list)
    def _take(self, found: list[Any]) -> None:
        for fact in found:
            if isinstance(fact, LineIndex):
                self.indexed.emit(fact)
            elif isinstance(fact, Preview):
                self.divided.emit(fact)
            elif not isinstance(fact, float):  # the share that is done
                self.counted.emit(fact)

    @Slot()
    def _end(self) -> None:
        self._job, self._under_way = None, ""
        self._go_on()

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self.failed.emit(sentence)
        self._end()


def level_of(config: RunConfig) -> Level:
    """Return whether a run reads words or characters."""
    level: Level = getattr(config.task, "level", "word")
    return level


def reverse_of(config: RunConfig) -> bool:
    """Tell whether a run reads questions backwards."""
    return bool(getattr(config.task, "reverse", False))


def _index(dataset: Dataset, part: str, report: Report) -> LineIndex:
    return LineIndex.of(dataset.part(part).text, report)


def _describe(
    dataset: Dataset, part: str, level: Level, vocabulary: Vocabulary | None, report: Report
) -> Any:
    records = dataset.part(part)
    if dataset.kind is Kind.TEXT:
        return text_statistics(records.text, level, vocabulary, progress=report)
    if dataset.kind is Kind.PAIRS:
        return pair_statistics(records.rows, level)  # type: ignore[arg-type]
    if dataset.kind is Kind.LABELLED:
        return labelled_statistics(records.rows)  # type: ignore[arg-type]
    return picture_statistics(records.pictures)


def _divide(dataset: Dataset, config: RunConfig, report: Report) -> Preview:
    return preview(
        dataset,
        config.data,
        level=level_of(config),
        batch_size=config.task.batch_size,
        seed=config.seed,
        reverse=reverse_of(config),
        progress=report,
    )
