"""Where a data set comes from, and how much of it is used for what."""

from __future__ import annotations

from typing import Annotated

from engine.config import Config, setting
from engine.data.files_source import FilesSource
from engine.data.generated_sources import AdditionsSource, DatesSource, ExpressionsSource
from engine.data.sample_source import SampleSource
from engine.data.shapes_source import ShapesSource
from engine.data.source import SOURCES, SourceConfig

__all__ = [
    "SOURCES",
    "AdditionsSource",
    "DataConfig",
    "DatesSource",
    "ExpressionsSource",
    "FilesSource",
    "SampleSource",
    "ShapesSource",
    "SourceConfig",
]


class DataConfig(Config):
    """Which data set a run uses, how much of it, and how it is split."""

    source: Annotated[SourceConfig, SOURCES] = setting(
        SampleSource(), "Data", help="A sample, files of your own, or pairs drawn from a seed."
    )
    limit: int = setting(
        0,
        "Use only the first",
        help="Train on this many tokens or records from the beginning; 0 uses all.",
        low=0,
        basic=False,
    )
    valid_share: float = setting(
        0.1,
        "Validation share",
        help="What part of a single file is kept for validation.",
        low=0.0,
        high=0.5,
        book=0.1,
    )
    test_share: float = setting(
        0.0,
        "Test share",
        help="What part of a single file is kept for the final test.",
        low=0.0,
        high=0.5,
        basic=False,
    )
