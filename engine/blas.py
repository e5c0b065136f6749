"""Choosing the fastest matrix products that this processor has, before NumPy is imported.

NumPy's OpenBLAS picks its kernels by the processor's model and, on many AMD processors, picks the
AVX2 ones although AVX-512 is there: matrix products then take nearly twice as long. The variable
OPENBLAS_CORETYPE overrides its choice, but only before NumPy is imported; so the entry points call
`prepare` first. Which choice is faster is measured once per machine and remembered.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

VARIABLE = "OPENBLAS_CORETYPE"
CANDIDATE = "SkylakeX"  # OpenBLAS's name for its AVX-512 kernels
GAIN = 1.1  # how much faster the candidate must be to be chosen
SECONDS = 20  # after which a measurement has gone wrong

# Runs in a process of its own; the smallest of several times is the least disturbed one.
_MEASUREMENT = """
import time, numpy as np
a = np.ones((640, 640), np.float32)
a @ a
def once():
    start = time.perf_counter()
    a @ a
    return time.perf_counter() - start
print(min(once() for _ in range(20)))
"""


def prepare(*, wait: bool = True) -> None:
    """Set up the environment of NumPy's BLAS for this process and those it starts.

    What the user has set is left alone. Nothing happens once NumPy is imported.

    Args:
        wait: whether the first start on a machine waits the second that measuring takes;
            otherwise it is measured on the side and the next start profits.
    """
    if VARIABLE in os.environ or "numpy" in sys.modules or not _has_avx512():
        return
    choice = _remembered()
    if choice is None:
        if not wait:
            _measure_on_the_side()
            return
        choice = measure()
    if choice:
        os.environ[VARIABLE] = choice


def measure() -> str:
    """Compare the kernels, remember the faster one and return its name, "" for OpenBLAS's own."""
    own, candidate = _seconds(""), _seconds(CANDIDATE)
    choice = CANDIDATE if own and candidate and own > GAIN * candidate else ""
    path = _memory()
    with suppress(OSError):  # then it is measured again next time
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"processor": processor(), "choice": choice}), encoding="utf-8")
    return choice


@cache
def processor() -> str:
    """Return the processor's name."""
    return _cpu_info("model name") or platform.processor() or platform.machine()


def _has_avx512() -> bool:
    return "avx512f" in _cpu_info("flags").split()


@cache
def _cpu_info(key: str) -> str:
    """Return one line of what Linux tells of the first processor; empty elsewhere."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            lines = (line.partition(":") for line in info)
            return next((value.strip() for name, _, value in lines if name.strip() == key), "")
    except OSError:
        return ""


def _memory() -> Path:
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("recurrent-playground", appauthor=False)
    except RuntimeError:  # a user without a home
        folder = Path(os.devnull)
    return folder / "blas.json"


def _remembered() -> str | None:
    try:
        found = json.loads(_memory().read_text(encoding="utf-8"))
        return str(found["choice"]) if found["processor"] == processor() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _seconds(choice: str) -> float | None:
    """Return how long a product takes with these kernels; None if that cannot be told."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    if choice:
        environment[VARIABLE] = choice
    try:
        done = subprocess.run(
            [sys.executable, "-c", _MEASUREMENT],
            env=environment, capture_output=True, text=True, timeout=SECONDS, check=True,
        )  # fmt: skip
        return float(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None


def _measure_on_the_side() -> None:
    with suppress(OSError):  # a start without the faster kernels is still a start
        subprocess.Popen(
            [sys.executable, "-m", "engine.blas"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip


if __name__ == "__main__":
    measure()
