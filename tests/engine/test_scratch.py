"""Buffers that outlive a step."""

import numpy as np

from engine.backend import Backend
from engine.scratch import Scratch


def test_the_same_name_gives_the_same_memory() -> None:
    """Smaller shapes fit into what is there; a larger one gets a new buffer."""
    scratch = Scratch(Backend())
    first = scratch("x", 4, 5)

    assert np.shares_memory(first, scratch("x", 4, 5))
    assert np.shares_memory(first, scratch("x", 2, 3))
    assert not np.shares_memory(first, scratch("y", 4, 5))
    assert not np.shares_memory(first, scratch("x", 5, 5))


def test_views_are_built_once_per_shape_until_a_buffer_grows() -> None:
    """Slices into a buffer that was replaced are never handed out again."""
    scratch, built = Scratch(Backend()), []

    def views(T: int) -> np.ndarray:
        def build() -> np.ndarray:
            built.append(T)
            return scratch("a", T, 3)[0]

        return scratch.views(("steps", T), build)

    views(2)
    views(2)
    assert built == [2]

    views(8)
    again = views(2)

    assert built == [2, 8, 2]
    assert np.shares_memory(again, scratch("a", 8, 3))


def test_nested_buffers_have_names_of_their_own() -> None:
    """A part may use the names of the whole; all of it is counted."""
    scratch = Scratch(Backend())
    own, nested = scratch("x", 10), scratch.nested("part")("x", 30)

    assert not np.shares_memory(own, nested)
    assert scratch.nbytes == 4 * 40
