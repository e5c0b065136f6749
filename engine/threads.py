"""How many threads matrix products use, in training and afterwards.

Two threads on two free cores finish a large product in two thirds of the time, but a small one
waits longer for its second thread than it works, and when another program takes a core, threads
wait for each other and a run slows down by up to a hundred times. So all begin with one thread, and
for large models a thread per core is soon tried, and again every now and then.
"""

from __future__ import annotations

import os
import statistics
import time
from collections import deque
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, TypeVar

import psutil
from threadpoolctl import ThreadpoolController

from engine.backend import Blueprint
from engine.models.base import Model, Sizes

if TYPE_CHECKING:  # at run time the tasks, which a run is made of, need this module
    from engine.run_config import RunConfig

T = TypeVar("T")

VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
SMALL = 4_000_000  # multiply-adds of the largest product: below, one thread was as fast as two
CACHED = 500_000  # weights that one core's cache holds: more are read faster by two
WINDOW = 5  # updates whose median is compared: one slow update says nothing
PROBE = 3  # updates that try the other choice
SLOW = 2.0  # times the usual duration, twice in a row: then the other choice is tried at once
INTERVAL = 20.0  # seconds until it is tried again
MARGIN = 0.9  # it is taken if it needs less than this share of the time


def threads_for(config: RunConfig, sizes: Sizes) -> tuple[int, ...]:
    """Return the numbers of threads that a run may use, the one to begin with first.

    None at all where the user's environment decides, one where the settings or the size of the
    model do.
    """
    if config.threads:
        return (config.threads,)
    steps, batch_size = config.task.update_shape(sizes)
    return choices_for(config.model.build(sizes, Blueprint()), steps * batch_size)


def choices_for(model: Model, rows: int) -> tuple[int, ...]:
    """Return the same for a model that computes so many rows at once: tokens, answers, scores."""
    if any(name in os.environ for name in VARIABLES):
        return ()
    shapes = model.parameters.shapes.values()
    largest = max((shape[-1] * shape[-2] for shape in shapes if len(shape) > 1), default=0)
    cores = psutil.cpu_count(logical=False) or 1
    is_small = rows * largest < SMALL and largest < CACHED
    return (1,) if is_small or cores == 1 else (1, cores)


class BlasThreads:
    """Hold the number of BLAS threads of this process while some work lasts; then put it back.

    There is one number for the whole process, so one holds it at a time: text that is generated
    while a run learns leaves it to the run, and a run that starts beside it takes over later.
    """

    _free = Lock()

    def __init__(self, choices: tuple[int, ...]) -> None:
        self._choices = choices
        self._limits: Any = None
        self._recent: deque[float] = deque(maxlen=WINDOW)
        self._probe: list[float] | None = None
        self._usual: float | None = None
        self._next_try = 0.0
        self._holds = False
        self._take()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.restore()

    def _take(self) -> bool:
        """Begin with the first choice unless somebody else holds the number; return whether."""
        if self._choices and not self._holds and self._free.acquire(blocking=False):
            self._holds = True
            self._controller = ThreadpoolController()
            self._set(self._choices[0])
        return self._holds

    def note(self, seconds: float) -> int | None:
        """Hear how long an update took; return the number of threads if it has just changed."""
        if len(self._choices) < 2 or not (self._holds or self._take()):
            return None
        if self._probe is not None:
            self._probe.append(seconds)
            is_hopeless = seconds > SLOW * statistics.median(self._recent)
            return self._decide() if is_hopeless or len(self._probe) == PROBE else None
        self._recent.append(seconds)
        if self._has_slowed_down() or self._is_time():
            self._probe = []
            self._set(self._choices[1])
        return None

    def timed(self, pieces: Iterable[T]) -> Iterator[T]:
        """Pass on the pieces of some work, all of about the same size, and note each one's time."""
        started = time.perf_counter()
        for piece in pieces:
            yield piece
            ended = time.perf_counter()
            self.note(ended - started)
            started = ended

    def _has_slowed_down(self) -> bool:
        """Tell whether threads have begun to wait for each other; forget how it was before."""
        last = [*self._recent][-2:]
        if self._usual is None or len(last) < 2 or min(last) <= SLOW * self._usual:
            return False
        self._recent.clear()
        self._recent.extend(last)
        self._usual = min(last)
        return True

    def _is_time(self) -> bool:
        if len(self._recent) < WINDOW:
            return False
        if self._usual is None or time.monotonic() > self._next_try:
            self._usual = statistics.median(self._recent)
            return True
        return False

    def _decide(self) -> int | None:
        """Keep the faster choice; the slower one is tried again later."""
        now, tried = statistics.median(self._recent), statistics.median(self._probe or [])
        self._probe, self._next_try = None, time.monotonic() + INTERVAL
        self._recent.clear()
        if tried >= MARGIN * now:
            self._set(self._choices[0])
            return None
        self._choices = self._choices[::-1]
        self._usual = tried
        return self._choices[0]

    def _set(self, count: int) -> None:
        self._unset()
        self._limits = self._controller.limit(limits=count, user_api="blas")

    def _unset(self) -> None:
        if self._limits is not None:
            self._limits.restore_original_limits()
            self._limits = None

    def restore(self) -> None:
        """Put back the number of threads from before."""
        self._unset()
        if self._holds:
            self._holds = False
            self._free.release()
