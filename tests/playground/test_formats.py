"""Numbers are written as the whole window writes them."""

import pytest

from playground.formats import count, duration, percent, significant


def test_unknown_is_a_dash() -> None:
    """What is not known yet is never shown as 0."""
    assert {count(None), percent(None), duration(None), significant(None)} == {"–"}


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (58.4, "0:58"), (92, "1:32"), (3723, "1:02:03")]
)
def test_times_are_minutes_and_seconds(seconds: float, text: str) -> None:
    """Hours appear only where there are some."""
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(10001.6, "10,002"), (152.73, "152.7"), (1.0349, "1.035"), (float("inf"), "∞")],
)
def test_perplexities_have_four_digits(number: float, text: str) -> None:
    """A perplexity shows as many digits as mean something."""
    assert significant(number) == text


def test_shares_are_percent_with_a_space() -> None:
    """A share is written as 4.8 %."""
    assert percent(0.048) == "4.8 %"
    assert count(929589) == "929,589"
