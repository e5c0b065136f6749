"""Pairs drawn from a seed, as sources."""

from __future__ import annotations

from typing import Literal

from engine.config import setting
from engine.data.chunks import Report
from engine.data.dataset import Dataset, Kind, Records
from engine.data.samples import additions, dates, expressions
from engine.data.source import SOURCES, SourceConfig


class GeneratedSource(SourceConfig):
    """Base of the sources that draw pairs from a seed."""

    count: int = setting(
        50_000, "Pairs", help="How many pairs are made.", low=100, high=1_000_000, scale="log"
    )
    seed: int = setting(
        2026,
        "Data seed",
        help="Another number draws other pairs.",
        low=0,
        high=2**32 - 1,
        basic=False,
    )

    @property
    def noun(self) -> str:
        """What the pairs are about."""
        raise NotImplementedError

    def make(self) -> Records:
        """Draw the pairs."""
        raise NotImplementedError

    def describe(self) -> str:
        """Return what the pairs are and how many."""
        return f"{self.noun}, {self.count:,} pairs"

    def read(self, progress: Report | None = None) -> Dataset:
        """Draw the pairs."""
        dataset = Dataset(Kind.PAIRS, self.describe(), {"all": self.make()})
        if progress:
            progress(1.0)
        return dataset


@SOURCES.register
class AdditionsSource(GeneratedSource):
    """Sums, differences or products in the book's fixed-width format."""

    kind: Literal["additions"] = "additions"
    operation: additions.Operation = setting(
        "add", "Operation", help="What is done with the two numbers."
    )
    digits: int = setting(3, "Digits", help="The longest number.", low=1, high=8, book=3)

    @property
    def noun(self) -> str:
        """The name of the operation's result."""
        return {"add": "Additions", "subtract": "Subtractions"}.get(
            self.operation, "Multiplications"
        )

    def make(self) -> Records:
        """Draw the problems."""
        return additions.make(self.count, self.seed, self.digits, self.operation)


@SOURCES.register
class DatesSource(GeneratedSource):
    """Dates in many written forms."""

    kind: Literal["dates"] = "dates"

    @property
    def noun(self) -> str:
        """What the pairs are about."""
        return "Dates"

    def make(self) -> Records:
        """Draw the dates."""
        return dates.make(self.count, self.seed)


@SOURCES.register
class ExpressionsSource(GeneratedSource):
    """Small algorithms: evaluate an expression, reverse digits, sort digits."""

    kind: Literal["expressions"] = "expressions"
    operation: expressions.Operation = setting(
        "evaluate",
        "Operation",
        help="The value of an expression, its digits backwards, or its digits in order.",
    )
    length: int = setting(
        4, "Length", help="The most numbers in an expression, or digits.", low=2, high=12
    )

    @property
    def noun(self) -> str:
        """The name of the operation's result."""
        return {"evaluate": "Expressions", "reverse": "Digits backwards"}.get(
            self.operation, "Digits in order"
        )

    def make(self) -> Records:
        """Draw the questions."""
        return expressions.make(self.count, self.seed, self.operation, self.length)
