"""How the name of a file stands in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

LONGEST = 60


def shown_name(path: str | os.PathLike[str]) -> str:
    """Return the last part of `path` in quotation marks, shortened, on one line."""
    name = Path(path).name or str(path)
    name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
    if len(name) > LONGEST:
        name = f"{name[: LONGEST // 2]}…{name[-LONGEST // 2 :]}"
    return f"“{name}”"
