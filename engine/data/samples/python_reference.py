"""A real English text that comes with Python: the topics of its language reference."""

from __future__ import annotations

from importlib import import_module

from engine.data.dataset import Records
from engine.errors import DataError


def make() -> Records:
    """Return the topics one after the other, by name.

    The text differs a little from one Python version to the next.

    Raises:
        DataError: this Python was installed without it.
    """
    try:
        topics: dict[str, str] = import_module("pydoc_data.topics").topics
    except (ImportError, AttributeError):
        raise DataError(
            "This Python came without its language reference (the module pydoc_data.topics). "
            "Choose another sample or open a text file."
        ) from None
    return Records(text="\n".join(topics[name].strip() + "\n" for name in sorted(topics)))
