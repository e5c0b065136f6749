"""What the numbers were computed with: they depend, in their last bits, on the BLAS."""

from __future__ import annotations

import platform
from functools import cache

import numpy as np
from threadpoolctl import threadpool_info


def about_this_machine() -> dict[str, str]:
    """Return processor, Python, NumPy, BLAS kernel and number of BLAS threads, in words."""
    blas = next((lib for lib in threadpool_info() if lib["user_api"] == "blas"), {})
    return _fixed() | {
        "blas": f"{blas.get('internal_api', 'unknown')} {blas.get('version', '')}".strip(),
        "blas_kernel": str(blas.get("architecture", "unknown")),
        "blas_threads": str(blas.get("num_threads", "unknown")),
    }


@cache
def _fixed() -> dict[str, str]:
    return {
        "processor": _processor(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            names = (line for line in info if line.startswith("model name"))
            return next(names, "").partition(":")[2].strip() or platform.processor()
    except OSError:
        return platform.processor() or platform.machine()
