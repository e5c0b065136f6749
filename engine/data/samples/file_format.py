"""How the records of a sample stand in its file."""

from __future__ import annotations

from engine.data.dataset import Kind, Records


def as_text(kind: Kind, records: Records) -> str:
    """Return the text of a file: the book's lines for pairs, a tab after the label otherwise."""
    if kind is Kind.TEXT:
        return records.text
    if kind is Kind.PAIRS:
        return "".join(f"{question}_{answer}\n" for question, answer in records.rows)
    return "".join(f"{label}\t{text}\n" for text, label in records.rows)
