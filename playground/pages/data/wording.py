"""Names and sentences about how data are read."""

from __future__ import annotations

from engine.data.chunks import Level
from engine.data.dataset import Kind
from engine.data.suggestion import ENCODINGS, encoding_title

KINDS: tuple[tuple[str, object], ...] = (
    ("Running text", "text"),
    ("Pairs", "pairs"),
    ("Labelled lines", "labelled"),
)
LEVELS: tuple[tuple[str, object], ...] = (("Words", "word"), ("Characters", "character"))
PARTS: dict[str, str] = {"train": "Train part", "valid": "Validation part", "test": "Test part"}


def kind_name(kind: Kind) -> str:
    """Return the name of a kind of data."""
    return next((name for name, value in KINDS if value == kind.value), kind.value.capitalize())


def encoding_choices(current: str = "") -> list[tuple[str, object]]:
    """Return the encodings that files usually have, the current one first."""
    names = dict.fromkeys([current, "utf-8", *ENCODINGS] if current else ["utf-8", *ENCODINGS])
    return [(encoding_name(name), name) for name in names]


def encoding_name(encoding: str) -> str:
    """Return the name of an encoding for people."""
    return "UTF-8 with mark" if encoding == "utf-8-sig" else encoding_title(encoding)


def how_read(kind: Kind, level: Level, reverse: bool, fixed_width: bool = True) -> str:
    """Return one sentence about how records become tokens."""
    if kind is Kind.LABELLED:
        return "One line, one text with its label."
    if kind is Kind.PICTURES:
        return "A network looks at a whole picture, then writes its caption word by word."
    if kind is Kind.TEXT:
        if level == "word":
            return "Split at spaces. The end of a line is a token ↵."
        return "Every character is a token, blanks and line ends too."
    signs = (
        "_ starts an answer, ␣ fills it up." if fixed_width else "_ and ↵ stand around an answer."
    )
    if reverse:
        return f"Reversed, first characters come close together. {signs}"
    return f"Fed as it is written. {signs}"
