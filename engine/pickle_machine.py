"""Follow the instructions of a pickle without doing what they say: only stand-ins are built."""

from __future__ import annotations

from pickletools import genops
from typing import Any

from engine.pickle_calls import call, known_name
from engine.pickle_objects import PickleDamagedError, PickledArray, PickledDtype, PickleRefusedError
from engine.pickle_stack import PickleStack

NEWEST_PROTOCOL = 5
MAX_OPCODES = 200_000
MAX_INTEGER_BITS = 64

_INTEGERS = {"INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4"}
_LITERALS = {
    *("FLOAT", "BINFLOAT", "STRING", "BINSTRING", "SHORT_BINSTRING"),
    *("UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"),
    *("BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
}
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False}
_TUPLE_SIZES = {"EMPTY_TUPLE": 0, "TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}


class PickleMachine:
    """Run one pickle held in memory.

    Lists, tuples and dictionaries become Python's, however deep, since nothing here walks into
    them; names, types and arrays become stand-ins. Any other instruction, which could build more,
    refer to other files or run code, is refused by its name.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._stack = PickleStack()
        self._memo: dict[int, Any] = {}
        self._bytes_made = 0

    def run(self) -> object:
        """Return what the pickle stands for.

        Raises:
            PickleRefusedError: it is damaged, too large, or more than plain values and arrays.
        """
        position = 0
        try:
            for count, (opcode, argument, place) in enumerate(genops(self._data)):
                position = place or 0
                if count == MAX_OPCODES:
                    raise PickleRefusedError(
                        f"has more than {MAX_OPCODES:,} instructions, the limit for weights"
                    )
                if opcode.name != "STOP":
                    self._step(opcode.name, argument)
            result = self._stack.only_value()
        except (ValueError, LookupError, DeprecationWarning):
            raise PickleDamagedError(position) from None
        left_over = len(self._data) - position - 1
        if left_over:
            raise PickleRefusedError(f"goes on for {left_over:,} bytes after the end of its pickle")
        return result

    def _step(self, name: str, argument: Any) -> None:
        match name:
            case "MARK":
                self._stack.mark()
            case "POP":
                self._stack.discard()
            case "POP_MARK":
                self._stack.pop_marked()
            case "PUT" | "BINPUT" | "LONG_BINPUT":
                self._memo[argument] = self._stack.top()
            case "MEMOIZE":
                self._memo[len(self._memo)] = self._stack.top()
            case "APPEND" | "APPENDS" | "SETITEM" | "SETITEMS":
                self._add_items(name)
            case "BUILD":
                self._build()
            case "PROTO":
                if argument > NEWEST_PROTOCOL:
                    raise PickleRefusedError(
                        f"is a pickle of protocol {argument}, but 0 to {NEWEST_PROTOCOL} are known"
                    )
            case "FRAME":  # a hint for readers from a stream
                pass
            case _:
                self._stack.push(self._value(name, argument))

    def _value(self, name: str, argument: Any) -> object:
        """Return what an instruction puts on the stack."""
        if name in _LITERALS:
            return argument
        if name in _INTEGERS:
            if argument.bit_length() > MAX_INTEGER_BITS:
                raise PickleRefusedError(f"holds an integer of more than {MAX_INTEGER_BITS} bits")
            return argument
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name in _TUPLE_SIZES:
            return tuple(self._popped(_TUPLE_SIZES[name]))
        return self._composed(name, argument)

    def _composed(self, name: str, argument: Any) -> object:
        match name:
            case "GET" | "BINGET" | "LONG_BINGET":
                return self._memo[argument]
            case "DUP":
                return self._stack.top()
            case "EMPTY_LIST":
                return []
            case "EMPTY_DICT":
                return {}
            case "LIST":
                return self._stack.pop_marked()
            case "TUPLE":
                return tuple(self._stack.pop_marked())
            case "DICT":
                return _with_items({}, self._stack.pop_marked())
            case "GLOBAL":
                return known_name(argument.replace(" ", ".", 1))
            case "STACK_GLOBAL":
                return known_name(_joined(*self._popped(2)))
            case "REDUCE":
                return self._called()
        raise PickleRefusedError(
            f"contains the instruction {name}, but only NumPy and CuPy arrays are read; "
            "nothing of it was run"
        )

    def _popped(self, count: int) -> list[Any]:
        """Take values in the order in which they were put on the stack."""
        return [self._stack.pop() for _ in range(count)][::-1]

    def _called(self) -> object:
        result = call(*self._popped(2))
        if isinstance(result, bytes):  # the same long text could be encoded again and again
            self._bytes_made += len(result)
            if self._bytes_made > len(self._data):
                raise PickleRefusedError("makes more bytes than it holds")
        return result

    def _build(self) -> None:
        state = self._stack.pop()
        target = self._stack.top()
        if not isinstance(target, PickledArray | PickledDtype):
            raise PickleRefusedError("sets the state of something that is not an array")
        target.build(state)

    def _add_items(self, name: str) -> None:
        """Move what is on top into the list or dictionary below it."""
        if name.endswith("S"):
            items = self._stack.pop_marked()
        else:
            items = self._popped(1 if name == "APPEND" else 2)
        target = self._stack.top()
        if name.startswith("APPEND") and isinstance(target, list):
            target.extend(items)
        elif name.startswith("SETITEM") and isinstance(target, dict):
            _with_items(target, items)
        else:
            raise PickleRefusedError("adds items to something that is not a list or dictionary")


def _with_items(target: dict[Any, Any], items: list[Any]) -> dict[Any, Any]:
    """Add keys and values that follow each other; keys must be cheap to hash."""
    if len(items) % 2 or not all(isinstance(key, str | int) for key in items[::2]):
        raise PickleRefusedError("has a dictionary whose keys are neither words nor numbers")
    target.update(zip(items[::2], items[1::2], strict=True))
    return target


def _joined(module: object, name: object) -> str:
    if not (isinstance(module, str) and isinstance(name, str)):
        raise PickleRefusedError("asks for something by a name that is not text")
    return f"{module}.{name}"
