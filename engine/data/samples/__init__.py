"""Data sets of our own making: seeded generators, and the catalogue of those that are packaged."""

from engine.data.samples.catalogue import SAMPLES, Sample

__all__ = ["SAMPLES", "Sample"]
