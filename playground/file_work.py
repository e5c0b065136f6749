"""What is done with files away from the window's thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playground.job import Report

ONNX = ".onnx"


def load_model(path: Path, report: Report) -> Any:
    """Return the checkpoint in a file."""
    from engine import load_checkpoint

    return load_checkpoint(path)


def import_weights(path: Path, dataset: Any, data: Any, report: Report) -> Any:
    """Return the checkpoint of weights that another program has written."""
    from engine import import_weights

    return import_weights(path, dataset, data=data)


def save_model(checkpoint: Any, path: Path, report: Report) -> Path:
    """Write a checkpoint; return where it is."""
    from engine import save_checkpoint

    save_checkpoint(checkpoint, path)
    return path


def export_model(checkpoint: Any, path: Path, report: Report) -> None:
    """Write a model for another program, which one the end of the file's name tells."""
    from engine import export_onnx, export_torch_weights

    export = export_onnx if path.suffix == ONNX else export_torch_weights
    export(checkpoint, path)
