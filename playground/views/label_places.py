"""Where labels go that would lie on each other."""

from collections.abc import Sequence


def spread(
    wanted: Sequence[float], gap: float, low: float, high: float, taken: Sequence[float] = ()
) -> list[float]:
    """Return a place near each wanted one, all at least ``gap`` apart and from low to high.

    Earlier ones choose first. ``taken`` places keep the same distance. Where there is no room
    left, a label keeps the place that it wanted.
    """
    placed: list[float] = []
    for place in wanted:
        inside = min(max(place, low), high)
        others = [*taken, *placed]
        free = [
            candidate
            for candidate in (inside, *(o - gap for o in others), *(o + gap for o in others))
            if low <= candidate <= high
            and all(abs(candidate - other) >= gap - 1e-6 for other in others)
        ]
        placed.append(min(free, key=lambda candidate: abs(candidate - inside), default=inside))
    return placed
