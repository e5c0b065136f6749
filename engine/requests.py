"""What can be asked of a run while it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Change:
    """Asks a run to change a live setting, such as "optimizer.learning_rate"."""

    setting: str
    value: float


@dataclass(frozen=True)
class TakeSnapshot:
    """Asks a run for a checkpoint of where it stands."""


@dataclass(frozen=True)
class SetPrompt:
    """Asks a run to let its samples go on from this text; the first comes at once."""

    text: str


@dataclass(frozen=True)
class Inspect:
    """Asks a run for the arrays of one view: "gradients", "units" or "attention"."""

    view: str


Request: TypeAlias = Change | TakeSnapshot | SetPrompt | Inspect
