"""Tokens that have no ink of their own, as signs."""

_SIGNS = {"<eos>": "↵", "\n": "↵", " ": "␣", "\t": "⇥"}


def shown_token(text: str) -> str:
    """Return a token as it stands alone, where a blank or a line end would show nothing."""
    return _SIGNS.get(text, text)


def ends_line(text: str) -> bool:
    """Tell whether the text goes on in a new line after this token."""
    return _SIGNS.get(text) == "↵"
