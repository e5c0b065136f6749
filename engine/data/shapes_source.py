"""Pictures drawn from a seed, as a source."""

from __future__ import annotations

from typing import Literal

from engine.config import setting
from engine.data.chunks import Report
from engine.data.dataset import Dataset, Kind
from engine.data.samples import shapes
from engine.data.source import SOURCES, SourceConfig


@SOURCES.register
class ShapesSource(SourceConfig):
    """Pictures of coloured shapes, each with a caption."""

    kind: Literal["shapes"] = "shapes"
    count: int = setting(
        shapes.COUNT,
        "Pictures",
        help="How many pictures are drawn.",
        low=100,
        high=100_000,
        scale="log",
    )
    seed: int = setting(
        shapes.SEED,
        "Data seed",
        help="Another number draws other pictures.",
        low=0,
        high=2**32 - 1,
        basic=False,
    )

    def describe(self) -> str:
        """Return what is drawn and how often."""
        return f"Coloured shapes, {self.count:,} pictures"

    def read(self, progress: Report | None = None) -> Dataset:
        """Draw the pictures."""
        dataset = Dataset(
            Kind.PICTURES, self.describe(), {"all": shapes.make(self.count, self.seed)}
        )
        if progress:
            progress(1.0)
        return dataset
