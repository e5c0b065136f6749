"""Events as plain values, to be compared."""

from dataclasses import asdict

from engine.events import Event


def told(event: Event) -> tuple[object, ...]:
    """Return what an event says, all but the time it took."""
    said = asdict(event)
    said.pop("checkpoint", None)
    said.pop("seconds", None)
    best = said.get("best")
    if isinstance(best, dict):
        best.pop("seconds")
    return type(event).__name__, said
