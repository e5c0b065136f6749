"""What several commands need."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.checkpoint import Checkpoint, load_checkpoint
from engine.errors import ConfigError
from engine.keeping import recover

F = TypeVar("F", bound=Callable[..., Any])

MODEL_FILE = "model.safetensors"
BEST_FILE = "best.safetensors"  # the same with the weights of the best evaluation
AUTOSAVE = "autosave"  # the folder of a run that is under way, or was cut off

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object per line."
)


def print_json(data: dict[str, Any]) -> None:
    """Print one object on one line, at once: a reader may be waiting for it."""
    click.echo(json.dumps(data, ensure_ascii=False, allow_nan=False))


def open_checkpoint(path: str) -> Checkpoint:
    """Read a checkpoint from a file, or the newest from the folder that `train --out` wrote.

    Raises:
        CheckpointError: there is none that can be read.
    """
    for folder in (Path(path) / AUTOSAVE, Path(path)):
        checkpoint, damaged = recover(folder)
        for sentence in damaged:
            click.echo(sentence, err=True)
        if checkpoint is not None:
            return checkpoint
    inside = Path(path) / MODEL_FILE
    return load_checkpoint(inside if inside.is_file() else path)


def parse_settings(pairs: tuple[str, ...]) -> dict[str, Any]:
    """Return `name=value` texts as settings; a value is read as JSON where it is JSON.

    Raises:
        ConfigError: a text has no "=".
    """
    settings: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise ConfigError(f"“{pair}” sets nothing. Write it as name=value.")
        try:
            settings[name.strip()] = json.loads(value)
        except json.JSONDecodeError:
            settings[name.strip()] = value
    return settings
