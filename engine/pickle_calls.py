"""The few functions that pickles of arrays call, each replaced by one of ours."""

from __future__ import annotations

from collections.abc import Callable

from engine.pickle_objects import (
    PickledArray,
    PickledDtype,
    PickledName,
    PickleRefusedError,
    latin_1,
    printable,
)

Arguments = tuple[object, ...]


def _new_array(arguments: Arguments) -> PickledArray:
    """numpy's _reconstruct(ndarray, (0,), b"b"): an array that BUILD fills."""
    if len(arguments) != 3 or arguments[0] != PickledName("numpy.ndarray"):
        raise PickleRefusedError("builds something other than a plain NumPy array")
    return PickledArray()


def _array_from_buffer(arguments: Arguments) -> PickledArray:
    """numpy's _frombuffer(bytes, type, shape, order), the way of protocol 5."""
    if len(arguments) != 4:
        raise PickleRefusedError("builds an array in a way that NumPy does not")
    data, dtype, shape, order = arguments
    array = PickledArray()
    array.fill(shape, dtype, order, data)
    return array


def _array_from_device(arguments: Arguments) -> PickledArray:
    """CuPy's array(numpy array): it is the same array here."""
    if len(arguments) != 1 or not isinstance(arguments[0], PickledArray):
        raise PickleRefusedError("builds a CuPy array from something other than an array")
    return arguments[0]


def _dtype(arguments: Arguments) -> PickledDtype:
    """numpy.dtype(code, align, copy)."""
    if len(arguments) not in (1, 3):
        raise PickleRefusedError("describes the type of its numbers in a way that NumPy does not")
    return PickledDtype(arguments[0])


def _encode(arguments: Arguments) -> bytes:
    """_codecs.encode(text, "latin1"): bytes in protocols 0 to 2."""
    if len(arguments) != 2 or not isinstance(arguments[0], str) or arguments[1] != "latin1":
        raise PickleRefusedError("encodes text in a way that weight files do not")
    return latin_1(arguments[0])


def _no_bytes(arguments: Arguments) -> bytes:
    """bytes() without arguments: b"" in protocols 0 to 2."""
    if arguments:
        raise PickleRefusedError("makes bytes in a way that weight files do not")
    return b""


_CALLS: dict[str, Callable[[Arguments], object]] = {
    "numpy.core.multiarray._reconstruct": _new_array,
    "numpy._core.multiarray._reconstruct": _new_array,
    "numpy.core.numeric._frombuffer": _array_from_buffer,
    "numpy._core.numeric._frombuffer": _array_from_buffer,
    "cupy.core.core.array": _array_from_device,
    "cupy._core.core.array": _array_from_device,
    "numpy.dtype": _dtype,
    "_codecs.encode": _encode,
    "__builtin__.bytes": _no_bytes,
    "builtins.bytes": _no_bytes,
}


def known_name(text: str) -> PickledName:
    """Return the stand-in for a name in a pickle.

    Raises:
        PickleRefusedError: arrays are not made with it.
    """
    if text != "numpy.ndarray" and text not in _CALLS:
        raise PickleRefusedError(
            f"asks for “{printable(text)}”, but only NumPy and CuPy arrays are read; "
            "nothing of it was run"
        )
    return PickledName(text)


def call(function: object, arguments: object) -> object:
    """Return what our replacement of a named function makes of its arguments.

    Raises:
        PickleRefusedError: it is no function of the table, or the arguments do not fit.
    """
    if not (isinstance(function, PickledName) and function.text in _CALLS):
        raise PickleRefusedError("calls something that is not a function")
    if not isinstance(arguments, tuple):
        raise PickleRefusedError(f"calls “{function.text}” without a list of arguments")
    return _CALLS[function.text](arguments)
