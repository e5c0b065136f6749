"""Bytes and seconds as large numbers show them."""

from playground.formats import duration

_UNITS = ("B", "kB", "MB", "GB", "TB")


def memory(size: float) -> str:
    """Return bytes as ``8.4 MB``."""
    unit = 0
    while size >= 999.5 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.1f} {_UNITS[unit]}" if size < 99.95 and unit else f"{size:.0f} {_UNITS[unit]}"


def seconds(time: float) -> str:
    """Return a time as ``0.04 s``, ``4.3 s``, ``43 s`` and from two minutes on as ``2:05``."""
    if time >= 119.5:
        return duration(time)
    if time >= 9.95:
        return f"{time:.0f} s"
    return f"{time:.1f} s" if time >= 0.995 else f"{time:.2g} s"
