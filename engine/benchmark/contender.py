"""One of those whose speed is compared, in a process of its own."""

from __future__ import annotations

import gc
import multiprocessing
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Self, TypeAlias

Work: TypeAlias = Callable[[], object]

WARM_UP = 3  # calls before the first turn: buffers are made, code paths and caches are warm
FEWEST = 3  # calls of one turn, however long they take


class AbsentError(Exception):
    """A contender cannot take part; the text says why."""


@dataclass(frozen=True)
class Contender:
    """Something that does the work: `prepare(*arguments)` returns it, ready to be called.

    `prepare` is a function of a module, so that another process can import it. It raises
    AbsentError where what it needs is not there.
    """

    name: str
    prepare: Callable[..., Work]
    arguments: tuple[Any, ...] = ()


class Racer:
    """A contender in its process: libraries, threads and memory are not shared with the others.

    The processes are children of this one and inherit its environment, so all that is
    compared runs with the same choice of matrix kernels.
    """

    def __init__(self, contender: Contender) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, contender), daemon=True)
        self._process.start()
        theirs.close()

    def wait(self) -> Self:
        """Return when the contender is warm.

        Raises:
            AbsentError: it cannot take part.
        """
        reason = self._receive()
        if reason:
            self.close()
            raise AbsentError(reason)
        return self

    def turn(self, seconds: float) -> float:
        """Let it work for some time; return the median of its calls in milliseconds."""
        self._connection.send(seconds)
        return float(self._receive())

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def _receive(self) -> Any:
        try:
            return self._connection.recv()
        except EOFError:
            raise AbsentError("its process ended before its time") from None


def _serve(connection: Connection, contender: Contender) -> None:
    """Prepare the work, then do a turn of it whenever one is asked for."""
    try:
        work = contender.prepare(*contender.arguments)
        for _ in range(WARM_UP):
            work()
    except AbsentError as error:
        connection.send(str(error))
        return
    gc.collect()
    gc.disable()
    connection.send("")
    while True:
        try:
            seconds = connection.recv()
        except EOFError:
            return
        connection.send(time_calls(work, seconds))


def time_calls(work: Work, seconds: float, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the median time of a call in milliseconds; the first call does not count.

    It brings back to the caches what the others' turns have driven out.
    """
    work()
    taken: list[float] = []
    ends = clock() + seconds
    while len(taken) < FEWEST or clock() < ends:
        started = clock()
        work()
        taken.append(clock() - started)
    return 1000 * statistics.median(taken)
