"""The bytes of an archive: what is written, and over what the checksum goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import safetensors.numpy

from engine.archive_header import DTYPES, LENGTH_SIZE, MAX_HEADER
from engine.atomic_file import Buffer
from engine.errors import CheckpointError
from engine.strict_json import check_depth

FORMAT = "recurrent-playground"
VERSION = 2  # 1 held evaluations among the facts
MAX_FACTS_DEPTH = 64
KEYS = {"format", "version", "sequence", "facts", "sha256"}
NO_DIGEST = "0" * 64


def archive_bytes(
    arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any], sequence: int
) -> tuple[Buffer, Buffer]:
    """Return an archive as its header and its data, so that the data need not be copied.

    Raises:
        CheckpointError: the facts are too large.
        TypeError, ValueError: an array or a fact is of a kind that a file cannot hold.
    """
    text = json.dumps(facts)
    check_depth(text, MAX_FACTS_DEPTH)
    data = safetensors.numpy.save({name: _plain(name, array) for name, array in arrays.items()})
    end = LENGTH_SIZE + int.from_bytes(data[:LENGTH_SIZE], "little")
    body = memoryview(data)[end:]
    metadata = {"format": FORMAT, "version": str(VERSION), "sequence": str(sequence), "facts": text}
    entries = json.loads(data[LENGTH_SIZE:end])  # the library writes metadata in random order

    def head(digest: str) -> bytes:
        table = {"__metadata__": {**metadata, "sha256": digest}, **entries}
        header = json.dumps(table, separators=(",", ":")).encode()
        header += b" " * (-len(header) % 8)  # the arrays begin at a multiple of eight
        return len(header).to_bytes(LENGTH_SIZE, "little") + header

    blank = head(NO_DIGEST)
    if len(blank) > MAX_HEADER:
        raise CheckpointError(
            f"The checkpoint describes itself in {len(blank):,} bytes and may use {MAX_HEADER:,}: "
            "choose a smaller vocabulary."
        )
    return head(digest_of(blank, body)), body


def _plain(name: str, array: np.ndarray) -> np.ndarray:
    if name == "__metadata__" or array.dtype not in DTYPES.values():
        raise TypeError(f"cannot store the array {name!r} of type {array.dtype}")
    return np.asarray(array, order="C")


def digest_of(head: bytes, body: Buffer) -> str:
    """Return the SHA-256 of an archive whose own digest in `head` is `NO_DIGEST`."""
    digest = hashlib.sha256(head)
    digest.update(body)
    return digest.hexdigest()
