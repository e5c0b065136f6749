"""From bytes to text: a byte order mark, then strict UTF-8, then a suggestion to confirm."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from engine.data.chunks import Report
from engine.data.files import Name, check_file
from engine.data.text_reader import EncodingError, TextReader
from engine.errors import DataError
from engine.shown_name import shown_name

__all__ = ["Decoded", "EncodingError", "read_text"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Python can also decode these, but they are ways of writing names or strings, not texts.
NOT_OF_FILES = ("idna", "punycode", "raw-unicode-escape", "unicode-escape")


@dataclass(frozen=True)
class Decoded:
    """A text whose line ends are all "\\n", the encoding found, and what there is to tell."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def read_text(path: Name, encoding: str = "", progress: Report | None = None) -> Decoded:
    """Read a whole file; `progress` hears the share done and may raise to cancel.

    Args:
        encoding: the one the user confirmed; "" looks for a byte order mark and else takes UTF-8.

    Raises:
        EncodingError: the bytes do not fit.
        DataError: the file cannot be read or is not text.
    """
    size = check_file(path)
    if encoding:
        _check_name(encoding)
    reader = TextReader(path, encoding or _found_encoding(path))
    text = ""
    for piece in reader.pieces():
        # Python lets a string grow in its place where nothing else holds it. Joining a list of all
        # pieces would take the memory twice, and keep other threads waiting while it lasts.
        text += piece
        if progress and piece:
            progress(min(reader.position / size, 1.0))
    if not text or text.isspace():
        raise DataError(
            f"{shown_name(path)} holds nothing but blanks and line ends ({size:,} bytes). "
            "Choose a file with text in it."
        )
    return Decoded(text, reader.encoding, reader.notes())


def _check_name(encoding: str) -> None:
    try:
        known = codecs.lookup(encoding).name not in NOT_OF_FILES
        b"a".decode(encoding)
    except UnicodeDecodeError:
        pass
    except (LookupError, ValueError):
        known = False
    if not known:
        raise DataError(
            f"There is no text encoding called {encoding!r}. Leave it empty for UTF-8, or name "
            "one such as cp949, shift_jis or cp1252."
        )


def _found_encoding(path: Name) -> str:
    with Path(path).open("rb") as file:
        head = file.read(4)
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), "utf-8")
