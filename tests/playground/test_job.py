"""A job runs anything on a thread and is heard of on the window's thread alone."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.errors import DataError
from playground.job import OUT_OF_MEMORY, Job


class Ear(QObject):
    """Write down all that a job says, and on which thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.sentences: list[str] = []
        self.ended = 0
        self.threads: set[QThread] = set()
        job.events.connect(self.take)
        job.failed.connect(self.fail)
        job.done.connect(self.end)

    @Slot(list)
    def take(self, events: list[Any]) -> None:
        self.threads.add(QThread.currentThread())
        self.heard += events

    @Slot(str)
    def fail(self, sentence: str) -> None:
        self.threads.add(QThread.currentThread())
        self.sentences.append(sentence)

    @Slot()
    def end(self) -> None:
        self.ended += 1


def echo() -> Iterator[Any]:
    """Count, and answer every request by itself."""
    number = 0
    while True:
        request = yield number
        while request is not None:
            request = yield f"answer to {request}"
        number += 1


def failing(error: Exception) -> Iterator[int]:
    """Yield once, then fail."""
    yield 1
    raise error


def test_events_arrive_in_order_and_then_the_end(qapp: QApplication, qtbot: QtBot) -> None:
    """Everything that was yielded arrives, on the window's thread, before `done`."""
    job = Job(iter(range(1000)))
    ear = Ear(job)
    with qtbot.waitSignal(job.done):
        job.start()

    assert ear.heard == list(range(1000))
    assert ear.threads == {qapp.thread()}
    assert ear.ended == 1
    assert not job.isRunning()


def test_a_function_reports_and_returns(qapp: QApplication, qtbot: QtBot) -> None:
    """What it reports are events, and its result is the last one."""

    def work(report: Any) -> str:
        report(0.5)
        return "result"

    job = Job(work)
    ear = Ear(job)
    with qtbot.waitSignal(job.done):
        job.start()

    assert ear.heard == [0.5, "result"]


@pytest.mark.parametrize(
    ("error", "sentence", "has_report"),
    [
        (DataError("Line 3 has no answer."), "Line 3 has no answer.", False),
        (MemoryError(), OUT_OF_MEMORY, False),
        (KeyError("x"), "The program itself made a mistake: KeyError, 'x'.", True),
    ],
)
def test_an_error_arrives_once_as_a_sentence(
    qapp: QApplication, qtbot: QtBot, error: Exception, sentence: str, has_report: bool
) -> None:
    """What came before it arrives first; a mistake of the program comes with its traceback."""
    job = Job(failing(error))
    ear = Ear(job)
    with qtbot.waitSignal(job.failed):
        job.start()
    qtbot.wait(1)

    assert ear.heard == [1]
    assert ear.sentences == [sentence]
    assert ear.ended == 0
    assert ("Traceback" in job.report) is has_report


def test_nothing_is_heard_of_a_job_that_was_stopped(qapp: QApplication, qtbot: QtBot) -> None:
    """Events that were on their way stay unheard, and the work ends."""
    closed = threading.Event()

    def work() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    job = Job(work())
    ear = Ear(job)
    with qtbot.waitSignal(job.events):
        job.start()
    heard = len(ear.heard)
    job.stop()
    qtbot.waitUntil(lambda: not job.isRunning())
    QCoreApplication.processEvents()

    assert len(ear.heard) == heard
    assert ear.ended == 0
    assert closed.is_set()


def test_a_paused_job_answers_requests_and_goes_no_further(
    qapp: QApplication, qtbot: QtBot
) -> None:
    """A request is answered by one event while the work itself waits."""
    job = Job(echo())
    ear = Ear(job)
    with qtbot.waitSignal(job.events):
        job.start()
    with qtbot.waitSignal(job.paused):
        job.pause()
    reached = ear.heard[-1]
    job.send("hello")
    qtbot.waitUntil(lambda: ear.heard[-1] == "answer to hello")
    job.resume()
    qtbot.waitUntil(lambda: ear.heard[-1] not in (reached, "answer to hello"))

    after = ear.heard[ear.heard.index("answer to hello") + 1]
    assert after == reached + 1
    assert job.close()


def test_a_step_goes_on_to_what_was_asked_for(qapp: QApplication, qtbot: QtBot) -> None:
    """The job waits after the first event of that kind, before and while it runs."""
    job = Job(echo())
    ear = Ear(job)
    job.step(lambda event: event == 5)
    with qtbot.waitSignal(job.paused):
        job.start()

    assert ear.heard == [0, 1, 2, 3, 4, 5]

    with qtbot.waitSignal(job.paused):
        job.step(lambda event: event % 10 == 0)
    assert ear.heard[-1] == 10
    assert job.close()


def test_closing_waits_for_the_thread(qapp: QApplication, qtbot: QtBot) -> None:
    """In any state, running, waiting or ended, and more than once."""
    jobs = [Job(echo()) for _ in range(3)]
    jobs[1].pause()
    for job in jobs:
        job.start()

    assert all(job.close() for job in jobs)
    assert not any(job.isRunning() for job in jobs)
    assert all(job.close() for job in jobs)


def test_a_hundred_jobs_leave_no_thread(qapp: QApplication, qtbot: QtBot) -> None:
    """Start, stop and drop a hundred times; every job is gone in the end."""
    before = threading.active_count()
    for _ in range(100):
        job = Job(echo())
        job.start()
        job.stop()
    del job
    qtbot.waitUntil(lambda: not qapp.findChildren(Job))

    assert threading.active_count() == before
