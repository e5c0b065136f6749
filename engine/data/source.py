"""What every source of data has in common."""

from __future__ import annotations

from engine.config import Config
from engine.data.chunks import Report
from engine.data.dataset import Dataset
from engine.registry import Registry


class SourceConfig(Config):
    """Base of the sources. A subclass says how to read and how to call itself."""

    kind: str

    def describe(self) -> str:
        """Return a short name for the data set."""
        raise NotImplementedError

    def read(self, progress: Report | None = None) -> Dataset:
        """Read or make the data set; `progress` hears the share done and may raise to cancel.

        Raises:
            DataError: it cannot be read.
        """
        raise NotImplementedError


SOURCES: Registry[SourceConfig] = Registry("source of data")
