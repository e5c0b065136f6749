"""How the learning rate changes while a run goes on."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from engine.config import Config, setting
from engine.registry import Registry


@dataclass(frozen=True)
class Moment:
    """Where a run stands: epochs done (with their fraction), epochs planned, validation losses."""

    epoch: float
    epochs: int
    valid_losses: Sequence[float] = ()


class ScheduleConfig(Config):
    """Base of the schedules' configs."""

    kind: str

    def factor(self, moment: Moment) -> float:
        """Return what the learning rate is multiplied by."""
        raise NotImplementedError

    def follow(self) -> Callable[[Moment], float]:
        """Return `factor` for the moments of one run, in their order."""
        return self.factor


SCHEDULES: Registry[ScheduleConfig] = Registry("schedule")


@SCHEDULES.register
class ConstantConfig(ScheduleConfig):
    """The learning rate stays as it is."""

    kind: Literal["constant"] = "constant"

    def factor(self, moment: Moment) -> float:
        return 1.0


@SCHEDULES.register
class StepConfig(ScheduleConfig):
    """The learning rate is divided after every epoch, once the first ones are over."""

    kind: Literal["step"] = "step"
    start: int = setting(
        4, "Full rate for", unit="epochs", help="How long nothing is divided.", low=0, high=10_000,
        basic=False,
    )  # fmt: skip
    divisor: float = setting(
        2.0, "Then divide by", help="What each later epoch divides the learning rate by.", low=1,
        high=100, basic=False,
    )  # fmt: skip

    def factor(self, moment: Moment) -> float:
        return float(self.divisor ** -max(0, math.floor(moment.epoch) - self.start + 1))


@SCHEDULES.register
class PlateauConfig(ScheduleConfig):
    """The learning rate is divided whenever validation does not improve."""

    kind: Literal["plateau"] = "plateau"
    divisor: float = setting(
        4.0, "Divide by", help="What the learning rate is divided by each time.", low=1, high=100,
        basic=False, book=4.0,
    )  # fmt: skip
    patience: int = setting(
        1,
        "After",
        unit="evaluations without improvement",
        help="How often in a row validation may fail to improve.",
        low=1,
        high=100,
        basic=False,
        book=1,
    )

    def factor(self, moment: Moment) -> float:
        return self.follow()(moment)

    def follow(self) -> Callable[[Moment], float]:
        return _Plateaus(self.divisor, self.patience).factor


class _Plateaus:
    """Count how often validation did not improve; each loss is looked at once in a run."""

    def __init__(self, divisor: float, patience: int) -> None:
        self._divisor, self._patience = divisor, patience
        self._best = math.inf
        self._seen = self._waited = self._divisions = 0

    def factor(self, moment: Moment) -> float:
        for loss in moment.valid_losses[self._seen :]:
            self._waited = 0 if loss < self._best else self._waited + 1
            self._best = min(self._best, loss)
            if self._waited == self._patience:
                self._divisions, self._waited = self._divisions + 1, 0
        self._seen = len(moment.valid_losses)
        return float(self._divisor**-self._divisions)


@SCHEDULES.register
class CosineConfig(ScheduleConfig):
    """The learning rate falls to nothing along half a wave. Source: Loshchilov & Hutter 2017."""

    kind: Literal["cosine"] = "cosine"

    def factor(self, moment: Moment) -> float:
        return 0.5 * (1 + math.cos(math.pi * min(1.0, moment.epoch / moment.epochs)))
