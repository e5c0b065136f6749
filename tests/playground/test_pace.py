"""How fast a run is, and how long it will take."""

import pytest

from playground import pace
from playground.pace import Pace


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that stands until its one number is changed."""
    now = [0.0]
    monkeypatch.setattr(pace.time, "monotonic", lambda: now[0])
    return now


def test_the_rate_follows_and_the_time_left_does_not_jump(clock: list[float]) -> None:
    """A slow moment shows in the rate at once; the time left is that of the last half minute."""
    followed, step = Pace(), 0
    for second in range(40):
        clock[0] = float(second)
        step += 10 if second < 36 else 1
        followed.add(step, float(second))

    assert followed.updates_per_second == pytest.approx(1)
    assert followed.seconds_left(1000) == pytest.approx(1000 * 30 / (26 * 10 + 4))


def test_nothing_is_known_at_first(clock: list[float]) -> None:
    """One moment has no pace; after a pause there is none again."""
    followed = Pace()
    assert (followed.updates_per_second, followed.seconds_left(10)) == (None, None)
    followed.add(1, 0.5)
    assert (followed.updates_per_second, followed.seconds_left(10)) == (None, None)
    clock[0] = 2.0
    followed.add(5, 2.5)
    assert followed.updates_per_second == pytest.approx(2)
    followed.clear()
    assert followed.seconds_left(10) is None
