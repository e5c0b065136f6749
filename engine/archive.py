"""The container of a checkpoint: arrays and facts in one safetensors file with its own checksum."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.archive_bytes import (
    FORMAT,
    KEYS,
    MAX_FACTS_DEPTH,
    NO_DIGEST,
    VERSION,
    archive_bytes,
    digest_of,
)
from engine.archive_header import LENGTH_SIZE, MAX_HEADER, ArchiveHeader
from engine.atomic_file import write_atomically
from engine.errors import CheckpointError
from engine.foreign_files import PREFIX, foreign_kind
from engine.shown_name import shown_name
from engine.strict_json import parse_json

VERSIONS = {str(number) for number in range(1, VERSION + 1)}  # that can be read


@dataclass(frozen=True)
class Archive:
    """Named arrays and the facts about them; `sequence` numbers the archives of one folder."""

    arrays: Mapping[str, np.ndarray]
    facts: dict[str, Any]
    sequence: int = 0


def pack(arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any], sequence: int = 0) -> bytes:
    """Return the bytes of an archive; the same content always gives the same bytes.

    The metadata hold the SHA-256 of the whole file, in which its own 64 digits count as zeros.

    Raises:
        CheckpointError: the facts are too large.
        TypeError, ValueError: an array or a fact is of a kind that a file cannot hold.
    """
    return b"".join(archive_bytes(arrays, facts, sequence))


def unpack(data: bytes | bytearray, name: str = "The checkpoint") -> Archive:
    """Return the archive that `data` holds; every array is a writable copy.

    Raises:
        CheckpointError: it is not an archive, is damaged or is of a newer version; the sentence
            begins with `name`.
    """
    return _read(io.BytesIO(data), len(data), name)


def write_archive(
    path: str | os.PathLike[str],
    arrays: Mapping[str, np.ndarray],
    facts: Mapping[str, Any],
    sequence: int = 0,
) -> None:
    """Write an archive in one step; see `write_atomically`.

    Raises:
        CheckpointError: it could not be written; the file is as it was.
    """
    write_atomically(path, *archive_bytes(arrays, facts, sequence))


def read_archive(path: str | os.PathLike[str]) -> Archive:
    """Read an archive; its arrays are writable views into one buffer as large as the file.

    Raises:
        CheckpointError: the file cannot be read or is not a sound archive.
    """
    name = shown_name(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # opening a pipe could wait for ever
            kind = "a folder" if os.path.isdir(path) else "a device or a pipe"
            raise CheckpointError(f"{name} is {kind}: choose the file of a checkpoint.")
        with open(path, "rb") as file:
            return _read(file, os.fstat(file.fileno()).st_size, name)
    except FileNotFoundError as error:
        raise CheckpointError(f"{name} is not there: choose another file.") from error
    except OSError as error:
        raise CheckpointError(
            f"{name} cannot be read, the system says “{error.strerror or error}”: choose another "
            "file."
        ) from error
    except ValueError as error:
        raise CheckpointError(f"{name} is not the name of a file: choose another file.") from error


def _read(file: io.BufferedIOBase, size: int, name: str) -> Archive:
    """Check the header against the size, then allocate once and check the rest."""
    head = file.read(LENGTH_SIZE)
    length = int.from_bytes(head, "little")
    prefix = head + file.read(min(length, PREFIX - LENGTH_SIZE))
    if prefix[LENGTH_SIZE:][:1] != b"{" or length > MAX_HEADER:
        raise CheckpointError(_not_an_archive(prefix + file.read(PREFIX), name))
    if length > size - LENGTH_SIZE:
        raise CheckpointError(_cut_short(name, size, length + LENGTH_SIZE))
    head = prefix + file.read(length + LENGTH_SIZE - len(prefix))
    try:
        header = ArchiveHeader.parse(head[LENGTH_SIZE:])
        _check_ours(header, name)
        total = len(head) + header.data_size
        if size < total:
            raise CheckpointError(_cut_short(name, size, total))
        if size > total:
            raise ValueError(f"{size - total:,} bytes too many follow its arrays")
        body = np.empty(header.data_size, np.uint8)
        if file.readinto(body.data) < len(body):
            raise ValueError("it became shorter while it was read")
        return _archive(header, head, body)
    except ValueError as error:
        raise CheckpointError(f"{name} is damaged: {error}; open an earlier copy.") from error
    except MemoryError as error:
        raise CheckpointError(
            f"{name} needs {size / 1e6:,.0f} MB of memory, more than is free: close other programs."
        ) from error


def _check_ours(header: ArchiveHeader, name: str) -> None:
    if header.metadata.get("format") != FORMAT:
        raise CheckpointError(
            f"{name} holds weights without a configuration: import them, or open a checkpoint that "
            f"was saved here."
        )
    version = header.metadata.get("version", "")
    if version.isdecimal() and len(version) < 9 and int(version) > VERSION:
        raise CheckpointError(
            f"{name} was saved by a newer version (format {version}; this program reads up to "
            f"{VERSION}): update the program."
        )
    if version not in VERSIONS or set(header.metadata) != KEYS:
        raise ValueError("its metadata are not those of a checkpoint")


def _archive(header: ArchiveHeader, head: bytes, body: np.ndarray) -> Archive:
    """Return the archive once its checksum is proved."""
    digest = header.metadata["sha256"]
    blank = head.replace(f'"sha256":"{digest}"'.encode(), f'"sha256":"{NO_DIGEST}"'.encode(), 1)
    if digest_of(blank, body.data) != digest:
        raise ValueError("its checksum does not match its content")
    facts = parse_json(header.metadata["facts"], max_depth=MAX_FACTS_DEPTH)
    sequence = header.metadata["sequence"]
    if not isinstance(facts, dict) or not sequence.isdecimal() or len(sequence) > 18:
        raise ValueError("its metadata are not those of a checkpoint")
    arrays = {
        entry.name: body[entry.begin : entry.end].view(entry.dtype).reshape(entry.shape)
        for entry in header.entries
    }
    return Archive(arrays, facts, int(sequence))


def _not_an_archive(prefix: bytes, name: str) -> str:
    if not prefix:
        return f"{name} is empty: choose another file."
    kind = foreign_kind(prefix)
    found = f"looks like {kind}, not a checkpoint" if kind else "is not a checkpoint"
    return f"{name} {found}: open a file that was saved here."


def _cut_short(name: str, size: int, total: int) -> str:
    return f"{name} is cut short ({size:,} of {total:,} bytes are there): open an earlier copy."
