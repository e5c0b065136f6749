"""Read weights that another program has written, whichever of the known ones it was."""

from __future__ import annotations

import os
from pathlib import Path

from engine.archive_header import LENGTH_SIZE
from engine.book_import import import_book_weights
from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset
from engine.data.sources import DataConfig
from engine.interchange import import_torch_weights

TORCH_SUFFIXES = (".safetensors", ".pt", ".pth", ".bin")  # the last three only to be refused


def import_weights(
    path: str | os.PathLike[str], dataset: Dataset | None = None, *, data: DataConfig | None = None
) -> Checkpoint:
    """Return the model in a file of the book's program, or of PyTorch in safetensors.

    Args:
        dataset: what the model was trained on; not needed for a file that this program exported.
        data: where the data set comes from; the files it was read from, if left out.

    Raises:
        CheckpointError: the file holds no model of this program, or the data do not belong to it.
    """
    is_torch = Path(path).suffix.lower() in TORCH_SUFFIXES or _is_safetensors(Path(path))
    read = import_torch_weights if is_torch else import_book_weights
    return read(path, dataset, data=data)


def _is_safetensors(path: Path) -> bool:
    """Tell it from the first bytes: a length, then a table."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(LENGTH_SIZE + 1)[LENGTH_SIZE:] == b"{"
    except (OSError, ValueError):
        return False  # the reader of pickles has a sentence for it
