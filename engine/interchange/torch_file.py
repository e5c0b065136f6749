"""Read a safetensors file that may have been written by any program."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import numpy as np

from engine.archive_bytes import FORMAT, MAX_FACTS_DEPTH
from engine.archive_header import LENGTH_SIZE, MAX_HEADER, ArchiveHeader
from engine.errors import CheckpointError
from engine.foreign_files import PREFIX, foreign_kind
from engine.interchange.torch_layers import Arrays
from engine.shown_name import shown_name
from engine.strict_json import parse_json


@dataclass(frozen=True)
class TorchFile:
    """Arrays in float32 by name, and what the file says of them if this program exported it.

    Attributes:
        name: of the file, as sentences show it.
        facts: those of a checkpoint; None in a file of another program.
        called: what the file calls an array, where that is not its name here.
    """

    name: str
    arrays: Arrays
    facts: dict[str, Any] | None
    called: dict[str, str]

    def shown(self, name: str) -> str:
        """Return an array's name in the file, in quotation marks."""
        return f"“{self.called.get(name, name)}”"

    def matrix(self, name: str) -> np.ndarray:
        """Return an array of two dimensions.

        Raises:
            CheckpointError: it is missing, or of another shape.
        """
        array = self.arrays.get(name)
        if array is None or array.ndim != 2 or not array.size:
            found = "there is none" if array is None else f"it has the shape {array.shape}"
            raise CheckpointError(
                f"{self.name} should hold a matrix called {self.shown(name)}, but {found}. Choose "
                f"another file."
            )
        return array

    def renamed(self, modules: Mapping[str, str]) -> TorchFile:
        """Return the same with other names of modules; sentences go on calling them as it does."""
        arrays, called = {}, {}
        for name, array in self.arrays.items():
            module, _, part = name.rpartition(".")
            new = f"{modules[module]}.{part}" if module in modules else name
            arrays[new], called[new] = array, name
        return replace(self, arrays=arrays, called=called)


def read_torch_file(path: str | os.PathLike[str]) -> TorchFile:
    """Read a file of weights.

    Raises:
        CheckpointError: it cannot be read, is of another format, is damaged, or is a checkpoint.
    """
    name = shown_name(path)
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # opening a pipe could wait for ever
            raise CheckpointError(f"{name} is a folder or a device. Choose a file of weights.")
        with open(path, "rb") as file:
            return _read(file, os.fstat(file.fileno()).st_size, name)
    except OSError as error:
        raise CheckpointError(
            f"{name} cannot be opened: {error.strerror or error}. Choose another file."
        ) from None
    except ValueError as error:
        raise CheckpointError(f"{name} cannot be read: {error}. Choose another file.") from None


def _read(file: BinaryIO, size: int, name: str) -> TorchFile:
    """Check the header against the size, then read the rest."""
    prefix = file.read(PREFIX)
    length = int.from_bytes(prefix[:LENGTH_SIZE], "little")
    if prefix[LENGTH_SIZE:][:1] != b"{" or length > MAX_HEADER:
        raise CheckpointError(_not_safetensors(prefix, name))
    file.seek(LENGTH_SIZE)
    begin = LENGTH_SIZE + length
    if size < begin:
        raise CheckpointError(_cut_short(name, size, begin))
    header = ArchiveHeader.parse(file.read(length))
    if header.metadata.get("format") == FORMAT:
        raise CheckpointError(f"{name} is a model that this program saved. Open it as a model.")
    total = begin + header.data_size
    if size < total:
        raise CheckpointError(_cut_short(name, size, total))
    body = np.fromfile(file, np.uint8, header.data_size)
    arrays = {}
    for entry in header.entries:
        array = body[entry.begin : entry.end].view(entry.dtype).reshape(entry.shape)
        with np.errstate(over="ignore", invalid="ignore"):  # what does not fit shows as infinite
            arrays[entry.name] = array.astype(np.float32)
        if not np.isfinite(arrays[entry.name]).all():
            raise ValueError(f"“{entry.name}” holds numbers that are not finite")
    facts = header.metadata.get(FORMAT)
    parsed = None if facts is None else parse_json(facts, max_depth=MAX_FACTS_DEPTH)
    if parsed is not None and not isinstance(parsed, dict):
        raise ValueError("its metadata are not a table")
    return TorchFile(name, arrays, parsed, {})


def _not_safetensors(prefix: bytes, name: str) -> str:
    kind = foreign_kind(prefix) if prefix else "empty"
    if kind == "a PyTorch file":
        return (
            f"{name} is a PyTorch file: opening it can run a program that is hidden in it, so it "
            f"is not opened. Convert it with PyTorch: safetensors.torch.save_file("
            f"torch.load(“model.pt”, weights_only=True), “model.safetensors”)."
        )
    return (
        f"{name} is {kind or 'damaged or of another format'}, not a safetensors file of weights. "
        f"Choose another file."
    )


def _cut_short(name: str, size: int, total: int) -> str:
    return f"{name} is cut short: {size:,} of {total:,} bytes are there. Fetch the whole file."
