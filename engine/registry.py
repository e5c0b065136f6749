"""Name -> config class: the one mechanism by which cells, models, tasks and the rest are chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from engine.errors import ConfigError
from engine.shortened import shortened

if TYPE_CHECKING:
    from engine.config import Config

C = TypeVar("C", bound="Config")


class Registry(Mapping[str, type[C]], Generic[C]):
    """The variants of one choice, in the order in which they are offered.

    A config field annotated with the registry holds any of them and is written as a dictionary
    whose "kind" names the variant:

        cell: Annotated[CellConfig, CELLS] = setting(LSTMConfig(), "Cell")
    """

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._classes: dict[str, type[C]] = {}

    def register(self, config_class: type[C]) -> type[C]:
        """Add a config class under the default of its field `kind`; use as a decorator."""
        self._classes[config_class.model_fields["kind"].default] = config_class
        return config_class

    def __getitem__(self, kind: str) -> type[C]:
        return self._classes[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._classes)

    def __len__(self) -> int:
        return len(self._classes)

    def parse(self, value: Any) -> Any:
        """Return the config that `value`, a kind, a dictionary or a config, stands for.

        Raises:
            ConfigError: there is no such kind, or one of its settings is wrong.
        """
        if isinstance(value, str):
            value = {"kind": value}
        if not isinstance(value, dict):
            return value
        kind = value.get("kind")
        if not isinstance(kind, str) or kind not in self._classes:
            known = ", ".join(self._classes)
            raise ConfigError(
                f"{shortened(repr(kind))} is not a known {self.noun}. Choose one of {known}."
            )
        return self._classes[kind].parse(value)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            self.parse,
            core_schema.is_instance_schema(source),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda config: config.model_dump(mode="json")
            ),
        )
