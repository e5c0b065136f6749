"""One configuration, measured side by side and held against its limits."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from engine.benchmark import book, ours, products, pytorch
from engine.benchmark.configurations import Configuration
from engine.benchmark.contender import AbsentError, Contender
from engine.benchmark.timing import Race, Timing, race

OURS, PRODUCTS, PYTORCH, BOOK = "ours", "matrix products", "PyTorch", "book"
THREADS = (1, 2)  # whichever is faster counts


@dataclass(frozen=True)
class Comparison:
    """What was measured of one configuration, by contender, and who could not take part."""

    configuration: Configuration
    timings: dict[str, Timing]
    absent: dict[str, str]

    def best(self, who: str) -> str | None:
        """Return the name of a contender's fastest number of threads; None if it was not there."""
        names = [name for name in self.timings if name.startswith(who)]
        return min(names, key=lambda name: self.timings[name].median, default=None)

    @property
    def to_pytorch(self) -> float | None:
        """How many times as long as PyTorch's best ours takes."""
        return self._ratio(self.best(PYTORCH))

    @property
    def to_products(self) -> float | None:
        """How many times as long as the matrix products alone ours takes."""
        return self._ratio(self.best(PRODUCTS))

    @property
    def is_within_limits(self) -> bool:
        """Whether no ratio that was measured is above its limit."""
        limits = self.configuration.limits
        pairs = ((self.to_pytorch, limits.to_pytorch), (self.to_products, limits.to_products))
        return all(ratio is None or ratio <= limit for ratio, limit in pairs)

    def to_json(self) -> dict[str, Any]:
        """Return everything as plain data."""
        return {
            "configuration": self.configuration.name,
            "title": self.configuration.title,
            "milliseconds": {name: asdict(timing) for name, timing in self.timings.items()},
            "absent": self.absent,
            "to_pytorch": self.to_pytorch,
            "to_products": self.to_products,
            "limits": asdict(self.configuration.limits),
            "is_within_limits": self.is_within_limits,
        }

    def _ratio(self, name: str | None) -> float | None:
        if name is None:
            return None
        return self.timings[OURS].median / self.timings[name].median


def contenders(configuration: Configuration, folder: Path | None = None) -> list[Contender]:
    """Return all that make the update of a configuration; `folder`: of the book's code."""
    found = [Contender(OURS, ours.prepare, (configuration,))]
    for who, prepare in ((PRODUCTS, products.prepare), (PYTORCH, pytorch.prepare)):
        for threads in THREADS:
            name = f"{who}, {threads} thread{'s' * (threads > 1)}"
            found.append(Contender(name, prepare, (configuration, threads)))
    if folder is not None:
        found.append(Contender(BOOK, book.prepare, (configuration, folder)))
    return found


def compare(configuration: Configuration, rounds: int, folder: Path | None = None) -> Comparison:
    """Measure one configuration.

    Raises:
        AbsentError: ours itself did not run.
    """
    result: Race = race(contenders(configuration, folder), rounds)
    if OURS not in result.timings:
        raise AbsentError(result.absent[OURS])
    return Comparison(configuration, result.timings, result.absent)
