"""How well a model does, and by which protocol."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """How well a model does on one part of the data.

    Attributes:
        split: "train", "valid", "test" or "all".
        protocol: how it was measured, in words; scores by different protocols do not compare.
        loss: mean nats per token.
        accuracy: the task's headline share: next tokens, whole answers or lines that are right;
            None where it was not measured.
        token_accuracy: share of single tokens of answers that are right, for sequence to sequence.
        count: how many of `unit` the score is a mean over.
    """

    split: str
    protocol: str
    loss: float
    accuracy: float | None
    count: int
    unit: str
    token_accuracy: float | None = None

    @property
    def perplexity(self) -> float:
        """exp of the mean loss; infinite where that is beyond every float."""
        return math.exp(self.loss) if self.loss < 700 else math.inf
