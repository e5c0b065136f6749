"""Where the settings of several runs differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from engine.config import Config
from playground.editors.about import variant_title


class Difference(NamedTuple):
    """One setting with its value in each config; None where a config has no such setting."""

    dotted: str
    title: str
    values: tuple[Any, ...]


def differences(configs: Sequence[Config]) -> list[Difference]:
    """Return the settings that are not the same in all configs, in the order of the form."""
    flat = [dict(_settings(config)) for config in configs]
    names = list(dict.fromkeys(name for settings in flat for name in settings))
    found = []
    for name in names:
        values = tuple(settings[name][1] if name in settings else None for settings in flat)
        if any(value != values[0] for value in values):
            title = next(settings[name][0] for settings in flat if name in settings)
            found.append(Difference(name, title, values))
    return found


def _settings(config: Config, prefix: str = "") -> Iterator[tuple[str, tuple[str, Any]]]:
    """Yield (dotted name, (title, value)); a variant is told by its kind and its own settings."""
    for about in config.settings():
        value, name = getattr(config, about.name), f"{prefix}{about.name}"
        if not isinstance(value, Config):
            yield name, (about.title, value)
            continue
        if about.registry is not None:
            yield f"{name}.kind", (about.title, variant_title(type(value)))
        yield from _settings(value, f"{name}.")
