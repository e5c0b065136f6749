"""What the numbers were computed with: they depend, in their last bits, on the BLAS."""

from __future__ import annotations

import platform
from functools import cache
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info

from engine.blas import processor


def about_this_machine() -> dict[str, str]:
    """Return processor, Python, NumPy, BLAS kernel and number of BLAS threads, in words."""
    libraries: list[dict[str, Any]] = threadpool_info()
    blas = next((lib for lib in libraries if lib["user_api"] == "blas"), {})
    return _fixed() | {
        "blas": f"{blas.get('internal_api', 'unknown')} {blas.get('version', '')}".strip(),
        "blas_kernel": str(blas.get("architecture", "unknown")),
        "blas_threads": str(blas.get("num_threads", "unknown")),
    }


@cache
def _fixed() -> dict[str, str]:
    return {
        "processor": processor(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
