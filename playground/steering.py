"""Between the strip and the run: what its buttons do, what its readouts say."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QObject, Slot

from engine import EngineError, estimate
from engine.events import Started
from playground.event_batch import EventBatch
from playground.formats import count
from playground.pace import Pace
from playground.presets import PRESETS
from playground.session import Session
from playground.training import Training
from playground.widgets.strip import Strip

DEVICES = {"CPU": "cpu", "GPU": "cuda"}


class Steering(QObject):
    """Connect the strip with the session and the training."""

    def __init__(self, strip: Strip, session: Session, training: Training, parent: QObject) -> None:
        super().__init__(parent)
        self._strip, self._session, self._training = strip, session, training
        self._begun: Started | None = None
        self._step = 0
        self._pace = Pace()
        self._connect()
        strip.set_presets([(preset.title, name) for name, preset in PRESETS.items()])
        self._show_settings()
        self._show_state()

    def _connect(self) -> None:
        strip, session, training = self._strip, self._session, self._training
        strip.train_clicked.connect(training.train)
        strip.pause_clicked.connect(training.pause)
        strip.step_update_clicked.connect(training.step_update)
        strip.step_epoch_clicked.connect(training.step_epoch)
        strip.stop_clicked.connect(training.stop)
        strip.restart_clicked.connect(training.restart)
        strip.preset_chosen.connect(self._choose_preset)
        strip.seed_edited.connect(self._change_seed)
        strip.device_chosen.connect(self._change_device)
        session.config_changed.connect(self._show_settings)
        session.survey_changed.connect(self._show_settings)
        session.readiness_changed.connect(self._show_state)
        training.state_changed.connect(self._show_state)
        training.started.connect(self._show_start)
        training.events_arrived.connect(self._show_events)
        training.cleared.connect(self._clear)

    # What the strip asks for

    @Slot(str)
    def _choose_preset(self, name: str) -> None:
        self._session.choose_preset(name)

    @Slot(int)
    def _change_seed(self, seed: int) -> None:
        self._session.set_config(self._session.config.changed(seed=seed))

    @Slot(str)
    def _change_device(self, device: str) -> None:
        self._session.set_config(self._session.config.changed(device=DEVICES[device]))

    # What the strip shows

    @Slot()
    def _show_settings(self) -> None:
        session, config = self._session, self._session.config
        data = config.data.source.describe()
        if session.dataset is not None:
            data = session.dataset.name
        if session.survey is not None:
            total = sum(session.survey.counts.values())
            data = f"{data.partition(',')[0]}, {count(total)} {session.survey.unit}"
        self._strip.set_preset(PRESETS[session.preset].title, data)
        self._strip.set_seed(config.seed)
        device = next(title for title, name in DEVICES.items() if name == config.device)
        has_gpu = find_spec("cupy") is not None or device == "GPU"
        self._strip.set_devices([*DEVICES] if has_gpu else ["CPU"], device)
        if self._begun is None:
            self._clear()

    @Slot()
    def _show_state(self) -> None:
        state, problem = self._training.state, self._session.problem
        self._strip.set_finished(state == "finished")
        self._strip.set_running(state == "running")
        self._strip.set_failed(state == "diverged")
        if state == "stopping":
            self._strip.set_ready(False, "The run ends after the update that is under way.")
        else:
            self._strip.set_ready(not problem or state == "running", problem)
        self._strip.set_stoppable(state in ("running", "paused", "stopping"))
        self._pace.clear()
        if state != "running":
            self._show_progress(self._step)

    @Slot(object)
    def _show_start(self, started: Started) -> None:
        self._begun = started
        self._show_unit(started.unit)
        self._show_progress(started.step)

    @Slot(object)
    def _show_events(self, events: list[Any]) -> None:
        updates = EventBatch.of(events).updates
        if updates and self._begun is not None:
            last = updates[-1]
            if self._training.state == "running":  # what comes after a pause was made before it
                self._pace.add(last.step, last.seconds)
            self._show_progress(last.step)

    def _show_progress(self, step: int) -> None:
        begun, self._step = self._begun, step
        if begun is None:
            return
        per_epoch = begun.updates_per_epoch
        done = max(step - 1, 0) // per_epoch
        planned = begun.epochs * per_epoch
        speed = self._pace.updates_per_second
        self._strip.set_progress(
            epoch=done + 1,
            epochs=begun.epochs,
            update=step - done * per_epoch,
            updates=per_epoch,
            rate=None if speed is None else speed * self._per_update(begun),
            seconds_left=self._pace.seconds_left(planned - step),
            share=step / planned,
        )

    def _per_update(self, begun: Started) -> float:
        """Return how many words, pairs or lines one update reads."""
        task = self._session.config.task
        steps = getattr(task, "time_steps", 1) if begun.unit in ("words", "characters") else 1
        return float(task.batch_size * steps)

    @Slot()
    def _clear(self) -> None:
        self._begun = None
        config, survey, updates = self._session.config, self._session.survey, 0
        if survey is not None:
            self._show_unit(survey.unit)
            with suppress(EngineError):  # which the settings tell beside what is wrong
                updates = estimate(config, survey).updates_per_epoch
        epochs = config.training.epochs
        self._strip.set_progress(epoch=0, epochs=epochs, update=0, updates=updates)

    def _show_unit(self, unit: str) -> None:
        self._strip.set_rate_label(f"{unit.capitalize()} / s")
