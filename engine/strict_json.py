"""Read JSON that a stranger may have written."""

from __future__ import annotations

import json
import re
from typing import Any

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


def parse_json(text: str, *, max_depth: int) -> Any:
    """Return what `text` stands for.

    Raises:
        ValueError: it is not JSON, names a key twice or is nested deeper than `max_depth`.
    """
    check_depth(text, max_depth)  # first, because the parser calls itself for every level
    return json.loads(text, object_pairs_hook=_unique)


def check_depth(text: str, max_depth: int) -> None:
    """Raise ValueError if `text` opens more than `max_depth` brackets inside one another."""
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > max_depth:
            raise ValueError(f"its data are nested deeper than {max_depth} levels")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        raise ValueError("its data name a key twice")
    return result
