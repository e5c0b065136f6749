"""How many threads the matrix products of a run use.

Two threads on two free cores finish a large product in two thirds of the time, but a small one
waits longer for its second thread than it works, and when another program takes a core, threads
wait for each other and a run slows down by up to a hundred times. So small models get one thread,
large ones a thread per core, and a run that collapses goes on with one.
"""

from __future__ import annotations

import os
import statistics
from collections import deque

import psutil
from threadpoolctl import threadpool_limits

from engine.backend import Blueprint
from engine.models.base import Sizes
from engine.run_config import RunConfig

VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
SMALL = 4_000_000  # multiply-adds of the largest product: below, one thread was as fast as two
COLLAPSE = 4.0  # times the usual duration of an update
WINDOW = 9  # updates whose median is compared: one slow update says nothing


def threads_for(config: RunConfig, sizes: Sizes) -> int | None:
    """Return how many threads suit a run; None where the user's environment decides.

    The answer depends on the settings and the computer alone, never on a measurement: with another
    number of threads the last bits of a product differ.
    """
    if config.threads:
        return config.threads
    if any(name in os.environ for name in VARIABLES):
        return None
    shapes = config.model.build(sizes, Blueprint()).parameters.shapes.values()
    steps, batch_size = config.task.update_shape(sizes)
    largest = max((shape[-1] * shape[-2] for shape in shapes if len(shape) > 1), default=0)
    if steps * batch_size * largest < SMALL:
        return 1
    return psutil.cpu_count(logical=False) or 1


class BlasThreads:
    """Hold the number of BLAS threads of this process while a run lasts; then put it back."""

    def __init__(self, count: int | None) -> None:
        self.count = count
        self._limits = threadpool_limits(count, user_api="blas") if count else None
        self._recent: deque[float] = deque(maxlen=WINDOW)
        self._usual: float | None = None

    def note(self, seconds: float) -> bool:
        """Hear how long an update took; return whether the threads have just been given up."""
        self._recent.append(seconds)
        if self.count in (None, 1) or len(self._recent) < WINDOW:
            return False
        median = statistics.median(self._recent)
        if self._usual is None or median < self._usual:
            self._usual = median
        if median < COLLAPSE * self._usual:
            return False
        self.restore()
        self.count = 1
        self._limits = threadpool_limits(1, user_api="blas")
        return True

    def restore(self) -> None:
        """Put back the number of threads from before."""
        if self._limits is not None:
            self._limits.restore_original_limits()
            self._limits = None
