"""Beginnings and questions to start from, taken from the data that are loaded."""

import re
from itertools import islice

from engine import Dataset
from engine.data.dataset import Kind, Labelled, Pair, Records

_PIECE = 400  # characters looked at for each beginning
_WORDS, _LONGEST = 3, 24


def openings(dataset: Dataset | None, count: int = 3) -> tuple[str, ...]:
    """Return the first words of a few lines of a text, from all over it."""
    if dataset is None or dataset.kind is not Kind.TEXT:
        return ()
    text = _first_part(dataset).text
    found: dict[str, None] = {}
    for k in range(count):
        place = len(text) * k // count
        piece = text[place : place + _PIECE]
        if place:  # which may lie within a word
            piece = "".join(re.split(r"\s", piece, maxsplit=1)[1:])
        lines = piece.splitlines()
        whole = lines[1 if place else 0 :] or lines
        fresh = (b for line in whole if (b := _beginning(line)) and b not in found)
        found.update(dict.fromkeys(islice(fresh, 1)))
    return tuple(found)


def _beginning(line: str) -> str:
    """Return the first words of a line, without a sign at their end; nothing if they are long."""
    words = line.split()[:_WORDS]
    while words and not words[-1][-1].isalnum():
        words.pop()
    beginning = " ".join(words)
    return beginning if len(words) > 1 and len(beginning) <= _LONGEST else ""


def questions(dataset: Dataset | None, count: int = 3) -> tuple[str, ...]:
    """Return a few questions of a set of pairs: a short one, a middling one, a long one."""
    if dataset is None or dataset.kind is not Kind.PAIRS:
        return ()
    rows = _first_part(dataset).rows[:200]
    asked = {row.question.strip() for row in rows if isinstance(row, Pair)}
    ordered = sorted(asked, key=lambda question: (len(question), question))
    if len(ordered) <= count:
        return tuple(ordered)
    return tuple(ordered[k * (len(ordered) - 1) // (count - 1)] for k in range(count))


def lines(dataset: Dataset | None, longest: int, count: int = 3) -> tuple[str, ...]:
    """Return the first short texts of labelled lines, of another label each as far as there are."""
    if dataset is None or dataset.kind is not Kind.LABELLED:
        return ()
    rows = [row for row in _first_part(dataset).rows[:2000] if isinstance(row, Labelled)]
    short = [row for row in rows if len(row.text) <= longest]
    of_each = {row.label: row.text for row in reversed(short)}
    return tuple(dict.fromkeys([*of_each.values(), *(row.text for row in short)]))[:count]


def _first_part(dataset: Dataset) -> Records:
    return next(iter(dataset.parts.values()))
