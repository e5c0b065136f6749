"""What is kept of one run to compare it with others."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine import RunConfig
from engine.events import Evaluated
from engine.score import Score


@dataclass(eq=False)
class RunRecord:
    """The settings and evaluations of a run: plain values, no weights.

    Attributes:
        name: what the user calls it. preset, data: titles.
        ending: "going on", "stopped", "finished", "diverged" or "opened".
        gradients: norms of its gradient from the first time step to the last, as they were when
            it was last inspected; empty before.
    """

    name: str
    preset: str
    data: str
    config: RunConfig
    ending: str = "going on"
    evaluations: list[Evaluated] = field(default_factory=list)
    gradients: tuple[float, ...] = ()

    @property
    def best(self) -> Evaluated | None:
        """Its best evaluation; the last one where nothing was validated."""
        last = self.evaluations[-1] if self.evaluations else None
        return next((event for event in reversed(self.evaluations) if event.best), last)

    @property
    def score(self) -> Score | None:
        """How good it was at its best."""
        best = self.best
        return None if best is None else best.valid or best.train

    @property
    def epochs(self) -> float:
        """Epochs up to its last evaluation."""
        return self.evaluations[-1].epoch if self.evaluations else 0.0

    @property
    def seconds(self) -> float:
        """Training time up to its last evaluation."""
        return self.evaluations[-1].seconds if self.evaluations else 0.0

    def go_back(self, step: int) -> None:
        """Forget what came after a step, before the run goes on from there."""
        self.evaluations = [event for event in self.evaluations if event.step <= step]
