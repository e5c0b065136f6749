"""Other programs on this machine."""

from __future__ import annotations


def is_alive(process: str) -> bool:
    """Tell whether a process of this number runs; what is no number is none."""
    import psutil  # late: the first picture does not need it

    return process.isdigit() and psutil.pid_exists(int(process))
