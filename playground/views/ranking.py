"""How surprising a token was, in words."""

from engine.generation import Token

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def surprise_sentence(token: Token, unit: str) -> str:
    """Return "4.6 bits of surprise, the 5th likeliest word" for a token of a unit."""
    place = "" if token.rank == 1 else f"{ordinal(token.rank)} "
    return f"{token.surprisal:.1f} bits of surprise, the {place}likeliest {unit}"


def ordinal(number: int) -> str:
    """Return 2nd for 2, 11th for 11."""
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"{number:,}{ending}"
