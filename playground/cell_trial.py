"""The same run with each cell: RNN, LSTM and GRU side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from engine import Dataset, RunConfig
from engine.events import Diverged, Evaluated, Event, Inspected, Summary
from engine.layers import CELLS
from engine.requests import Inspect
from engine.run import train
from playground.editors.about import variant_title
from playground.job import Job
from playground.recorder import blank_record, norms_of
from playground.run_record import RunRecord
from playground.session import Session
from playground.training import Training


class Report(NamedTuple):
    """An event of the run with one of the cells."""

    config: RunConfig
    event: Event


class CellTrial(QObject):
    """Train the settings of the session once with each cell, and look at each one's gradients.

    The session's own run and model are left alone; while that run goes on, the trial waits.
    Signals: ``changed()`` when what can be said of the trial is different; ``failed(str)``.

    Attributes:
        status: what is going on, in words; empty while nothing is.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, session: Session, training: Training, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._training = session, training
        self._job: Job | None = None
        self._record: RunRecord | None = None
        self.status = ""
        training.state_changed.connect(self._give_way)
        for signal in (session.config_changed, session.survey_changed, session.readiness_changed):
            signal.connect(self.changed)

    @property
    def is_running(self) -> bool:
        """Whether a trial has begun and not ended."""
        return self._job is not None

    @property
    def obstacle(self) -> str:
        """Why no trial can begin, or nothing."""
        if "cell" not in type(self._session.config.model).model_fields:
            return "The model on Model has no recurrent cell to exchange."
        if self._session.survey is None:
            return "The data are still being read."
        if self._training.state in ("running", "stopping"):
            return "Pause the run that goes on first."
        return self._session.problem

    @Slot()
    def start(self) -> None:
        """Begin with the first cell."""
        self._job = Job(runs_by_cell(self._session.config, self._session.dataset))
        self._job.events.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.done.connect(self._end)
        self._say("Getting ready")
        self._job.start()

    @Slot()
    def stop(self) -> None:
        """End the trial; what was reported stays."""
        if self._job is not None:
            self._job.stop()
        if self._record is not None:
            self._close(self._record, "stopped")
        self._end()

    @Slot(list)
    def _take(self, reports: list[Report]) -> None:
        runs = self._session.runs
        for config, event in reports:
            record = self._record
            if record is None:
                record = self._record = blank_record(self._session, config, self._session.preset)
                record.name = f"{record.preset}, {cell_title(config)}"
            if isinstance(event, Evaluated):
                record.evaluations.append(event)
                runs.update(record)
            elif isinstance(event, Inspected):
                record.gradients = norms_of(event)
                runs.update(record)
            elif isinstance(event, Summary | Diverged):
                self._close(record, "finished" if isinstance(event, Summary) else "diverged")
        config, _ = reports[-1]
        done = self._record.epochs if self._record is not None else config.training.epochs
        self._say(f"{cell_title(config)}, epoch {int(done)} of {config.training.epochs}")

    def _close(self, record: RunRecord, ending: str) -> None:
        record.ending, self._record = ending, None
        self._session.runs.update(record)

    def _say(self, status: str) -> None:
        if status != self.status:
            self.status = status
            self.changed.emit()

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._end()
        self.failed.emit(sentence)

    @Slot()
    def _end(self) -> None:
        self._job = self._record = None
        self.status = ""
        self.changed.emit()

    @Slot(str)
    def _give_way(self, state: str) -> None:
        if self._job is not None:
            if state == "running":
                self._job.pause()
            else:
                self._job.resume()
        self.changed.emit()


def runs_by_cell(config: RunConfig, dataset: Dataset | None) -> Iterator[Report]:
    """Train with each cell, one after the other; at each evaluation look at the gradients."""
    for kind in CELLS:
        own = config
        if config.model.cell.kind != kind:  # type: ignore[attr-defined]  # the model has a cell
            own = config.changed(**{"model.cell": kind})
        run = train(own, dataset=dataset)
        event: Event | None = next(run)
        while event is not None:
            yield Report(own, event)
            looks = isinstance(event, Evaluated)
            event = run.send(Inspect("gradients")) if looks else next(run, None)


def cell_title(config: RunConfig) -> str:
    """Return the name of a run's cell: “LSTM”."""
    return variant_title(type(config.model.cell))  # type: ignore[attr-defined]
