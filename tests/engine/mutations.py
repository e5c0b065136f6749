"""Checkpoints with one thing wrong in them and a checksum that is right."""

import copy
from typing import Any

import numpy as np
from hypothesis import strategies as st

from engine.archive import Archive, pack, unpack
from engine.checkpoint import Checkpoint, from_parts, to_parts

Parts = tuple[dict[str, np.ndarray], dict[str, Any]]

NUMBERS = st.sampled_from([0, -1, 1, 3, 2**31, 2**63, 10**30, 0.5, -0.0, 1e300])
ODD = st.sampled_from(
    [float("nan"), float("inf"), None, True, "", "9", "word", "\ud800", "x" * 9000]
)
VALUES = st.recursive(
    NUMBERS | ODD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner)
)
SHAPES = st.lists(st.integers(0, 5), max_size=3).map(tuple)
DTYPES = st.sampled_from(["?", "u1", "i4", "u4", "i8", "u8", "f2", "f4", "f8"])


def places(facts: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything in plain data."""
    inside = facts.items() if isinstance(facts, dict) else enumerate(facts)
    found = []
    for key, value in inside:
        found.append((*path, key))
        if isinstance(value, dict | list | tuple):
            found += places(value, (*path, key))
    return found


def parts_of(checkpoint: Checkpoint) -> Parts:
    """Return the parts of a checkpoint as plain data that may be changed."""
    archive = unpack(pack(*to_parts(checkpoint)))
    return dict(archive.arrays), archive.facts


@st.composite
def with_another_fact(draw: st.DrawFn, sound: Parts) -> Parts:
    """Return parts of which one fact is another, or gone."""
    arrays, facts = sound[0], copy.deepcopy(sound[1])
    *path, last = draw(st.sampled_from(places(facts)))
    here = facts
    for key in path:
        here = here[key]
    if draw(st.booleans()):
        here[last] = draw(VALUES)
    else:
        del here[last]
    return arrays, facts


@st.composite
def with_another_array(draw: st.DrawFn, sound: Parts) -> Parts:
    """Return parts of which one array has another shape, type or content, or is gone."""
    arrays, facts = dict(sound[0]), sound[1]
    name = draw(st.sampled_from(sorted(arrays)))
    array = arrays.pop(name)
    kind = draw(st.sampled_from(["gone", "shape", "type", "content", "name"]))
    if kind == "shape":
        arrays[name] = np.zeros(draw(SHAPES), array.dtype)
    elif kind == "type":
        arrays[name] = np.ones(array.shape, draw(DTYPES))
    elif kind == "content":
        with np.errstate(all="ignore"):
            values = np.full(array.shape, draw(NUMBERS | st.just(float("nan"))), float)
            arrays[name] = values.astype(array.dtype)
    elif kind == "name":
        arrays[draw(st.text(max_size=5)) + name] = array
    return arrays, facts


def opened(parts: Parts) -> Checkpoint:
    """Return the checkpoint that a file of these parts holds."""
    arrays, facts = parts
    archive = unpack(pack(arrays, facts))
    return from_parts(Archive(archive.arrays, archive.facts), "“model.rnn”")
