"""What a checkpoint's file says beside its weights, each part checked before it is used.

Every function raises ValueError with half a sentence about the file for what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.data.vocabulary import Vocabulary
from engine.evaluations import Evaluations, Manner
from engine.events import Evaluated
from engine.history import History
from engine.models.base import Sizes
from engine.plain_data import as_type

LEVELS = ("word", "character")
LARGEST = 2**31 - 1  # of what the data fix about a model: what an index of 32 bits reaches


def part_of(facts: Mapping[str, Any], name: str, what: str) -> dict[str, Any]:
    """Return one part of a file's facts."""
    part = facts.get(name)
    if part is None:
        raise ValueError(f"it has no {what}")
    if not isinstance(part, dict):
        raise ValueError(f"its {what} cannot be read")
    return part


def vocabulary_of(facts: Mapping[str, Any]) -> Vocabulary:
    """Return the vocabulary."""
    part = part_of(facts, "vocabulary", "vocabulary")
    tokens, level = part.get("tokens"), part.get("level")
    if not isinstance(tokens, list) or level not in LEVELS:
        raise ValueError("its vocabulary cannot be read")
    if not all(isinstance(token, str) for token in tokens):
        raise ValueError("its vocabulary has tokens that are not text")
    if len(set(tokens)) < len(tokens):
        raise ValueError("its vocabulary has a token twice")
    return Vocabulary(tuple(tokens), level)


def sizes_of(facts: Mapping[str, Any]) -> Sizes:
    """Return what the data fix about the model."""
    what = "sizes"
    sizes: Sizes = as_type(Sizes, part_of(facts, "sizes", what), what)
    numbers = (sizes.vocab_size, sizes.question_length, sizes.answer_length, sizes.picture_side)
    if not all(0 <= number <= LARGEST for number in numbers):
        raise ValueError(f"its {what} cannot be read")
    return sizes


def about_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return where and how it was made."""
    what = "note of where it was made"
    about = part_of(facts, "about", what)
    if not all(isinstance(value, str) for value in about.values()):
        raise ValueError(f"its {what} cannot be read")
    return about


def history_facts(history: History) -> dict[str, Any]:
    """Return what a file says of a history beside its tables."""
    return {"stride": history.stride, "manners": history.evaluations.manners}


def history_of(facts: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> History:
    """Return the figures of the run."""
    what = "history"
    part = part_of(facts, "history", what)
    try:
        if "evaluations" in part:
            evaluations = _first_format(part["evaluations"])
        else:
            manners = as_type(list[Manner], part["manners"], what)
            evaluations = Evaluations.of(arrays["evaluations"], manners)
        return History.of(arrays["history"], as_type(int, part["stride"], what), evaluations)
    except (KeyError, ValueError, OverflowError):
        raise ValueError(f"its {what} cannot be read") from None


def _first_format(data: Any) -> Evaluations:
    """Return evaluations as format 1 holds them: each as a table of names."""
    evaluations = Evaluations()
    for event in as_type(list[Evaluated], data, "history"):
        evaluations.append(event)
    return Evaluations.of(evaluations.table, evaluations.manners)
