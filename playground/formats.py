"""Numbers as the window writes them."""

UNKNOWN = "–"
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")  # for powers of ten


def count(number: float | None) -> str:
    """Return a whole number with commas, or a dash for one that is not known."""
    return UNKNOWN if number is None else f"{round(number):,}"


def percent(share: float | None, digits: int = 1) -> str:
    """Return a share from 0 to 1 in percent, such as ``4.8 %``."""
    return UNKNOWN if share is None else f"{100 * share:.{digits}f} %"


def duration(seconds: float | None) -> str:
    """Return a time as ``0:58`` or ``1:02:03``."""
    if seconds is None:
        return UNKNOWN
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def significant(number: float | None, digits: int = 4) -> str:
    """Return a number to ``digits`` digits: ``10,002``, ``152.7``, ``1.035``, ``1.2e-05``."""
    if number is None or number != number:
        return UNKNOWN
    if number in (float("inf"), float("-inf")):
        return "∞" if number > 0 else "−∞"
    size = abs(number)
    if size >= 10 ** (digits - 1):
        return f"{number:,.0f}" if size < 1e9 else f"{number:.{digits - 1}g}"
    return f"{number:.{digits}g}"
