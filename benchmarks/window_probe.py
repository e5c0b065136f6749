"""The real window at work, in a process of its own: how late its timers are, how fast it trains.

`python -m benchmarks.window_probe ORDER` takes an order as JSON and prints an outcome as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QGraphicsView

from engine import RunConfig
from engine.events import Progress
from playground.app import Application
from playground.driver import Driver
from playground.training import Training

TICK = 5  # milliseconds
SETTLING = 2.0  # seconds before the measurement: pages are built, buffers made
LOADING = 120.0  # seconds for data to be read
MILLION = 1_000_000
PIECE = 50_000
PAN_EVERY, WRITE_EVERY = 50, 200  # milliseconds


@dataclass(frozen=True)
class Order:
    """What to train and what the user does meanwhile.

    Attributes:
        activity: "watching", "panning", "generating" or "million", watching so many points.
    """

    config: dict[str, Any]
    activity: str
    seconds: float


class Lateness(QObject):
    """Measures, with a timer of 5 ms, how long the event loop lets it wait beyond that."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self.late: list[float] = []

    def start(self) -> None:
        """Begin anew."""
        self.late.clear()
        self._last = time.perf_counter()
        self._timer.start()

    @Slot()
    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, 1000 * (now - self._last) - TICK))
        self._last = now


class Speed(QObject):
    """Follows the updates of a run."""

    def __init__(self, training: Training) -> None:
        super().__init__(training)
        self.last: Progress | None = None
        self.heard = 0.0
        training.events_arrived.connect(self._take)

    @property
    def steps(self) -> int:
        """Updates made so far."""
        return 0 if self.last is None else self.last.step

    @Slot(list)
    def _take(self, events: list[Any]) -> None:
        found = next((e for e in reversed(events) if isinstance(e, Progress)), None)
        if found is not None:
            self.last, self.heard = found, time.perf_counter()


class User(QObject):
    """Does the same thing again and again while a run goes on."""

    def __init__(self, application: Application, driver: Driver) -> None:
        super().__init__(application)
        self._application, self._driver = application, driver
        self._timer = QTimer(self)
        self._count = 0

    def begin(self, activity: str) -> None:
        """Start with one of the activities of an order."""
        if activity == "panning":
            self._timer.timeout.connect(self._pan)
            self._timer.start(PAN_EVERY)
        elif activity == "generating":
            self._application.training.request_snapshot()
            session = self._application.session
            self._driver.wait(lambda: session.checkpoint is not None, LOADING)
            self._driver.show_tab("Generate")
            self._timer.timeout.connect(self._write)
            self._timer.start(WRITE_EVERY)

    @Slot()
    def _pan(self) -> None:
        """Turn the wheel over the chart, in and out, with the mouse on the move."""
        for chart in self._driver.find_all("Perplexity", QGraphicsView):
            assert isinstance(chart, QGraphicsView)
            self._count += 1
            view = chart.viewport()
            place = QPoint(view.width() // 3 + self._count % 40, view.height() // 2)
            QTest.mouseMove(view, place)
            turned = QPoint(0, 120 if self._count // 10 % 2 else -120)
            event = QWheelEvent(
                QPointF(place), QPointF(view.mapToGlobal(place)), QPoint(), turned,
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase, False,
            )  # fmt: skip
            QApplication.sendEvent(view, event)

    @Slot()
    def _write(self) -> None:
        """Ask for another text as soon as the last one is written."""
        for button in self._driver.find_all("Generate", QAbstractButton):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def probe(order: Order) -> None:
    """Open the window, train, and print milliseconds of lateness and updates per second."""
    qt = QApplication(sys.argv[:1])
    application = Application(qt)
    application.show([])
    try:
        print(json.dumps(_measure(application, order)), flush=True)
    except RuntimeError as error:
        print(error, file=sys.stderr, flush=True)
    finally:
        application.window.close()  # which may end the process, in the middle of a long update


def _measure(application: Application, order: Order) -> dict[str, float]:
    driver, speed = Driver(application.window), Speed(application.training)
    _load(application, driver, RunConfig.parse(order.config))
    driver.show_tab("Train")
    driver.click("Train", QAbstractButton)
    driver.wait(lambda: speed.steps > 0, LOADING)
    if order.activity == "million":
        _add_points(application.training, driver, speed)
    User(application, driver).begin(order.activity)
    driver.pause(round(1000 * SETTLING))
    lateness = Lateness(application)
    first, began = speed.steps, speed.heard
    lateness.start()
    driver.pause(round(1000 * order.seconds))
    if application.training.state != "running" or speed.steps == first:
        raise RuntimeError("The run was over, or made no update, while it was measured.")
    rate = (speed.steps - first) / (speed.heard - began)
    late = np.array(lateness.late)
    p50, p99 = np.percentile(late, (50, 99)).tolist()
    return {"p50": p50, "p99": p99, "max": float(late.max()), "updates_per_second": rate}


def _load(application: Application, driver: Driver, config: RunConfig) -> None:
    """Bring data and settings in as the pages do, and wait until a run may start."""
    session = application.session
    driver.wait(lambda: session.survey is not None, LOADING)
    session.set_config(config)
    ready = driver.wait(lambda: session.config == config and session.survey is not None, LOADING)
    if not ready:
        raise RuntimeError("The data were not read in time.")


def _add_points(training: Training, driver: Driver, speed: Speed) -> None:
    """Let all views believe that the last update was a million small ones."""
    training.pause()
    driver.wait(lambda: training.state == "paused", LOADING)
    driver.pause(500)
    last = speed.last
    assert last is not None
    losses = last.loss + 0.1 * np.random.RandomState(0).randn(MILLION)
    for start in range(0, MILLION, PIECE):
        training.events_arrived.emit(
            [
                Progress(
                    last.step + k / MILLION,  # type: ignore[arg-type]
                    last.epoch,
                    float(losses[k]),
                    None,
                    last.grad_norm,
                    last.clip_rate,
                    last.learning_rate,
                    last.seconds,
                    last.tokens,
                )
                for k in range(start, start + PIECE)
            ]
        )
        driver.pause(1)
    training.train()


if __name__ == "__main__":
    probe(Order(**json.loads(sys.argv[1])))
