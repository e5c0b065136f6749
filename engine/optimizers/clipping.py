"""Gradient clipping by the joint norm."""

from __future__ import annotations


def clip_rate(norm: float, max_norm: float) -> float:
    """Return the factor that brings a joint norm down to `max_norm`; 1 where it is below, or 0.

    Source: Pascanu et al. 2013; the book's form (section 6.1), with 1e-6 in the divisor.
    """
    if not max_norm:
        return 1.0
    return min(1.0, max_norm / (norm + 1e-6))
