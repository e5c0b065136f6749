"""Stand-ins for what a pickle of weights is made of; checked, they become NumPy arrays."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_DIMENSIONS = 4
ITEM_SIZES = {"f2": 2, "f4": 4, "f8": 8}  # bytes per number


class PickleRefusedError(Exception):
    """Why a pickle is not read: the rest of a sentence that begins with the name of the file."""


class PickleDamagedError(PickleRefusedError):
    """The bytes do not make a pickle."""

    def __init__(self, position: int) -> None:
        super().__init__(
            f"is not a pickle, or is cut off or damaged after byte {position:,}; copy it again"
        )


@dataclass(frozen=True)
class PickledName:
    """Something that the pickle asks for by name. It is compared, never looked up."""

    text: str


class PickledDtype:
    """A floating-point type, known by "f2", "f4" or "f8" and its byte order."""

    def __init__(self, code: object) -> None:
        if not (isinstance(code, str) and code in ITEM_SIZES):
            shown = f"“{printable(code)}”" if isinstance(code, str) else "of an unknown type"
            raise PickleRefusedError(
                f"holds numbers {shown}, but weights are floating-point: f2, f4 or f8"
            )
        self.code = code
        self.byte_order = "<"

    @property
    def item_size(self) -> int:
        """Bytes per number."""
        return ITEM_SIZES[self.code]

    def build(self, state: object) -> None:
        """Take over numpy.dtype's state: (version, byte order, no fields ...)."""
        if not (isinstance(state, tuple) and len(state) >= 5 and state[2:5] == (None,) * 3):
            raise PickleRefusedError("describes numbers with fields, but weights have none")
        if not (isinstance(state[1], str) and state[1] in ("<", ">")):
            raise PickleRefusedError(
                "describes numbers without a byte order, so they cannot be read"
            )
        self.byte_order = state[1]


class PickledArray:
    """An array that is filled once, from a shape, a type and exactly as many bytes as they need."""

    def __init__(self) -> None:
        self.data: bytes | bytearray | None = None
        self.shape: tuple[int, ...] = ()
        self.type = ""
        self.order: str = "C"

    @property
    def byte_count(self) -> int:
        """How much memory the array takes."""
        return len(self.data) if self.data is not None else 0

    def build(self, state: object) -> None:
        """Take over numpy.ndarray's state: (version, shape, type, is it Fortran order, bytes)."""
        if not (isinstance(state, tuple) and len(state) == 5 and isinstance(state[3], int)):
            raise PickleRefusedError("describes an array in a way that NumPy does not")
        _version, shape, dtype, is_fortran, data = state
        self.fill(shape, dtype, "F" if is_fortran else "C", data)

    def fill(self, shape: object, dtype: object, order: object, data: object) -> None:
        """Set the contents once they are known to fit each other.

        Raises:
            PickleRefusedError: they do not, or the array has contents already.
        """
        if self.data is not None:
            raise PickleRefusedError("fills the same array twice")
        if isinstance(data, str):  # Python 2 wrote bytes as text
            data = latin_1(data)
        if not (isinstance(dtype, PickledDtype) and isinstance(data, bytes | bytearray)):
            raise PickleRefusedError("holds an array that is not made of numbers")
        if not (isinstance(order, str) and order in ("C", "F")):
            raise PickleRefusedError(
                "holds an array that is laid out neither by rows nor by columns"
            )
        self.shape = _checked_shape(shape)
        needed = prod(self.shape) * dtype.item_size
        if len(data) != needed:
            raise PickleRefusedError(
                f"holds an array of shape {self.shape}, which takes {needed:,} bytes, "
                f"but has {len(data):,}"
            )
        self.data, self.type, self.order = data, dtype.byte_order + dtype.code, order

    def to_numpy(self) -> NDArray[Any]:
        """Return the array by rows, in the byte order of this computer.

        Raises:
            PickleRefusedError: it was never filled.
        """
        if self.data is None:
            raise PickleRefusedError("names an array without its numbers")
        stored = np.frombuffer(self.data, dtype=self.type)
        shaped = stored.reshape(self.shape, order="F" if self.order == "F" else "C")
        return np.array(shaped, dtype=shaped.dtype.newbyteorder("="), order="C")


def latin_1(text: str) -> bytes:
    """Return the bytes that a pickle of protocol 0 to 2 holds as text.

    Raises:
        PickleRefusedError: a character is not a byte.
    """
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        raise PickleRefusedError("holds bytes written as text that is not bytes") from None


def printable(text: str) -> str:
    """Return text from the file so that it can stand in a sentence."""
    return "".join(c if c.isprintable() else "?" for c in text[:80])


def _checked_shape(shape: object) -> tuple[int, ...]:
    """Return the shape, its dimensions at least one, so that no product can overflow unseen."""
    if not (isinstance(shape, tuple) and all(type(size) is int for size in shape)):
        raise PickleRefusedError("holds an array whose shape is not a list of numbers")
    if len(shape) > MAX_DIMENSIONS:
        raise PickleRefusedError(
            f"holds an array of {len(shape)} dimensions, above the limit of {MAX_DIMENSIONS}"
        )
    if any(size < 1 for size in shape):
        raise PickleRefusedError(f"holds an array of shape {shape}, which has no numbers in it")
    return shape
