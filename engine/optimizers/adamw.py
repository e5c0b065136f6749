"""Adaptive moments with weights that decay by themselves."""

from __future__ import annotations

from typing import Literal

from engine.backend import Backend
from engine.config import setting
from engine.optimizers.adam import Adam, AdamConfig
from engine.optimizers.base import OPTIMIZERS
from engine.parameter import Parameters


@OPTIMIZERS.register
class AdamWConfig(AdamConfig):
    """Adam that also pulls every weight towards zero a little."""

    kind: Literal["adamw"] = "adamw"  # type: ignore[assignment]
    weight_decay: float = setting(
        0.01, "Weight decay", help="How strongly weights are pulled towards zero.", low=0, high=1,
        basic=False,
    )  # fmt: skip

    def build(self, parameters: Parameters, backend: Backend) -> AdamW:
        return AdamW(parameters, backend, self.beta1, self.beta2, self.weight_decay)


class AdamW(Adam):
    """Adam with decoupled weight decay. Source: Loshchilov & Hutter 2019."""

    def __init__(
        self, parameters: Parameters, backend: Backend, beta1: float, beta2: float, decay: float
    ) -> None:
        super().__init__(parameters, backend, beta1, beta2)
        self.weight_decay = decay
