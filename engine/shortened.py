"""How a text of somebody else's stands in a sentence."""

from __future__ import annotations

LONGEST = 60


def shortened(text: str) -> str:
    """Return a text on one line, what cannot be printed replaced, its middle left out if long."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"
