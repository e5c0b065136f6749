"""The book's file format for pairs: question and answer, each filled up with blanks."""

from __future__ import annotations

from collections.abc import Iterable

from engine.data.dataset import Pair, Records
from engine.errors import DataError


def padded(rows: Iterable[tuple[str, str]], question: int, answer: int) -> Records:
    """Return pairs filled up to the two widths."""
    return Records(rows=tuple(Pair(q.ljust(question), a.ljust(answer)) for q, a in rows))


def check_count(count: int, possible: int, noun: str, remedy: str) -> None:
    """Refuse to draw more than half of all that exist: what is left out tests the model.

    Raises:
        DataError: too many were asked for.
    """
    if count > possible // 2:
        raise DataError(
            f"{count:,} {noun} were asked for, but only {possible:,} exist and at most half of "
            f"them ({possible // 2:,}) are drawn. Ask for fewer, or {remedy}."
        )
