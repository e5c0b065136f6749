"""What a preset is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine.run_config import RunConfig

NEXT_WORD = "Predict the next word"
ANSWER = "Turn a question into an answer"
LABEL = "Label a text"
DESCRIBE = "Describe a picture"
BOOK = "Saito, Deep Learning from Scratch 2"


@dataclass(frozen=True)
class Preset:
    """A run's settings with where they come from and what to expect.

    Attributes:
        settings: what differs from the defaults, as plain data.
    """

    name: str
    title: str
    group: str
    summary: str
    source: str
    expect: str
    settings: Mapping[str, Any] = field(repr=False)

    @cached_property
    def config(self) -> RunConfig:
        """The whole configuration."""
        return RunConfig.parse(self.settings)
