"""Autosaved generations: whatever moment the program dies, a sound one is left."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest

from engine import atomic_file
from engine.archive import Archive, pack, read_archive
from engine.autosave import BEST, SLOTS, Autosave
from engine.errors import CheckpointError
from tests.faulty_os import FaultyOS

ROOT = Path(__file__).resolve().parents[2]

posix = pytest.mark.skipif(os.name == "nt", reason="fork, SIGKILL and limits of POSIX")


class Victim:
    """The program `autosaving.py`, whose children autosave and are killed."""

    def __init__(self, orders: IO[str], report: IO[str]) -> None:
        self._orders = orders
        self._report = report

    def start(self, task: str, folder: Path, number: int) -> int:
        """Start a child and return its process id."""
        self._orders.write(json.dumps([task, str(folder), number]) + "\n")
        self._orders.flush()
        self._told: list[str] = []
        while (line := self._report.readline().strip()) and not line.startswith("pid "):
            self._told.append(line)
        return int(line.removeprefix("pid "))

    def end(self) -> list[str]:
        """Wait for the child's end and return all it said, how it ended last."""
        while not (line := self._report.readline().strip()).startswith("ended "):
            assert line, "the program has died"
            self._told.append(line)
        return [*self._told, line]

    def wait_for(self, text: str) -> None:
        """Wait until the child has said `text`."""
        while text not in self._told:
            self._told.append(self._report.readline().strip())


@pytest.fixture(scope="module")
def victim() -> Iterator[Victim]:
    """Return the running program, which ends when its input does."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.engine.autosaving"]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # fork wants a single thread
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=-1, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Victim(process.stdin, process.stdout)
        process.stdin.close()


def save(autosave: Autosave, step: int) -> Path:
    """Save a generation whose every number is its step."""
    return autosave.save({"W": np.full(1000, step, np.float32)}, {"step": step})


def newest(folder: Path) -> Archive:
    """Return what a new program would resume from, having checked that it is whole."""
    archive = Autosave(folder).newest_valid().archive
    assert archive is not None
    assert set(archive.arrays["W"].tolist()) == {archive.facts["step"]}
    return archive


def content(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_last_two_generations_are_kept(tmp_path: Path) -> None:
    """Two files take turns, so that the newest two of five generations are there."""
    autosave = Autosave(tmp_path / "new" / "folder")

    names = [save(autosave, step).name for step in range(1, 6)]

    assert names == [SLOTS[0], SLOTS[1]] * 2 + [SLOTS[0]]
    archives = [read_archive(autosave.folder / name) for name in SLOTS]
    assert [(archive.facts["step"], archive.sequence) for archive in archives] == [(5, 5), (4, 4)]
    assert sorted(os.listdir(autosave.folder)) == sorted(SLOTS)


def test_a_new_program_goes_on_with_the_older_file(tmp_path: Path) -> None:
    """After a restart the newest generation is the one that is kept."""
    for step in range(1, 8):
        save(Autosave(tmp_path), step)

    assert newest(tmp_path).facts == {"step": 7}
    assert newest(tmp_path).sequence == 7
    assert sorted(read_archive(tmp_path / name).sequence for name in SLOTS) == [6, 7]


def test_the_best_is_kept_beside_them(tmp_path: Path) -> None:
    """The best of the run stays when newer generations come, and is not taken for the newest."""
    autosave = Autosave(tmp_path)
    save(autosave, 1)
    autosave.save_best({"W": np.ones(1, np.float32)}, {"step": 1})
    for step in (2, 3, 4):
        save(autosave, step)

    assert read_archive(autosave.best_path).facts == {"step": 1}
    assert newest(tmp_path).facts == {"step": 4}


def test_nothing_saved_is_nothing_found(tmp_path: Path) -> None:
    """An empty folder, a missing one and a file in its place offer nothing and refuse nothing."""
    (tmp_path / "file").write_bytes(b"")

    for folder in (tmp_path, tmp_path / "gone", tmp_path / "file"):
        recovery = Autosave(folder).newest_valid()
        assert (recovery.path, recovery.archive, recovery.refused) == (None, None, ())


def test_a_damaged_generation_gives_way_to_the_one_before(tmp_path: Path) -> None:
    """Two thousand flipped bits and cuts of the newest file: the previous one is offered."""
    autosave = Autosave(tmp_path)
    save(autosave, 1)
    path = save(autosave, 2)
    sound = path.read_bytes()
    rng = random.Random(7)
    for fault in range(2000):
        data = bytearray(sound)
        if fault % 2:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        else:
            del data[rng.randrange(len(data)) :]
        path.write_bytes(data)

        recovery = Autosave(tmp_path).newest_valid()

        assert recovery.archive is not None
        assert recovery.archive.facts == {"step": 1}
        assert recovery.path == tmp_path / SLOTS[0]
        assert len(recovery.refused) == 1
        assert recovery.refused[0].startswith(f"“{path.name}” ")


def test_a_damaged_generation_is_the_next_to_be_overwritten(tmp_path: Path) -> None:
    """The only sound generation is never the one that is written over."""
    save(Autosave(tmp_path), 1)
    (tmp_path / SLOTS[1]).write_bytes(b"damaged")

    path = save(Autosave(tmp_path), 2)

    assert path.name == SLOTS[1]
    assert read_archive(tmp_path / SLOTS[0]).facts == {"step": 1}


def test_the_best_is_offered_when_all_else_is_damaged(tmp_path: Path) -> None:
    """With both generations unreadable the best of the run is still there."""
    autosave = Autosave(tmp_path)
    autosave.save_best({}, {"step": 5})
    for name in SLOTS:
        (tmp_path / name).write_bytes(pack({}, {})[:-9])

    recovery = Autosave(tmp_path).newest_valid()

    assert recovery.path == autosave.best_path
    assert [sentence.split()[0] for sentence in recovery.refused] == [f"“{n}”" for n in SLOTS]


def test_discard_leaves_nothing(tmp_path: Path) -> None:
    """Generations, best and the leftovers of a killed writer go; what is not ours stays."""
    autosave = Autosave(tmp_path)
    for step in (1, 2):
        save(autosave, step)
    autosave.save_best({}, {})
    (tmp_path / atomic_file.TEMPORARY.format("0123")).write_bytes(b"half")
    (tmp_path / "notes.txt").write_bytes(b"mine")

    autosave.discard()

    assert os.listdir(tmp_path) == ["notes.txt"]
    save(autosave, 1)
    assert newest(tmp_path).sequence == 1


def test_discard_that_fails_is_a_sentence(tmp_path: Path) -> None:
    """A file that cannot be removed names the folder."""
    (tmp_path / BEST).mkdir()

    with pytest.raises(CheckpointError, match="remove the folder"):
        Autosave(tmp_path).discard()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_every_failing_call_leaves_both_generations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Whichever call fails, both files stay byte-identical, and the next save works."""
    autosave = Autosave(tmp_path)
    save(autosave, 1)
    save(autosave, 2)
    before = content(tmp_path)
    names = ["open", *["write"] * 9, "fsync", "close", "replace"]
    failed: list[str] = []
    for bad in range(1, len(names) + 1):

        def fault(count: int, name: str, bad: int = bad) -> None:
            if count == bad:
                failed.append(name)
                raise OSError(code, os.strerror(code))

        with monkeypatch.context() as patch:
            patch.setattr(atomic_file, "os", FaultyOS(fault))
            with pytest.raises(CheckpointError):
                save(autosave, 3)
        assert content(tmp_path) == before

    assert failed == names
    assert save(autosave, 3).name == SLOTS[0]
    assert newest(tmp_path).facts == {"step": 3}


def test_a_vanished_folder_is_made_again(tmp_path: Path) -> None:
    """A folder that someone removed costs the old generations, not the run."""
    autosave = Autosave(tmp_path / "runs")
    save(autosave, 1)
    shutil.rmtree(tmp_path / "runs")

    save(autosave, 2)

    assert newest(tmp_path / "runs").facts == {"step": 2}


def test_a_file_in_place_of_the_folder_is_a_sentence(tmp_path: Path) -> None:
    """A folder that cannot be made says so, and the file is not touched."""
    (tmp_path / "file").write_bytes(b"mine")

    for folder in (tmp_path / "file", tmp_path / "file" / "runs"):
        with pytest.raises(CheckpointError, match=r"could not be made because (something|a part)"):
            save(Autosave(folder), 1)

    assert (tmp_path / "file").read_bytes() == b"mine"


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root ignores modes")
def test_a_read_only_folder_is_a_sentence(tmp_path: Path) -> None:
    """Both generations stay byte-identical where nothing may be written."""
    autosave = Autosave(tmp_path)
    save(autosave, 1)
    before = content(tmp_path)
    tmp_path.chmod(0o500)

    with pytest.raises(CheckpointError, match="not allowed"):
        save(autosave, 2)

    tmp_path.chmod(0o700)
    assert content(tmp_path) == before


@posix
@pytest.mark.parametrize("limit", [0, 1, 4096, 20000])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, victim: Victim, limit: int) -> None:
    """Where the system itself stops the write, the old generation stays and nothing is left."""
    victim.start("fill_the_disk", tmp_path, limit)
    first, refused, ended = victim.end()

    assert (first, ended) == ("saved 1", "ended 0")
    assert refused.startswith(f"refused “{SLOTS[1]}” could not be saved because it is larger")
    assert os.listdir(tmp_path) == [SLOTS[0]]
    assert newest(tmp_path).facts == {"step": 1}


@posix
def test_a_kill_between_any_two_calls(tmp_path: Path, victim: Victim) -> None:
    """Killed before each call of a save, the newest generation is the old or the new, whole."""
    killed_at, found = [], []
    for number in range(1, 100):
        folder = tmp_path / str(number)
        victim.start("die_at_call", folder, number)
        *_, last, ended = victim.end()
        found.append(newest(folder).facts["step"])
        assert Autosave(folder).newest_valid().refused == ()
        if ended == "ended 0":
            break
        assert ended == f"ended {-signal.SIGKILL}"
        killed_at.append(last.removeprefix("at "))

    writing = ["open", *["write"] * 6, "fsync", "close", "replace"]
    assert killed_at == [*writing, "open", "fsync", "close"]
    assert found == [2] * len(writing) + [3] * 4


def kill_at_random(folder: Path, victim: Victim, times: int) -> None:
    """Kill a saving program again and again; each next one resumes from what is left."""
    rng = random.Random(1984)
    step = 1
    for _ in range(times):
        process = victim.start("save_for_ever", folder, step)
        victim.wait_for(f"saved {step}")
        time.sleep(rng.uniform(0, 0.02))  # the random moment
        os.kill(process, signal.SIGKILL)
        *_, last, ended = victim.end()
        saved = int(last.removeprefix("saved "))

        recovery = Autosave(folder).newest_valid()

        assert ended == f"ended {-signal.SIGKILL}"
        assert recovery.refused == ()
        assert newest(folder).facts["step"] in (saved, saved + 1)
        step = newest(folder).facts["step"] + 1
    Autosave(folder).discard()
    assert os.listdir(folder) == []


@posix
def test_20_kills_at_random_moments(tmp_path: Path, victim: Victim) -> None:
    """After each of 20 kills the newest generation is at most the one being written behind."""
    kill_at_random(tmp_path, victim, 20)


@posix
@pytest.mark.faults
def test_200_kills_at_random_moments(tmp_path: Path, victim: Victim) -> None:
    """The same, 200 times."""
    kill_at_random(tmp_path, victim, 200)
