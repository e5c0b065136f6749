"""The atomic writer: the new file or the old one, byte for byte, and nothing else."""

import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from engine import atomic_file
from engine.atomic_file import WAITS, leftovers, write_atomically
from engine.errors import CheckpointError
from tests.engine import saving_program
from tests.engine.saving_program import SIZE
from tests.faulty_os import FaultyOS

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = b"old" * 100, b"new" * 1000

posix = pytest.mark.skipif(os.name == "nt", reason="links, modes and pipes of POSIX")


def break_call(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException) -> list[str]:
    """Make one call of the writer fail; return the list of calls, filled as they are made."""
    calls: list[str] = []

    def fault(count: int, name: str) -> None:
        calls.append(name)
        if count == number:
            raise error

    monkeypatch.setattr(atomic_file, "os", FaultyOS(fault))
    return calls


def test_the_pieces_become_the_content(tmp_path: Path) -> None:
    """A new file and an existing one end with exactly the bytes given, and no other file."""
    path = tmp_path / "model.safetensors"

    write_atomically(path, OLD)
    write_atomically(path, NEW[:7], memoryview(NEW)[7:], b"")

    assert path.read_bytes() == NEW
    assert os.listdir(tmp_path) == ["model.safetensors"]


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes 512 bytes at a time still gets all of them."""
    calls = break_call(monkeypatch, 0, OSError())

    write_atomically(tmp_path / "file", NEW)

    assert (tmp_path / "file").read_bytes() == NEW
    assert calls.count("write") == -(-len(NEW) // 512)


def test_the_disk_has_the_bytes_before_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order is write, fsync, close, replace, and then the folder's own fsync."""
    calls = break_call(monkeypatch, 0, OSError())

    write_atomically(tmp_path / "file", b"x")

    expected = ["open", "write", "fsync", "close", "replace"]
    assert calls[: len(expected)] == expected
    if os.name != "nt":
        assert calls[len(expected) :] == ["open", "fsync", "close"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_every_failing_call_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Whichever call fails, the file is the old one with a sentence, or the new one without."""
    path = tmp_path / "file"
    write_atomically(path, OLD)
    names = ["open", *["write"] * 6, "fsync", "close", "replace"]

    for number, name in enumerate(names, 1):
        with monkeypatch.context() as patch:
            calls = break_call(patch, number, OSError(code, os.strerror(code)))
            with pytest.raises(CheckpointError) as caught:
                write_atomically(path, NEW)

        assert calls[number - 1] == name
        assert atomic_file.REASONS[code] in str(caught.value)
        assert path.read_bytes() == OLD
        assert os.listdir(tmp_path) == ["file"]


@posix
@pytest.mark.parametrize("number", [6, 7, 8])
def test_a_folder_that_cannot_be_synchronised_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Once the name is taken the file is saved, and no sentence says otherwise."""
    calls = break_call(monkeypatch, number, OSError(errno.EINVAL, "not on this disk"))

    write_atomically(tmp_path / "file", b"x")

    assert calls[4] == "replace"
    assert (tmp_path / "file").read_bytes() == b"x"


def test_an_interruption_leaves_nothing_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C in the middle of writing removes the temporary file and goes on as Ctrl+C."""
    write_atomically(tmp_path / "file", OLD)
    break_call(monkeypatch, 3, KeyboardInterrupt())

    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "file", NEW)

    assert (tmp_path / "file").read_bytes() == OLD
    assert os.listdir(tmp_path) == ["file"]


def test_a_disk_that_takes_nothing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write that reports zero bytes does not hang the program."""
    monkeypatch.setattr(atomic_file, "os", FaultyOS(lambda count, name: None, piece=0))

    with pytest.raises(CheckpointError, match="the disk reports a fault"):
        write_atomically(tmp_path / "file", NEW)


@pytest.mark.parametrize("code", atomic_file.SHARING_ERRORS)
def test_a_file_held_open_on_windows_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Two sharing errors cost two waits; a file held for good costs all of them and a sentence."""
    path, refusals = tmp_path / "file", [2]
    waits: list[float] = []
    write_atomically(path, OLD)

    def refuse(count: int, name: str) -> None:
        if name == "replace" and refusals[0]:
            refusals[0] -= 1
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = code  # type: ignore[attr-defined]
            raise error

    monkeypatch.setattr(atomic_file, "os", FaultyOS(refuse))
    monkeypatch.setattr(atomic_file.time, "sleep", waits.append)

    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    assert waits == [*WAITS[:2]]

    refusals[0] = 100
    waits.clear()
    with pytest.raises(CheckpointError, match="not allowed"):
        write_atomically(path, OLD)
    assert waits == [*WAITS]
    assert path.read_bytes() == NEW


@posix
def test_a_permission_error_elsewhere_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Windows' codes a refusal is final at once."""
    waits: list[float] = []
    monkeypatch.setattr(atomic_file.time, "sleep", waits.append)
    break_call(monkeypatch, 5, PermissionError(errno.EPERM, "no"))

    with pytest.raises(CheckpointError):
        write_atomically(tmp_path / "file", b"x")

    assert waits == []


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_the_mode_is_kept(tmp_path: Path, mode: int) -> None:
    """A replaced file has the mode it had, whatever the umask."""
    path = tmp_path / "file"
    path.write_bytes(OLD)
    path.chmod(mode)

    write_atomically(path, NEW)

    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    """A file that was not there gets the mode that any program would give it."""
    (tmp_path / "other").write_bytes(b"")

    write_atomically(tmp_path / "file", NEW)

    assert (tmp_path / "file").stat().st_mode == (tmp_path / "other").stat().st_mode


@posix
def test_a_write_protected_file_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that its owner protected stays, although its folder would allow the change."""
    (tmp_path / "file").write_bytes(OLD)
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(CheckpointError, match="not allowed"):
        write_atomically(tmp_path / "file", NEW)

    assert (tmp_path / "file").read_bytes() == OLD


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What the link leads to is replaced, in its own folder, also where it did not exist yet."""
    (tmp_path / "disk").mkdir()
    link = tmp_path / "link"
    link.symlink_to(Path("disk") / "file")

    for content in (OLD, NEW):
        write_atomically(link, content)
        assert link.is_symlink()
        assert (tmp_path / "disk" / "file").read_bytes() == content

    assert sorted(os.listdir(tmp_path)) == ["disk", "link"]
    assert os.listdir(tmp_path / "disk") == ["file"]


@posix
def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    """A circle of links is a sentence, and stays as it is."""
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")

    with pytest.raises(CheckpointError, match=r"“a” .* leads back to itself"):
        write_atomically(tmp_path / "a", NEW)

    assert os.readlink(tmp_path / "a") == "b"


@posix
def test_pipes_and_devices_are_not_replaced(tmp_path: Path) -> None:
    """A pipe is neither written to nor replaced, and nothing waits for its reader."""
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(CheckpointError, match="something of another kind"):
            write_atomically(path, NEW)

    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_places_that_cannot_hold_a_file(tmp_path: Path) -> None:
    """A folder, a missing folder, a file as folder and unusable names each get their sentence."""
    (tmp_path / "file").write_bytes(OLD)
    (tmp_path / "folder").mkdir()
    for path, reason in {
        tmp_path / "folder": "“folder” .* a folder has that name",
        tmp_path / "gone" / "x": "its folder is not there",
        tmp_path / "file" / "x": "is a file, not a folder|its folder is not there",
        tmp_path / ("n" * 300): "“n+…n+” .* the name is too long|does not allow it",
        tmp_path / "nul\0": "a character that no file name may have|does not allow it",
    }.items():
        with pytest.raises(CheckpointError, match=reason) as caught:
            write_atomically(path, NEW)
        assert "\n" not in str(caught.value)
        assert len(str(caught.value)) < 220

    assert (tmp_path / "file").read_bytes() == OLD
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]


@posix
@pytest.mark.parametrize("name", ["a b", "모델", "line\nfeed", "é" * 127 + "x", "-rf"])
def test_unusual_names_work(tmp_path: Path, name: str) -> None:
    """Spaces, other scripts, a line feed and 255 bytes are names like any other."""
    write_atomically(tmp_path / name, NEW)

    assert os.listdir(tmp_path) == [name]


def test_a_folder_that_vanishes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk pulled out between writing and replacing is a sentence."""
    folder = tmp_path / "stick"
    folder.mkdir()

    def vanish(count: int, name: str) -> None:
        if name == "replace":
            shutil.rmtree(folder)

    monkeypatch.setattr(atomic_file, "os", FaultyOS(vanish))

    with pytest.raises(CheckpointError, match="its folder is not there"):
        write_atomically(folder / "file", NEW)


def test_leftovers_of_killed_writers_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A temporary file that could not be removed is found again, and nothing else is."""
    (tmp_path / "mine.tmp").write_bytes(OLD)
    break_call(monkeypatch, 2, OSError(errno.ENOSPC, "full"))
    monkeypatch.setattr(atomic_file, "_remove", lambda temporary: None)

    with pytest.raises(CheckpointError, match="the disk is full"):
        write_atomically(tmp_path / "file", NEW)

    (left,) = leftovers(tmp_path)
    assert sorted(os.listdir(tmp_path)) == sorted(["mine.tmp", left.name])


def test_two_programs_may_save_into_one_file(tmp_path: Path) -> None:
    """Whoever reads meanwhile finds what one of them wrote, whole; nothing is left over."""
    path = tmp_path / "model"
    path.write_bytes(b"c" * SIZE)
    programs = [
        subprocess.Popen(
            [sys.executable, "-m", saving_program.__name__, str(path), letter], cwd=ROOT
        )
        for letter in "ab"
    ]
    seen = set()
    while any(program.poll() is None for program in programs):
        content = path.read_bytes()
        assert content == content[:1] * SIZE
        seen.add(content[:1])

    assert [program.returncode for program in programs] == [0, 0]
    assert seen >= {b"a", b"b"}
    assert list(tmp_path.iterdir()) == [path]
