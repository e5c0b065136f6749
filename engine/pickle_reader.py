"""Read the arrays of a pickle, such as the book's weight files, without the pickle module."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from engine.errors import CheckpointError
from engine.foreign_files import foreign_kind
from engine.pickle_machine import PickleMachine
from engine.pickle_objects import PickleDamagedError, PickledArray, PickleRefusedError
from engine.shown_name import shown_name

MAX_FILE_BYTES = 256 * 1024**2
MAX_ARRAYS = 100

Arrays = list[NDArray[Any]] | dict[str, NDArray[Any]]


def read_pickled_arrays(path: str | os.PathLike[str]) -> Arrays:
    """Return the arrays of a pickled list, tuple or dictionary, in the file's own precision.

    Of a dictionary only the entries that are arrays are returned. Nothing that the file names is
    imported or looked up: an allow-list for `pickle.load` would not do, because NumPy itself can
    be made to crash by a state that does not fit the shape.

    Raises:
        CheckpointError: the file cannot be read, is damaged or too large, or holds more than that.
    """
    name = shown_name(path)
    data = _read(Path(path), name)
    try:
        return _arrays(PickleMachine(data).run(), len(data))
    except PickleRefusedError as refused:
        kind = foreign_kind(data[:1024]) if isinstance(refused, PickleDamagedError) else None
        if kind and kind != "a Python pickle":
            raise CheckpointError(f"{name} is {kind}, not a pickle of weight arrays.") from None
        raise CheckpointError(f"{name} {refused}.") from None


def _read(path: Path, name: str) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a FIFO would wait for ever
            kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a file of bytes"
            raise CheckpointError(f"{name} is {kind}; choose a .pkl file of weights.")
        if status.st_size > MAX_FILE_BYTES:
            raise CheckpointError(
                f"{name} has {status.st_size / 1024**2:,.0f} MiB, above the limit of "
                f"{MAX_FILE_BYTES // 1024**2} MiB for pickled weights."
            )
        with path.open("rb") as file:
            data = file.read(status.st_size)
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise CheckpointError(f"{name} cannot be opened: {reason}.") from None
    if not data:
        raise CheckpointError(f"{name} is empty; choose a .pkl file of weights.")
    return data


def _arrays(content: object, file_bytes: int) -> Arrays:
    if isinstance(content, list | tuple):
        found = _checked(list(content), file_bytes)
        return [found[id(entry)] for entry in content]
    if isinstance(content, dict):
        named = {
            key: value
            for key, value in content.items()
            if isinstance(key, str) and isinstance(value, PickledArray)
        }
        found = _checked(list(named.values()), file_bytes)
        return {key: found[id(array)] for key, array in named.items()}
    raise PickleRefusedError("holds neither a list nor a dictionary of arrays")


def _checked(entries: list[Any], file_bytes: int) -> dict[int, NDArray[Any]]:
    """Return NumPy's array for each stand-in, by its id: a tied weight stays one array.

    Entries that are no arrays are refused, and arrays larger together than their file, which are
    made of the same bytes over and over.
    """
    if not entries:
        raise PickleRefusedError("holds no arrays")
    if len(entries) > MAX_ARRAYS:
        raise PickleRefusedError(
            f"holds {len(entries):,} entries, above the limit of {MAX_ARRAYS} arrays"
        )
    for place, entry in enumerate(entries, start=1):
        if not isinstance(entry, PickledArray):
            raise PickleRefusedError(f"holds something other than an array as entry {place}")
    different = {id(entry): entry for entry in entries}
    total = sum(array.byte_count for array in different.values())
    if total > file_bytes:
        raise PickleRefusedError(
            f"repeats its arrays to {total:,} bytes, more than the {file_bytes:,} that it has"
        )
    return {key: array.to_numpy() for key, array in different.items()}
