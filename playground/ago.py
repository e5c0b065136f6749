"""How long ago something was, in words."""

STEPS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))  # seconds


def ago(seconds: float) -> str:
    """Return ``a moment ago``, ``1 minute ago``, ``5 hours ago``; only the largest unit."""
    for length, unit in STEPS:
        number = int(seconds // length)
        if number:
            return f"{number} {unit}{'s' if number > 1 else ''} ago"
    return "a moment ago"
