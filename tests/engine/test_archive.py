"""The container of a checkpoint: everything comes back, and nothing changed gets in."""

import hashlib
import json
import os
import pickle
import random
import stat
import sys
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.archive import pack, read_archive, unpack, write_archive
from engine.errors import CheckpointError

FACTS = {"vocabulary": ["a", "한", "\n", "\ud800", '"sha256":"'], "loss": [0.1, float("inf")]}
SMALL: dict[str, np.ndarray] = {
    "W": np.arange(6, dtype=np.float32).reshape(2, 3),
    "n": np.array(7, np.int8),
}

posix = pytest.mark.skipif(os.name == "nt", reason="pipes and links of POSIX")


def small() -> bytes:
    """Return an archive of a few hundred bytes."""
    return pack(SMALL, {"step": 3})


def forge(header: Any, body: bytes = b"", size: int | None = None) -> bytes:
    """Return a file with the given header, its length told as `size`, and a right checksum."""
    text = header if isinstance(header, str) else json.dumps(header, separators=(",", ":"))
    zeros = "0" * 64
    head = (size or len(text)).to_bytes(8, "little")
    digest = hashlib.sha256(head + text.encode() + body).hexdigest()
    return head + text.replace(zeros, digest).encode() + body


def header(**entries: Any) -> dict[str, Any]:
    """Return a header of ours with the given arrays."""
    metadata = {
        "format": "recurrent-playground",
        "version": "1",
        "sequence": "0",
        "facts": "{}",
        "sha256": "0" * 64,
    }
    return {"__metadata__": metadata, **entries}


def entry(shape: Any = (), offsets: Any = (0, 4), dtype: Any = "F32") -> dict[str, Any]:
    """Return the description of an array of four bytes, or one that is wrong somewhere."""
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


def refusal(data: bytes) -> str:
    """Return the one sentence with which `data` is refused."""
    with pytest.raises(CheckpointError) as caught:
        unpack(data)
    sentence = str(caught.value)
    assert sentence.startswith("The checkpoint ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 250
    return sentence


@pytest.mark.parametrize(
    "dtype", ["?", "u1", "i1", "u2", "i2", "f2", "u4", "i4", "f4", "u8", "i8", "f8"]
)
@pytest.mark.parametrize("shape", [(), (0,), (3, 0, 2), (1,), (5,), (2, 3, 4)])
def test_arrays_come_back(dtype: str, shape: tuple[int, ...]) -> None:
    """Every type and shape, scalars and empty ones too, comes back bit for bit and writable."""
    count = int(np.prod(shape)) * np.dtype(dtype).itemsize
    noise = np.random.RandomState(1).bytes(count)
    if dtype == "?":
        noise = bytes(byte & 1 for byte in noise)
    array = np.frombuffer(noise, dtype).reshape(shape)

    (back,) = unpack(pack({"x": array}, {})).arrays.values()

    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == noise
    assert back.flags.writeable


def test_layout_in_memory_does_not_matter() -> None:
    """Transposed, sliced and reversed views are stored by value."""
    array = np.arange(24, dtype=np.int32).reshape(4, 6)
    views = {"T": array.T, "slice": array[::2, 1::3], "back": array[::-1], "F": array.copy("F")}

    back = unpack(pack(views, {})).arrays

    assert set(back) == set(views)
    for name, view in views.items():
        assert np.array_equal(back[name], view)


def test_facts_come_back() -> None:
    """Text of every kind, numbers to the last bit and the sequence number come back."""
    archive = unpack(pack({}, FACTS, sequence=12))

    assert archive.facts == FACTS
    assert archive.sequence == 12
    assert dict(archive.arrays) == {}


def test_the_same_content_gives_the_same_bytes() -> None:
    """Two saves of one state are equal as files, so that they can be compared."""
    assert len({pack(SMALL, FACTS) for _ in range(10)}) == 1


def test_other_programs_can_read_the_arrays() -> None:
    """The file is a safetensors file like any other."""
    back = safetensors.numpy.load(pack(SMALL, FACTS))

    assert {name: array.tolist() for name, array in back.items()} == {
        "W": [[0, 1, 2], [3, 4, 5]],
        "n": 7,
    }


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("big", np.zeros(2, ">f4")),
        ("object", np.array([None])),
        ("text", np.array(["a"])),
        ("complex", np.zeros(1, complex)),
        ("__metadata__", np.zeros(1)),
    ],
)
def test_what_cannot_come_back_is_not_stored(name: str, array: np.ndarray) -> None:
    """A type that would come back as another is a programmer's mistake."""
    with pytest.raises(TypeError, match=name):
        pack({name: array}, {})


def test_facts_too_deep_to_read_are_not_stored() -> None:
    """What could be written but not read is refused before it is written."""
    deep: Any = 0
    for _ in range(65):
        deep = [deep]

    with pytest.raises(ValueError, match="deeper than 64"):
        pack({}, {"deep": deep})


def test_every_flipped_bit_is_noticed() -> None:
    """No bit of a small archive, header, padding and data, can change in silence."""
    data = bytearray(small())
    for bit in range(8 * len(data)):
        data[bit // 8] ^= 1 << bit % 8
        with pytest.raises(CheckpointError):
            unpack(data)
        data[bit // 8] ^= 1 << bit % 8

    assert unpack(data).facts == {"step": 3}


def test_2000_flipped_bits_of_a_large_archive_are_noticed() -> None:
    """Two thousand random single-bit faults in 64 KB are all refused with a sentence."""
    rng = random.Random(1984)
    data = bytearray(pack({"W": np.zeros((100, 160), np.float32)}, FACTS))
    for _ in range(2000):
        bit = rng.randrange(8 * len(data))
        data[bit // 8] ^= 1 << bit % 8
        refusal(bytes(data))
        data[bit // 8] ^= 1 << bit % 8


def test_every_truncation_is_noticed() -> None:
    """An archive that ends early anywhere is refused, from the header on with the reason."""
    data = small()
    for length in range(len(data)):
        sentence = refusal(data[:length])
        if length > 8:
            assert f"cut short ({length:,} of " in sentence


def test_bytes_behind_the_end_are_noticed() -> None:
    """A file with something appended is not the file that was saved."""
    assert "5 bytes too many" in refusal(small() + b"extra")


def test_a_swapped_fact_is_noticed() -> None:
    """A well-formed file whose facts were edited fails its checksum."""
    data = small().replace(b'{\\"step\\": 3}', b'{\\"step\\": 4}')

    assert "checksum" in refusal(data)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"a": entry((2**60, 2**60), (0, 4))}, "'a' has an impossible shape"),
        ({"a": entry((0, 2**63 - 1), (0, 0))}, "'a' has an impossible shape"),
        ({"a": entry((10**30,), (0, 4))}, "'a' has an impossible shape"),
        ({"a": entry((-1,), (0, 4))}, "'a' has an impossible shape"),
        ({"a": entry((1.0,), (0, 4))}, "'a' has an impossible shape"),
        ({"a": entry((True,), (0, 4))}, "'a' has an impossible shape"),
        ({"a": entry((1,) * 33, (0, 4))}, "'a' has an impossible shape"),
        ({"a": entry("abc", (0, 4))}, "'a' has an impossible shape"),
        ({"a": entry((2,), (0, 4))}, "'a' does not fill its place"),
        ({"a": entry((), (4, 0))}, "'a' does not fill its place"),
        ({"a": entry((), (0, 4, 8))}, "'a' has an impossible place"),
        ({"a": entry((), (-4, 0))}, "'a' has an impossible place"),
        ({"a": entry((), {"0": 4})}, "'a' has an impossible place"),
        ({"a": entry((), (1, 5))}, "'a' overlaps another or leaves a gap"),
        ({"a": entry(), "b": entry()}, "'b' overlaps another or leaves a gap"),
        ({"a": entry(), "b": entry((), (2, 6))}, "'b' overlaps another or leaves a gap"),
        ({"a": entry(), "b": entry((), (5, 9))}, "'b' overlaps another or leaves a gap"),
        ({"a": entry(dtype="BF16")}, "'a' has the unknown type 'BF16'"),
        ({"a": entry(dtype=["F32"])}, "'a' has the unknown type"),
        ({"a": entry(dtype="O" * 10**6)}, "'a' has the unknown type 'O+'"),
        ({"n" * 10**6: 5}, "'n+' is not described in full"),
        ({"a": {**entry(), "more": 1}}, "'a' is not described in full"),
    ],
)
def test_hostile_headers_are_refused(entries: dict[str, Any], reason: str) -> None:
    """A header that describes impossible arrays is refused by name, before anything is made."""
    with pytest.raises(CheckpointError, match=f"is damaged: array {reason}"):
        unpack(forge(header(**entries), b"1234"))


def test_the_forged_file_is_read_when_nothing_is_wrong() -> None:
    """The faults above are refused for themselves and not for how the file was made."""
    archive = unpack(forge(header(a=entry()), b"\0\0\x80?"))

    assert archive.arrays["a"] == 1
    assert archive.arrays["a"].shape == ()


@pytest.mark.parametrize("size", [2**63, 2**64 - 1, 100_000_001])
def test_a_huge_header_is_refused(size: int) -> None:
    """A header length beyond every limit allocates nothing."""
    assert "is not a checkpoint" in refusal(forge(header(), size=size))


def test_huge_arrays_are_refused_before_allocation(tmp_path: Path) -> None:
    """A small file that tells of a terabyte is cut short, and costs no memory."""
    path = tmp_path / "hostile"
    path.write_bytes(forge(header(a=entry((2**38,), (0, 2**40)))))

    tracemalloc.start()
    with pytest.raises(CheckpointError, match=r"cut short \(\d+ of 1,099,511,6"):
        read_archive(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 1e6


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}{}",
        '{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a":1}',
        '{"__metadata__":{"format":"x","format":"recurrent-playground"}}',
        '{"a":' * 100_000,
        '{"a":' + "[" * 100_000 + "]" * 100_000 + "}",
        "{" + '"\\' * 50_000,
        '{"a":' + "9" * 5000 + "}",
        "{\udcff}".encode(errors="surrogateescape").decode("latin-1"),
    ],
)
def test_headers_that_are_no_json_are_refused(text: str) -> None:
    """Broken, doubled and bottomless JSON is refused at once."""
    assert "its header cannot be read" in refusal(forge(text))


@pytest.mark.parametrize("metadata", [1, [], {"format": 1}, None])
def test_metadata_have_to_be_text(metadata: Any) -> None:
    """Metadata of another kind are refused."""
    assert "its metadata are not text" in refusal(forge({"__metadata__": metadata}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("facts", "[]"),
        ("facts", '{"a":1,"a":2}'),
        ("facts", '{"a":' * 65 + "1" + "}" * 65),
        ("facts", "{" * 10**6),
        ("facts", "nonsense"),
        ("sequence", "-1"),
        ("sequence", "9" * 1000),
        ("version", "-1"),
        ("version", "0"),
        ("version", "9" * 1000),
        ("sha256", ""),
        ("sha256", '"'),
        ("more", ""),
    ],
)
def test_metadata_that_do_not_fit_are_refused(name: str, value: str) -> None:
    """Facts, numbers and keys that we would not write are refused, checksum right or wrong."""
    forged = header()
    forged["__metadata__"][name] = value

    assert "The checkpoint is damaged: " in refusal(forge(forged))


def test_a_newer_version_says_what_to_do() -> None:
    """A file of a later program is not called damaged."""
    forged = header()
    forged["__metadata__"] |= {"version": "7", "more": "of it"}

    assert refusal(forge(forged)) == (
        "The checkpoint was saved by a newer version (format 7; this program reads up to 2): "
        "update the program."
    )


def test_weights_of_another_program_are_named() -> None:
    """A safetensors file without our metadata is weights without a configuration."""
    for metadata in (None, {"format": "pt"}):
        data = safetensors.numpy.save(SMALL, metadata)

        assert "holds weights without a configuration" in refusal(data)


def test_other_files_are_named(tmp_path: Path) -> None:
    """What was opened by mistake is named in the sentence, from its first bytes alone."""
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as file:
        file.writestr("model/data.pkl", b"")
    np.savez(tmp_path / "arrays.npz", W=np.zeros(3))
    np.save(tmp_path / "array.npy", np.zeros(3))
    with zipfile.ZipFile(tmp_path / "any.zip", "w") as file:
        file.writestr("any.txt", b"")
    (tmp_path / "book.pkl").write_bytes(pickle.dumps(list(range(1000))))
    (tmp_path / "keras.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    (tmp_path / "text.txt").write_text("to be or not to be, 또는\n" * 100, encoding="utf-8")
    (tmp_path / "lfs").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:1\n")
    (tmp_path / "noise").write_bytes(bytes(range(255, 100, -1)))
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "folder").mkdir()

    for name, found in {
        "model.pt": "looks like a PyTorch file, not a checkpoint",
        "arrays.npz": "looks like a NumPy archive, not",
        "array.npy": "looks like a NumPy array file, not",
        "any.zip": "looks like a ZIP archive, not",
        "book.pkl": "looks like a Python pickle, not",
        "keras.h5": "looks like an HDF5 file, such as Keras writes, not",
        "text.txt": "looks like a text file, not",
        "lfs": "looks like a Git LFS pointer, which stands for a file not yet fetched, not",
        "noise": "is not a checkpoint: open a file that was saved here.",
        "empty": "is empty: choose another file.",
        "folder": "is a folder: choose the file of a checkpoint.",
        "gone": "is not there: choose another file.",
    }.items():
        with pytest.raises(CheckpointError) as caught:
            read_archive(tmp_path / name)
        assert str(caught.value).startswith(f"“{name}” {found}")


@posix
def test_pipes_devices_and_circles_are_refused(tmp_path: Path) -> None:
    """Nothing waits for a pipe, reads a device for ever or follows a circle of links."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to("circle")

    for path in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(CheckpointError, match="a device or a pipe"):
            read_archive(path)
    for name in ("circle", "nul\0", "n" * 300):
        with pytest.raises(CheckpointError, match=": choose another file"):
            read_archive(tmp_path / name)

    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_refused(data: bytes) -> None:
    """No bytes but ours are an archive, and no bytes break the reader."""
    refusal(data)


@settings(deadline=None)
@given(st.binary(max_size=100), st.integers(0, 200))
def test_arbitrary_headers_are_refused(text: bytes, size: int) -> None:
    """Nor do bytes that begin like a header."""
    refusal(size.to_bytes(8, "little") + b"{" + text)


def test_a_file_is_written_and_read(tmp_path: Path) -> None:
    """What `write_archive` writes are the bytes of `pack`, and `read_archive` reads them."""
    path = tmp_path / "a.safetensors"

    write_archive(path, SMALL, FACTS, sequence=3)
    archive = read_archive(path)

    assert path.read_bytes() == pack(SMALL, FACTS, sequence=3)
    assert archive.facts == FACTS
    assert archive.sequence == 3
    assert np.array_equal(archive.arrays["W"], SMALL["W"])


def test_memory_stays_near_the_size_of_the_file(tmp_path: Path) -> None:
    """Writing needs one copy of the arrays beside them, and reading one in all."""
    path = tmp_path / "large"
    arrays = {str(n): np.full(2**18, n, np.float32) for n in range(8)}
    size = sum(array.nbytes for array in arrays.values())

    tracemalloc.start()
    write_archive(path, arrays, {})
    writing = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    archive = read_archive(path)
    reading = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert archive.arrays["7"][-1] == 7
    assert writing < 1.1 * size
    assert reading < 1.1 * size


def test_memory_that_is_missing_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive larger than the memory is refused with its size."""
    write_archive(tmp_path / "large", {"W": np.zeros(10**6, np.float32)}, {})

    def fail(*args: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(np, "empty", fail)
    with pytest.raises(CheckpointError, match="“large” needs 4 MB of memory"):
        read_archive(tmp_path / "large")


def test_numbers_beyond_the_limit_of_digits_are_refused() -> None:
    """An integer that Python will not parse is damage, not a crash."""
    digits = sys.get_int_max_str_digits() + 1
    forged = header()
    forged["__metadata__"]["facts"] = '{"n":' + "9" * digits + "}"

    assert "is damaged" in refusal(forge(forged))
