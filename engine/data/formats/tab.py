"""Lines whose columns are separated by tabs."""

from __future__ import annotations

from typing import ClassVar

from engine.data.dataset import Kind, Labelled, Pair
from engine.data.formats.base import Document, Parsed, share_of, shown

# What a column of labels looks like: few, short, without blanks, each many times.
MOST_LABELS = 50
LONGEST_LABEL = 30


class TabPairs:
    """Question, tab, answer; further columns are left out, such as a source."""

    kind: ClassVar[Kind] = Kind.PAIRS
    title: ClassVar[str] = "tab-separated pairs"

    def share(self, document: Document) -> float:
        """Count the lines whose first two columns hold something."""
        return share_of(len(_columns(document)), document)

    def parse(self, document: Document) -> Parsed:
        """Take the first two columns of each line."""
        rows, widest = _rows(document, "question", "answer")
        extra = f"Of {widest} columns the first two were used." if widest > 2 else ""
        return Parsed(tuple(Pair(q, a) for q, a in rows), (extra,) if extra else ())


class TabLabelled:
    """Label, tab, text; or text, tab, label."""

    kind: ClassVar[Kind] = Kind.LABELLED
    title: ClassVar[str] = "label and text, tab-separated"

    def share(self, document: Document) -> float:
        """Count as `TabPairs`, by half if the first column cannot be labels."""
        columns = _columns(document)
        share = share_of(len(columns), document)
        # Half the share never convinces by itself, but wins where the user says "labelled".
        return share if _are_labels([first for first, _ in columns]) else share / 2

    def parse(self, document: Document) -> Parsed:
        """Take the label from the column with fewer different values."""
        rows, _ = _rows(document, "label", "text")
        firsts, seconds = zip(*rows, strict=True) if rows else ((), ())
        if len(set(firsts)) <= len(set(seconds)):
            return Parsed(tuple(Labelled(text, label) for label, text in rows))
        return Parsed(tuple(Labelled(text, label) for text, label in rows))


def _columns(document: Document) -> list[list[str]]:
    split = (line.split("\t")[:2] for line in document.beginning)
    return [parts for parts in split if len(parts) == 2 and all(map(str.strip, parts))]


def _are_labels(column: list[str]) -> bool:
    labels = set(column)
    fitting = all(len(label) <= LONGEST_LABEL and " " not in label for label in labels)
    return fitting and 1 < len(labels) <= min(MOST_LABELS, len(column) // 2)


def _rows(document: Document, first: str, second: str) -> tuple[list[tuple[str, str]], int]:
    rows = []
    widest = 0
    for number, line in document.lines():
        parts = [part.strip() for part in line.split("\t")]
        widest = max(widest, len(parts))
        if len(parts) < 2:
            what = f"there is no tab in {shown(line)}. Put one between {first} and {second}."
            raise document.problem(number, what)
        if not (parts[0] and parts[1]):
            empty = second if parts[0] else first
            what = f"the {empty} is empty in {shown(line)}. Fill it in or remove the line."
            raise document.problem(number, what)
        rows.append((parts[0], parts[1]))
    return rows, widest
