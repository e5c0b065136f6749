"""How the name of a file stands in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

from engine.shortened import shortened


def shown_name(path: str | os.PathLike[str]) -> str:
    """Return the last part of `path` in quotation marks, shortened, on one line."""
    return f"“{shortened(Path(path).name or str(path))}”"
