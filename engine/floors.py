"""Lines of reference for a run: what is reached without a network."""

from __future__ import annotations

from engine.events import Floor
from engine.tasks.base import Task


def floors(task: Task) -> tuple[Floor, ...]:
    """Return the lines of reference of a task, measured on its validation part."""
    return (Floor("perplexity", "Uniform guess", float(task.sizes.vocab_size)),)
