"""Where a run stands: the plain values that a checkpoint keeps beside the arrays."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.events import Evaluated


@dataclass
class Window:
    """Sums over the updates since the last evaluation, in float64."""

    nats: float = 0.0
    count: int = 0
    correct: float = 0.0
    measured: int = 0

    def add(self, loss: float, count: int, correct: float | None) -> None:
        """Take in one update."""
        self.nats += loss * count
        self.count += count
        if correct is not None:
            self.correct += correct
            self.measured += count

    @property
    def loss(self) -> float:
        """Mean nats per token."""
        return self.nats / self.count

    @property
    def accuracy(self) -> float | None:
        """Share of tokens ranked first, over the updates where it was measured."""
        return self.correct / self.measured if self.measured else None


@dataclass
class Standing:
    """Where a run stands, apart from its arrays: plain values that a checkpoint keeps."""

    step: int = 0
    tokens: int = 0
    seconds: float = 0.0
    learning_rate: float = 0.0
    max_grad_norm: float = 0.0
    waited: int = 0
    window: Window = field(default_factory=Window)
    best: Evaluated | None = None
    good_step: int = 0

    @property
    def live_settings(self) -> dict[str, float]:
        """The settings that were perhaps changed while the run went on, by their dotted names."""
        return {
            "optimizer.learning_rate": self.learning_rate,
            "training.max_grad_norm": self.max_grad_norm,
        }
