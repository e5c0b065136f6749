"""On what a measurement was made, and whether it was alone there."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version

from engine.about import about_this_machine

BUSY = 0.5  # load average above which another program takes a good part of a core


def load_average() -> float | None:
    """Return how many processes wanted to run, over the last minute; None where it is not told."""
    try:
        return round(os.getloadavg()[0], 2)
    except (AttributeError, OSError):
        return None


def warning(load: float | None) -> str | None:
    """Return a sentence if the machine is too busy for its figures to mean anything."""
    if load is None or load <= BUSY:
        return None
    return (
        f"Warning: the load average is {load:.2f}, so other programs are at work and the figures "
        f"mean little. Measure on an idle machine, at most {BUSY}."
    )


def describe_machine() -> dict[str, str]:
    """Return processor, cores, Python, NumPy, BLAS kernel and PyTorch, in words."""
    about = about_this_machine()
    about["cores"] = str(os.cpu_count())
    try:
        about["pytorch"] = version("torch")
    except PackageNotFoundError:
        about["pytorch"] = "not installed"
    return about


def machine_line(about: dict[str, str]) -> str:
    """Return the machine in one line."""
    return (
        f"{about['processor']}, {about['cores']} cores; Python {about['python']}, "
        f"NumPy {about['numpy']} with {about['blas']} ({about['blas_kernel']}, "
        f"{about['blas_threads']} threads), PyTorch {about['pytorch']}"
    )
