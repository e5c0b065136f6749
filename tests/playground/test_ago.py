"""How long ago something was is said by its largest unit."""

import pytest

from playground.ago import ago


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a moment ago"),
        (59.9, "a moment ago"),
        (60, "1 minute ago"),
        (3599, "59 minutes ago"),
        (7300, "2 hours ago"),
        (86_400, "1 day ago"),
        (4e6, "46 days ago"),
    ],
)
def test_the_largest_unit_says_it(seconds: float, words: str) -> None:
    """One is singular."""
    assert ago(seconds) == words
