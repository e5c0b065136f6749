"""Pickles are read without running them: every way NumPy and CuPy write arrays, and no other."""

from __future__ import annotations

import os
import pickle
import struct
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import pickle_reader
from engine.errors import CheckpointError
from engine.pickle_reader import read_pickled_arrays
from tests.shared_data import shared_data

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
ARRAYS: list[np.ndarray] = [
    np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4),
    np.asfortranarray(np.arange(6, dtype=np.float16).reshape(2, 3)),
    np.arange(4, dtype=">f8"),
    np.arange(24, dtype=np.float64).reshape(4, 6)[::2, ::3],
    np.array([7.5], dtype=np.float32),
]
MEBIBYTE = 2**20


@pytest.fixture
def written(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return a function that writes bytes to a file of weights."""

    def write(data: bytes) -> Path:
        path = tmp_path / "weights.pkl"
        path.write_bytes(data)
        return path

    return write


def assert_same(read: Any, expected: Any) -> None:
    """Compare values and precision of lists of arrays."""
    assert isinstance(read, list)
    assert len(read) == len(expected)
    for ours, theirs in zip(read, expected, strict=True):
        np.testing.assert_array_equal(ours, theirs)
        assert ours.dtype == theirs.dtype.newbyteorder("=")
        assert ours.flags.c_contiguous
        assert ours.flags.writeable


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("container", [list, tuple])
def test_every_protocol_is_read(
    written: Callable[[bytes], Path], protocol: int, container: Callable[[Any], Any]
) -> None:
    """All precisions, byte orders and layouts, in lists and tuples."""
    path = written(pickle.dumps(container(ARRAYS), protocol))

    assert_same(read_pickled_arrays(path), ARRAYS)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_dictionary_gives_its_arrays(written: Callable[[bytes], Path], protocol: int) -> None:
    """As in word vectors beside their vocabulary."""
    content = {"words": {"a": 0, 1: "b"}, "vectors": ARRAYS[0], "note": None, "rate": 0.5}
    read = read_pickled_arrays(written(pickle.dumps(content, protocol)))

    assert isinstance(read, dict)
    assert list(read) == ["vectors"]
    np.testing.assert_array_equal(read["vectors"], ARRAYS[0])


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_numpy_1_names_are_read(written: Callable[[bytes], Path], protocol: int) -> None:
    """NumPy 1 wrote numpy.core where NumPy 2 writes numpy._core."""
    data = pickle.dumps(ARRAYS[:2], protocol)
    if protocol >= 4:
        for name in (b"numpy._core.multiarray", b"numpy._core.numeric"):
            old = name.replace(b"_core", b"core")
            data = data.replace(bytes([len(name)]) + name, bytes([len(old)]) + old)
        start = 11  # protocol and frame; the names shrank, so the frame is written anew
        data = data[:3] + struct.pack("<Q", len(data) - start) + data[start:]
    else:
        data = data.replace(b"numpy._core", b"numpy.core")
    assert b"numpy.core" in data

    assert_same(read_pickled_arrays(written(data)), ARRAYS[:2])


@pytest.mark.parametrize("module", ["cupy.core.core", "cupy._core.core"])
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_cupy_arrays_are_read_without_cupy(
    written: Callable[[bytes], Path], module: str, protocol: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CuPy writes array(numpy array)."""

    def array(value: Any) -> Any:
        raise AssertionError("never called")

    array.__module__, array.__qualname__ = module, "array"

    class DeviceArray:
        def __init__(self, value: np.ndarray) -> None:
            self.value = value

        def __reduce__(self) -> tuple[Any, ...]:
            return array, (self.value,)

    with monkeypatch.context() as patch:
        for end in (i for i, c in enumerate(module + ".") if c == "."):
            package = ModuleType(module[:end])
            patch.setitem(sys.modules, package.__name__, package)
        package.__dict__["array"] = array
        data = pickle.dumps([DeviceArray(a) for a in ARRAYS], protocol)

    assert_same(read_pickled_arrays(written(data)), ARRAYS)


def test_python_2_strings_hold_bytes(written: Callable[[bytes], Path]) -> None:
    """Python 2 wrote the numbers as a string of protocol 2."""
    expected = np.array([1, 2], dtype=np.float32)
    raw = expected.tobytes()
    data = (
        b"\x80\x02]cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85U\x01b\x87R"
        b"(K\x01K\x02\x85cnumpy\ndtype\nU\x02f4K\0K\x01\x87R(K\x03U\x01<NNNJ\xff\xff\xff\xff"
        b"J\xff\xff\xff\xffK\0tb\x89U" + bytes([len(raw)]) + raw + b"tba."
    )

    assert_same(read_pickled_arrays(written(data)), [expected])


def test_an_array_that_stands_twice_stays_one(written: Callable[[bytes], Path]) -> None:
    """A tied weight is the same object in both places."""
    first, second = read_pickled_arrays(written(pickle.dumps([ARRAYS[0]] * 2)))

    assert first is second


@pytest.mark.parametrize(
    "name",
    [
        *("book_weights/Rnnlm.pkl", "book_weights/AttentionSeq2seq.pkl"),
        *("other_weights/excelsior_AttentionSeq2seq.pkl", "other_weights/excelsior_Rnnlm.pkl"),
        *("other_weights/ingbunga_PeekySeq2seq.pkl", "other_weights/not2ho_Rnnlm.pkl"),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # NumPy 2 on the names of NumPy 1
def test_published_weights_equal_what_pickle_loads(name: str) -> None:
    """Known files are the only ones that are ever loaded with pickle, and only here."""
    path = shared_data(name)

    with path.open("rb") as file:
        expected = pickle.load(file)

    assert_same(read_pickled_arrays(path), expected)


def test_word_vectors_of_the_book_are_read() -> None:
    """A dictionary of 10,000 words beside their vectors."""
    read = read_pickled_arrays(shared_data("book_weights/cbow_params.pkl"))

    assert isinstance(read, dict)
    assert {key: a.shape for key, a in read.items()} == {"word_vecs": (10000, 100)}


class Runs:
    """What a malicious file would run."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self.what = function, arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return self.what


def numpy_array(
    *,
    shape: bytes = b"K\x02\x85",
    code: bytes = b"f4",
    order: bytes = b"<",
    data: bytes = b"\0" * 8,
) -> bytes:
    """Return the opcodes of one array with parts to replace."""
    return (
        b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\x01b\x87R(K\x01"
        + shape
        + b"cnumpy\ndtype\nU"
        + bytes([len(code)])
        + code
        + b"\x89\x88\x87R(K\x03U"
        + bytes([len(order)])
        + order
        + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\0tb\x89B"
        + struct.pack("<I", len(data))
        + data
        + b"tb"
    )


HUGE = b"\x8a\x08" + struct.pack("<q", 2**62)  # LONG1
REFUSED = {
    "os.system": (pickle.dumps(Runs(os.system, "true")), r"“(posix|nt)\.system”"),
    "eval, protocol 0": (pickle.dumps(Runs(eval, "1"), 0), r"“__builtin__\.eval”"),
    "getattr": (pickle.dumps([Runs(getattr, "a", "upper")]), r"“builtins\.getattr”"),
    "numpy.load": (b"cnumpy\nload\n.", r"“numpy\.load”"),
    "name that is no text": (b"\x80\x04K\x01K\x02\x93.", "name that is not text"),
    "name from parts": (b"\x80\x04\x8c\x02os\x8c\x06system\x93.", r"“os\.system”"),
    "old instance": (b"(ios\nsystem\n.", "INST"),
    "new object": (pickle.dumps(Path(), 2), r"“(copy_reg|pathlib)"),
    "object by class": (b"\x80\x02cnumpy\nndarray\n)\x81.", "NEWOBJ"),
    "persistent id": (b"Psecret\n.", "PERSID"),
    "extension": (b"\x80\x02\x82\x01.", "EXT1"),
    "set": (pickle.dumps({1, 2}, 4), "EMPTY_SET"),
    "buffer outside": (b"\x80\x05\x97.", "NEXT_BUFFER"),
    "call of ndarray": (b"cnumpy\nndarray\n)R.", "calls something"),
    "call of a list": (b"])R.", "calls something"),
    "arguments in a list": (b"cnumpy\ndtype\n]R.", "without a list of arguments"),
    "state of a list": (b"]Nb.", "sets the state"),
    "items for an array": (b"cnumpy\nndarray\nNa.", "adds items"),
    "object array": (b"]" + numpy_array(code=b"O8") + b"a.", "“O8”"),
    "text array": (b"]" + numpy_array(code=b"U2") + b"a.", "“U2”"),
    "no byte order": (b"]" + numpy_array(order=b"|") + b"a.", "without a byte order"),
    "too few bytes": (b"]" + numpy_array(data=b"\0" * 7) + b"a.", "takes 8 bytes, but has 7"),
    "gigantic": (b"]" + numpy_array(shape=HUGE + HUGE + b"\x86") + b"a.", "but has 8"),
    "overflowing": (b"]" + numpy_array(shape=b"\x8a\x09" + b"\0" * 8 + b"\x01\x85") + b"a.", "64"),
    "negative": (b"]" + numpy_array(shape=b"J\xfe\xff\xff\xff\x85") + b"a.", "no numbers in it"),
    "zero and huge": (
        b"]" + numpy_array(shape=b"K\0" + HUGE + b"\x86", data=b"") + b"a.",
        "no num",
    ),
    "many dimensions": (b"]" + numpy_array(shape=b"(" + b"K\x01" * 40 + b"t") + b"a.", "40 dim"),
    "shape of text": (b"]" + numpy_array(shape=b"U\x01a\x85") + b"a.", "not a list of numbers"),
    "never filled": (
        b"](cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\x85C\x01b\x87Re.",
        "without its numbers",
    ),
    "filled twice": (b"]" + numpy_array() + b"q\0(K\x01K\x02\x85NN\x89tba.", "in a way|twice"),
    "subclass": (
        b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\ndtype\nK\0\x85C\x01btR.",
        "other than a plain NumPy array",
    ),
    "itself inside": (b"]q\0h\0a.", "other than an array as entry 1"),
    "numbers": (pickle.dumps([1, 2]), "other than an array as entry 1"),
    "a number": (b"K\x01.", "neither a list nor a dictionary"),
    "an empty list": (b"].", "no arrays"),
    "a long list": (b"](" + b"N" * 101 + b"e.", "limit of 100 arrays"),
    "tuple as key": (b"})Ns.", "neither words nor numbers"),
    "protocol 9": (b"\x80\x09].", "protocol 9"),
    "something behind": (pickle.dumps(ARRAYS) + b"more", "4 bytes after the end"),
    "huge length": (b"\x80\x03X\xff\xff\xff\x7fabc", "damaged after byte 0"),
    "huger length": (b"\x80\x04\x8d" + b"\xff" * 7 + b"\x7fabc", "damaged after byte 0"),
    "no value": (b".", "damaged after byte 0"),
    "two values": (b"\x80\x02NN.", "damaged after byte 4"),
    "unknown memo": (b"h\x07.", "damaged"),
    "nothing marked": (b"\x80\x02t.", "damaged after byte 2"),
    "below the mark": (b"\x80\x02N(0N0.", "neither a list"),
    "many lists": (b"]" * 1_000_000 + b"a" * 999_999 + b".", "stacks more than 10,000"),
    "deep lists": (b"]" + b"]q\0h\0ah\0" * 60_000 + b".", "instructions|stacks"),
    "deep tuples": (b"N" + b"\x85" * 500_000 + b".", "more than 200,000 instructions"),
    "doubling": (b"N" + b"q\0h\0\x86" * 40_000 + b".", "as entry 1"),
    "doubling lists": (b"]" + b"q\0(h\0h\0l" * 20_000 + b".", "damaged|other than|more than"),
    "long integer": (b"\x8b" + struct.pack("<i", 10_000_000) + b"\x7f" * 10_000_000 + b".", "64"),
    "long decimal": (b"L" + b"9" * 100_000 + b"L\n.", "a text file"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_anything_else_is_refused_in_one_sentence(
    written: Callable[[bytes], Path], name: str
) -> None:
    """Within two seconds, saying what is wrong; nothing is run."""
    data, reason = REFUSED[name]
    path = written(data)
    start = perf_counter()
    with pytest.raises(CheckpointError, match=reason) as caught:
        read_pickled_arrays(path)
    seconds = perf_counter() - start
    sentence = str(caught.value)

    assert sentence.startswith("“weights.pkl” ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 300
    assert seconds < 2


@pytest.mark.parametrize("name", [name for name in REFUSED if len(REFUSED[name][0]) > 1000])
def test_a_bomb_does_not_fill_memory(written: Callable[[bytes], Path], name: str) -> None:
    """A few times the size of the file, and what the most instructions can make."""
    data, _reason = REFUSED[name]
    path = written(data)
    tracemalloc.start()
    with pytest.raises(CheckpointError):
        read_pickled_arrays(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 40 * MEBIBYTE + 4 * len(data)


def test_the_same_bytes_make_arrays_only_once(written: Callable[[bytes], Path]) -> None:
    """A megabyte under one memo number cannot become a hundred arrays of a megabyte."""
    size = MEBIBYTE // 4
    shape = b"J" + struct.pack("<i", size) + b"\x85"
    first = numpy_array(shape=shape, data=b"\0" * MEBIBYTE)
    head, tail = first[: -MEBIBYTE - 7], b"tb"
    again = head + b"h\0" + tail
    data = b"](" + first[:-2] + b"q\0tb" + again * 99 + b"e."

    with pytest.raises(CheckpointError, match="repeats its arrays to 104,857,600 bytes"):
        read_pickled_arrays(written(data))


def test_the_same_text_is_not_encoded_again_and_again(written: Callable[[bytes], Path]) -> None:
    """Text becomes at most as many bytes as the file has."""
    text = b"X" + struct.pack("<I", MEBIBYTE) + b"a" * MEBIBYTE
    data = text + b"q\0](" + b"c_codecs\nencode\nh\0X\x06\0\0\0latin1\x86R" * 100 + b"e."

    with pytest.raises(CheckpointError, match="makes more bytes than it holds"):
        read_pickled_arrays(written(data))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"The quick brown fox\n" * 50, "is a text file"),
        (b"PK\x03\x04" + b"\0" * 30, "is a ZIP archive"),
        (b"\x89HDF\r\n\x1a\n" + b"\0" * 30, "is an HDF5 file"),
        (b"\0" * 100, "is not a pickle"),
    ],
)
def test_other_files_are_called_what_they_are(
    written: Callable[[bytes], Path], data: bytes, reason: str
) -> None:
    """A wrong choice in the file dialog is told from a damaged file."""
    with pytest.raises(CheckpointError, match=reason):
        read_pickled_arrays(written(data))


def test_what_is_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders, missing and unreadable files, pipes, and files above the limit."""
    with pytest.raises(CheckpointError, match="is a folder"):
        read_pickled_arrays(tmp_path)
    with pytest.raises(CheckpointError, match=r"“no\.pkl” cannot be opened: No such file"):
        read_pickled_arrays(tmp_path / "no.pkl")
    with pytest.raises(CheckpointError, match="cannot be opened"):
        read_pickled_arrays(tmp_path / "a\0b.pkl")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pkl")
        with pytest.raises(CheckpointError, match="is not a file"):
            read_pickled_arrays(tmp_path / "pipe.pkl")
    monkeypatch.setattr(pickle_reader, "MAX_FILE_BYTES", MEBIBYTE)
    (tmp_path / "large.pkl").write_bytes(b"\0" * (3 * MEBIBYTE))
    with pytest.raises(CheckpointError, match="has 3 MiB, above the limit of 1 MiB"):
        read_pickled_arrays(tmp_path / "large.pkl")


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_cut_is_noticed(written: Callable[[bytes], Path], protocol: int) -> None:
    """A file that lacks its end is refused wherever it was cut."""
    data = pickle.dumps(ARRAYS[:2], protocol)

    for length in range(len(data)):
        with pytest.raises(CheckpointError):
            read_pickled_arrays(written(data[:length]))


def assert_read_or_refused(path: Path) -> None:
    """Whatever the bytes, arrays come back or a sentence; nothing else is raised."""
    try:
        read = read_pickled_arrays(path)
    except CheckpointError:
        return
    values = read.values() if isinstance(read, dict) else read
    assert all(isinstance(array, np.ndarray) for array in values)


files = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@files
@given(data=st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(written: Callable[[bytes], Path], data: bytes) -> None:
    """No bytes end in another exception."""
    assert_read_or_refused(written(data))


@files
@given(
    protocol=st.sampled_from(PROTOCOLS),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=6),
    move=st.tuples(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 40)),
)
def test_changed_files_are_read_or_refused(
    written: Callable[[bytes], Path],
    protocol: int,
    changes: list[tuple[int, int]],
    move: tuple[int, int, int],
) -> None:
    """Good files with bytes replaced and a piece copied elsewhere."""
    data = bytearray(pickle.dumps({"W": ARRAYS[0], "all": ARRAYS, "b": ARRAYS[2]}, protocol))
    source, target, length = (value % len(data) for value in move)
    data[target:target] = data[source : source + length]
    for place, value in changes:
        data[place % len(data)] = value

    assert_read_or_refused(written(bytes(data)))
