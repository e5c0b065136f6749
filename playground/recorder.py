"""Writing down what each run reports."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Slot

from engine import Checkpoint, RunConfig
from engine.events import Evaluated, Inspected, Started
from playground.differences import differences
from playground.event_batch import EventBatch
from playground.presets import PRESETS, preset_of
from playground.run_record import RunRecord
from playground.session import Session
from playground.training import Training

ENDINGS = {"idle": "stopped", "finished": "finished", "diverged": "diverged"}
NAMED = ("model", "optimizer", "task")  # the settings that a run is called by


class Recorder(QObject):
    """Keep a record of each run of the training, and of each model that is opened.

    A run is listed once it was evaluated for the first time: before that there is nothing to
    compare.
    """

    def __init__(self, session: Session, training: Training, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._training = session, training
        self._record: RunRecord | None = None  # of the run that goes on or may go on
        training.started.connect(self._start)
        training.events_arrived.connect(self._take)
        training.state_changed.connect(self._follow_state)
        training.cleared.connect(self._let_go)
        training.adopted.connect(self._adopt)

    @Slot(object)
    def _start(self, started: Started) -> None:
        settings = self._training.settings
        assert settings is not None, "a run that has started has settings"
        if self._record is None or started.step == 0:
            self._record = blank_record(self._session, settings.config, settings.preset)
        self._record.ending = "going on"
        self._record.config = settings.config
        self._record.go_back(started.step)

    @Slot(object)
    def _take(self, events: list[Any]) -> None:
        record, grown = self._record, False
        if record is None:
            return
        for event in EventBatch.of(events).others:
            if isinstance(event, Evaluated):
                record.evaluations.append(event)
                grown = True
            elif isinstance(event, Inspected) and event.view == "gradients":
                record.gradients = norms_of(event)
                grown = True
        if grown:
            self._session.runs.update(record)

    @Slot(str)
    def _follow_state(self, state: str) -> None:
        record, settings = self._record, self._training.settings
        if record is None or state not in ENDINGS or record.ending != "going on":
            return
        record.ending = ENDINGS[state]
        if settings is not None:
            record.config = settings.config  # with all that was changed live
        self._session.runs.update(record)

    @Slot()
    def _let_go(self) -> None:
        self._record = None

    @Slot(object)
    def _adopt(self, checkpoint: Checkpoint) -> None:
        preset = preset_of(checkpoint.config, self._session.preset)
        record = blank_record(self._session, checkpoint.config, preset)
        record.ending = "opened"
        record.evaluations = list(checkpoint.history.evaluations)
        self._record = record
        self._session.runs.update(record)


def blank_record(session: Session, config: RunConfig, preset: str) -> RunRecord:
    """Return the record of a run that has reported nothing yet."""
    data = session.dataset.name if session.dataset else config.data.source.describe()
    return RunRecord(run_name(config, preset), PRESETS[preset].title, data, config)


def run_name(config: RunConfig, preset: str) -> str:
    """Return the preset's title, and what is most different from it."""
    title = PRESETS[preset].title
    changed = [
        difference
        for difference in differences([PRESETS[preset].config, config])
        if difference.dotted.startswith(NAMED)
    ]
    if not changed:
        return title
    first = min(changed, key=_weight)
    value = first.values[1]
    if first.dotted.endswith(".kind"):
        return f"{title}, {value}"
    return f"{title}, {first.title[0].lower()}{first.title[1:]} {value}"


def _weight(difference: Any) -> bool:
    return not difference.dotted.endswith(".kind")


def norms_of(event: Inspected) -> tuple[float, ...]:
    """Return gradient norms as plain numbers, those of the layer that is farthest from the loss."""
    name = next(name for name in event.arrays if name.startswith("norms/"))
    return tuple(event.arrays[name].tolist())
