"""Take over the weights of a file whose model is known, or say what does not fit."""

from __future__ import annotations

import numpy as np

from engine.backend import Blueprint
from engine.errors import CheckpointError
from engine.interchange.torch_file import TorchFile
from engine.interchange.torch_layers import Arrays
from engine.interchange.torch_names import from_torch_names, to_torch_names, torch_shapes
from engine.models import ModelConfig
from engine.models.base import Sizes


def fitting_weights(file: TorchFile, model: ModelConfig, sizes: Sizes) -> Arrays:
    """Return the weights of `model` by our names.

    Raises:
        CheckpointError: an array is missing, has another shape or has no place in the model.
    """
    _check_size(file, model, sizes)
    _check_arrays(file, torch_shapes(model, sizes))
    weights = from_torch_names(model, file.arrays)
    for name, array in to_torch_names(model, weights).items():
        if array.ndim > 1 and not np.array_equal(array, file.arrays[name]):
            raise CheckpointError(
                f"{file.shown(name)} of {file.name} has to repeat other numbers of the file, for "
                f"tied weights are one table here and two directions are added, but it holds "
                f"others. Choose another file."
            )
    return weights


def _check_size(file: TorchFile, model: ModelConfig, sizes: Sizes) -> None:
    """Refuse a few bytes that speak of a huge model before memory is taken for its names."""
    count = model.build(sizes, Blueprint()).parameters.count
    found = sum(array.size for array in file.arrays.values())
    if count > 2 * found + 1000:
        raise CheckpointError(
            f"{file.name} holds {found:,} numbers, but the model it speaks of needs {count:,}. "
            f"Choose a whole file."
        )


def _check_arrays(file: TorchFile, expected: dict[str, tuple[int, ...]]) -> None:
    for name, shape in expected.items():
        if name not in file.arrays:
            raise CheckpointError(
                f"{file.name} lacks {file.shown(name)} of the shape {shape}, which belongs to its "
                f"other arrays. Choose a whole file."
            )
        if file.arrays[name].shape != shape:
            raise CheckpointError(
                f"{file.shown(name)} of {file.name} should have the shape {shape} beside the other "
                f"arrays, but has {file.arrays[name].shape}. Choose another file."
            )
    unknown = sorted(file.arrays.keys() - expected.keys())
    if unknown:
        raise CheckpointError(
            f"{file.name} holds {file.shown(unknown[0])}, for which the model of its other "
            f"{len(expected)} arrays has no place. Choose another file, or one without it."
        )
