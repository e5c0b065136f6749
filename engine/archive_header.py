"""The header of a safetensors file, checked before anything is allocated for what it describes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.strict_json import parse_json

LENGTH_SIZE = 8  # bytes: the header's length, little-endian, before the header
MAX_HEADER = 100_000_000  # bytes; the limit of the safetensors library
MAX_DIMENSIONS = 32
MAX_DEPTH = 3
MAX_BYTES = 2**63 - 1  # NumPy's limit, for which sizes of zero count as one

DTYPES = {
    "BOOL": np.dtype("bool"),
    "U8": np.dtype("u1"),
    "I8": np.dtype("i1"),
    "U16": np.dtype("<u2"),
    "I16": np.dtype("<i2"),
    "F16": np.dtype("<f2"),
    "U32": np.dtype("<u4"),
    "I32": np.dtype("<i4"),
    "F32": np.dtype("<f4"),
    "U64": np.dtype("<u8"),
    "I64": np.dtype("<i8"),
    "F64": np.dtype("<f8"),
}


@dataclass(frozen=True)
class Entry:
    """Where one array lies among the bytes after the header."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    begin: int
    end: int


@dataclass(frozen=True)
class ArchiveHeader:
    """What a safetensors file says of itself: its metadata and its arrays in the order of bytes."""

    metadata: Mapping[str, str]
    entries: tuple[Entry, ...]

    @property
    def data_size(self) -> int:
        """How many bytes have to follow the header."""
        return self.entries[-1].end if self.entries else 0

    @classmethod
    def parse(cls, text: bytes) -> ArchiveHeader:
        """Read the header's JSON.

        Raises:
            ValueError: the first thing that is wrong, as half a sentence about the file ("it ...").
        """
        try:
            content = parse_json(text.decode(), max_depth=MAX_DEPTH)
        except (ValueError, RecursionError) as error:
            raise ValueError("its header cannot be read") from error
        if not isinstance(content, dict):
            raise ValueError("its header is not a table")
        metadata = content.pop("__metadata__", {})
        if not _is_text(metadata):
            raise ValueError("its metadata are not text")
        entries = sorted(
            (_entry(name, value) for name, value in content.items()),
            key=lambda entry: (entry.begin, entry.end),
        )
        _check_cover(entries)
        return cls(metadata, tuple(entries))


def _is_text(metadata: Any) -> bool:
    return isinstance(metadata, dict) and all(isinstance(v, str) for v in metadata.values())


def _entry(name: str, value: Any) -> Entry:
    if not isinstance(value, dict) or set(value) != {"dtype", "shape", "data_offsets"}:
        raise ValueError(f"array {name[:40]!r} is not described in full")
    dtype, shape, offsets = value["dtype"], value["shape"], value["data_offsets"]
    if not isinstance(dtype, str) or dtype not in DTYPES:
        raise ValueError(f"array {name[:40]!r} has the unknown type {str(dtype)[:20]!r}")
    if not (_are_sizes(shape) and len(shape) <= MAX_DIMENSIONS):
        raise ValueError(f"array {name[:40]!r} has an impossible shape")
    itemsize = DTYPES[dtype].itemsize
    if math.prod(max(size, 1) for size in shape) * itemsize > MAX_BYTES:
        raise ValueError(f"array {name[:40]!r} has an impossible shape")
    if not (_are_sizes(offsets) and len(offsets) == 2):
        raise ValueError(f"array {name[:40]!r} has an impossible place")
    begin, end = offsets
    if end - begin != math.prod(shape) * itemsize:
        raise ValueError(f"array {name[:40]!r} does not fill its place")
    return Entry(name, DTYPES[dtype], tuple(shape), begin, end)


def _are_sizes(numbers: Any) -> bool:
    return isinstance(numbers, list) and all(
        type(n) is int and 0 <= n <= MAX_BYTES for n in numbers
    )


def _check_cover(entries: list[Entry]) -> None:
    """Raise ValueError unless the arrays lie side by side, without a gap or an overlap."""
    end = 0
    for entry in entries:
        if entry.begin != end:
            raise ValueError(f"array {entry.name[:40]!r} overlaps another or leaves a gap")
        end = entry.end
