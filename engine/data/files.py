"""Look at a file before it is read: whether it can be, and what it will take."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from engine.errors import DataError
from engine.shortened import shortened
from engine.shown_name import shown_name

Name = str | os.PathLike[str]

SAMPLE = 65_536

# First bytes by which files that are no text give themselves away.
SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x93NUMPY", "a NumPy array"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    *((bytes([0x80, protocol]), "a Python pickle") for protocol in range(2, 6)),
)


def check_file(path: Name) -> int:
    """Return the size of a file in bytes, once it is sure that text can be read from it.

    Raises:
        DataError: it is missing, no ordinary file, not allowed, empty or of a binary format.
    """
    name = shown_name(path)
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise DataError(f"{name} is a folder. Choose a file in it.")
        if not stat.S_ISREG(found.st_mode):
            raise DataError(f"{name} is a pipe or a device, not an ordinary file. Choose a file.")
        with open(path, "rb") as file:
            head = file.read(16)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None
    if not head:
        raise DataError(f"{name} is empty (0 bytes). Choose a file with text in it.")
    for signature, noun in SIGNATURES:
        if head.startswith(signature):
            raise DataError(
                f"{name} is {noun}, not text, as its first bytes say "
                f"(0x{signature[:4].hex()} at byte 0). Choose a text file."
            )
    return found.st_size


def unreadable(path: Name, error: OSError | ValueError) -> DataError:
    """Return the sentence for what the system said against a path."""
    name = shown_name(path)
    if isinstance(error, FileNotFoundError):
        folder = shortened(os.path.abspath(os.path.dirname(path)))
        return DataError(f"There is no file {name} in “{folder}”. Choose it where it is now.")
    if isinstance(error, PermissionError):
        return DataError(
            f"{name} may not be read by you. Change its permissions, or choose another file."
        )
    reason = getattr(error, "strerror", None) or str(error)
    return DataError(f"{name} cannot be read: {reason}. Choose another file.")


def needed_bytes(path: Name) -> int:
    """Estimate how much memory reading a file takes at most, from its size and its beginning.

    While the pieces of a text are joined it is in memory twice, with one, two or four bytes for
    each character, as its widest character needs.

    Raises:
        DataError: as `check_file`.
    """
    size = check_file(path)
    with Path(path).open("rb") as file:
        head = file.read(SAMPLE)
    text = head.decode("utf-8", "replace")
    widest = ord(max(text))
    width = 1 if widest < 0x100 else 2 if widest < 0x10000 else 4
    return 2 * width * -(-size * len(text) // len(head))
