"""Read weights that another program has written, whichever of the known ones it was."""

from __future__ import annotations

import os
from pathlib import Path

from engine.book_import import import_book_weights
from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset
from engine.data.sources import DataConfig
from engine.interchange import import_torch_weights

TORCH_SUFFIXES = (".safetensors", ".pt", ".pth", ".bin")


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
    is_torch = Path(path).suffix.lower() in TORCH_SUFFIXES
    read = import_torch_weights if is_torch else import_book_weights
    return read(path, dataset, data=data)
