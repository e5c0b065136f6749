"""Which settings of a config a form shows, in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engine.config import Config, Setting


@dataclass(frozen=True)
class Section:
    """Some settings under a heading.

    A path that leads to a nested config stands for all that is in it; with ``.*`` after it, for
    its settings alone and not for the choice of its variant. What an earlier path has named is
    not shown twice, and a path that this config does not have is passed over.
    """

    title: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One setting and the way to it, such as ``training.epochs``; `basic` with its parents."""

    path: str
    setting: Setting
    basic: bool


def sections_of(config: Config) -> tuple[Section, ...]:
    """Return a section for the settings of a config itself and one for each nested config."""
    own: list[Setting] = []
    nested: list[Setting] = []
    for setting in config.settings():
        is_nested = isinstance(getattr(config, setting.name), Config) and setting.registry is None
        (nested if is_nested else own).append(setting)
    first = Section("", tuple(setting.name for setting in own))
    others = (Section(setting.title, (f"{setting.name}.*",)) for setting in nested)
    return (first, *others)


def outline(config: Config, sections: Sequence[Section]) -> list[tuple[str, list[Field]]]:
    """Return the heading and the fields of each section."""
    seen: set[str] = set()
    made = []
    for section in sections:
        fields = [field for path in section.paths for field in _fields(config, path)]
        fresh = []
        for field in fields:
            if field.path not in seen:
                seen.add(field.path)
                fresh.append(field)
        made.append((section.title, fresh))
    return made


def value_at(config: Config, path: str) -> Any:
    """Return the value at the end of a path; LookupError if the config has no such setting."""
    here: Any = config
    for name in path.split("."):
        if not isinstance(here, Config) or name not in type(here).model_fields:
            raise LookupError(path)
        here = getattr(here, name)
    return here


def _fields(config: Config, path: str) -> Iterator[Field]:
    inner_only = path.endswith(".*")
    path = path.removesuffix(".*")
    *way, name = path.split(".")
    here: Any = config
    basic = True
    for step in way:
        if not isinstance(here, Config) or step not in type(here).model_fields:
            return
        basic = basic and here.setting(step).basic
        here = getattr(here, step)
    if isinstance(here, Config) and name in type(here).model_fields:
        prefix = "".join(f"{step}." for step in way)
        yield from _expand(here, name, prefix, basic, inner_only)


def _expand(
    parent: Config, name: str, prefix: str, basic: bool, inner_only: bool = False
) -> Iterator[Field]:
    setting, value = parent.setting(name), getattr(parent, name)
    basic = basic and setting.basic
    if not isinstance(value, Config):
        yield Field(prefix + name, setting, basic)
        return
    if setting.registry is not None and not inner_only:
        yield Field(prefix + name, setting, basic)
    for inner in value.settings():
        yield from _expand(value, inner.name, f"{prefix}{name}.", basic)
