"""The ways in which pairs and labelled lines are written into files."""

from engine.data.formats.base import Document, Format, Parsed
from engine.data.formats.comma import CommaLabelled, CommaPairs
from engine.data.formats.marked import ScanPairs, TrecLabelled
from engine.data.formats.tab import TabLabelled, TabPairs
from engine.data.formats.underscore import UnderscorePairs

# The order in which they are tried.
FORMATS: tuple[Format, ...] = (
    ScanPairs(),
    TrecLabelled(),
    TabLabelled(),
    TabPairs(),
    CommaLabelled(),
    CommaPairs(),
    UnderscorePairs(),
)

__all__ = ["FORMATS", "Document", "Format", "Parsed"]
