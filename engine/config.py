"""The base of all configs: frozen pydantic models whose fields carry what a form has to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.errors import ConfigError
from engine.registry import Registry
from engine.shortened import shortened

Scale = Literal["linear", "log"]


@dataclass(frozen=True)
class Setting:
    """What a form, a tooltip and a command line need to know of one field."""

    name: str
    title: str
    help: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    scale: Scale = "linear"
    basic: bool = True
    live: bool = False
    choices: tuple[Any, ...] = ()
    registry: Registry[Any] | None = None
    book: Any = None
    default: Any = None
    annotation: Any = None


def setting(
    default: Any,
    title: str,
    *,
    help: str = "",
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    scale: Scale = "linear",
    basic: bool = True,
    live: bool = False,
    book: Any = None,
) -> Any:
    """Return a pydantic field that knows how to show itself.

    `low` and `high` are inclusive; `basic` puts it into the short form; `live` means that it can
    be changed while a run goes on; `book` is the value in "Deep Learning from Scratch 2".
    """
    extra = {"unit": unit, "scale": scale, "basic": basic, "live": live, "book": book}
    return Field(
        default=default,
        title=title,
        description=help,
        ge=low,
        le=high,
        json_schema_extra=extra,
        validate_default=False,
    )


class Config(BaseModel):
    """Frozen settings; a change is a new config. Unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def settings(cls) -> tuple[Setting, ...]:
        """Return what is known of each field but `kind`, in order."""
        return tuple(cls.setting(name) for name in cls.model_fields if name != "kind")

    @classmethod
    def setting(cls, name: str) -> Setting:
        """Return what is known of one field."""
        field = cls.model_fields[name]
        limits = {k: getattr(m, k) for m in field.metadata for k in ("ge", "le") if hasattr(m, k)}
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        registries = [m for m in field.metadata if isinstance(m, Registry)]
        is_literal = getattr(field.annotation, "__origin__", None) is Literal
        return Setting(
            name=name,
            title=field.title or name,
            help=field.description or "",
            low=limits.get("ge"),
            high=limits.get("le"),
            choices=get_args(field.annotation) if is_literal else (),
            registry=registries[0] if registries else None,
            default=field.get_default(),
            annotation=field.annotation,
            **extra,  # type: ignore[arg-type]
        )

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Self:
        """Return the config that plain data stands for.

        Raises:
            ConfigError: the first thing that is wrong, in one sentence.
        """
        try:
            return cls.model_validate(dict(data))
        except ValidationError as error:
            raise ConfigError(cls._sentence(error)) from None

    def changed(self, **changes: Any) -> Self:
        """Return a copy with some dotted fields changed, everything checked again.

        `config.changed(seed=7)` or `config.changed(**{"training.epochs": 10})`. A variant may be
        given by its kind alone: `optimizer="sgd"` and `optimizer.kind="sgd"` say the same.

        Raises:
            ConfigError: a name is unknown or a value is out of range.
        """
        data = self.model_dump(mode="json")
        for dotted, value in changes.items():
            *path, last = dotted.split(".")
            here = data
            for name in path:
                if not isinstance(here.get(name), dict):
                    raise ConfigError(f"There is no setting “{dotted}”.")
                here = here[name]
            if last == "kind" and here.get(last) != value:
                here.clear()  # another variant has other fields
            plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
            is_kind = isinstance(plain, str) and isinstance(here.get(last), dict)
            here[last] = {"kind": plain} if is_kind else plain
        return self.parse(data)

    @classmethod
    def _sentence(cls, error: ValidationError) -> str:
        first = error.errors()[0]
        path = shortened(".".join(str(part) for part in first["loc"]))
        about = cls._find(first["loc"])
        if first["type"] == "extra_forbidden":
            return f"There is no setting “{path}”."
        if about is None:
            return first["msg"].removeprefix("Value error, ") + "."
        value, name = shortened(str(first["input"])), f"{about.title} ({path})"
        if first["type"] == "less_than_equal":
            return f"{name}: {value} is above the limit of {in_full(about.high)}. {advice(about)}"
        if first["type"] == "greater_than_equal":
            return f"{name}: {value} is below the limit of {in_full(about.low)}. {advice(about)}"
        return f"{name}: {shortened(repr(first['input']))} does not fit. {advice(about)}"

    @classmethod
    def _find(cls, path: tuple[int | str, ...]) -> Setting | None:
        here: Any = cls
        about = None
        for part in path:
            if not (isinstance(here, type) and issubclass(here, Config)):
                return about
            if part not in here.model_fields:
                return about
            about = here.setting(str(part))
            here = about.annotation
        return about


def advice(about: Setting) -> str:
    """Return the sentence that says which values a setting takes."""
    choices = about.registry or about.choices
    if choices:
        return f"Choose one of {', '.join(map(str, choices))}."
    if isinstance(about.annotation, type) and issubclass(about.annotation, Config):
        return "Enter its settings by name."
    if about.annotation is bool:
        return "Choose true or false."
    if about.annotation is str:
        return "Enter a text."
    noun = "whole number" if about.annotation is int else "number"
    if about.low is not None and about.high is not None:
        return f"Enter a {noun} from {in_full(about.low)} to {in_full(about.high)}."
    return f"Enter a {noun}, {in_full(about.low or 0)} or more."


def in_full(number: float | None) -> str:
    """Return a limit as a person writes it: 4,294,967,295 and 0.000001."""
    return f"{number:,.10f}".rstrip("0").rstrip(".")
