"""Choosing the fastest matrix products that this processor has, before NumPy is imported."""

from __future__ import annotations


def prepare() -> None:
    """Set up the environment of NumPy's BLAS for this process."""
