"""The data sets that come with the program, as a source."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file
from typing import Literal

from engine.config import setting
from engine.data.chunks import Report
from engine.data.dataset import Dataset
from engine.data.reading import read_dataset
from engine.data.samples import SAMPLES
from engine.data.source import SOURCES, SourceConfig
from engine.resources import sample_data


@SOURCES.register
class SampleSource(SourceConfig):
    """One of the data sets that come with the program."""

    kind: Literal["sample"] = "sample"
    name: Literal[
        "village",
        "addition",
        "dates",
        "expressions",
        "phrases",
        "questions",
        "commands",
        "reports",
        "opinions",
        "python",
        "shapes",
    ] = setting("village", "Sample", help="A data set that comes with the program.")

    def describe(self) -> str:
        """Return the sample's title."""
        return SAMPLES[self.name].title

    def read(self, progress: Report | None = None) -> Dataset:
        """Read the sample's file, or make the text that has none."""
        sample = SAMPLES[self.name]
        if not sample.file:
            return Dataset(sample.kind, sample.title, {"all": sample.make()})
        with as_file(sample_data() / sample.file) as path:
            dataset = read_dataset(path, content=sample.kind.value, progress=progress)
        return replace(dataset, name=sample.title, entropy=sample.entropy)
