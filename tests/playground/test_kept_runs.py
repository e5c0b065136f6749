"""Each program saves its run in a folder of its own; what was cut off is found again."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import engine
from engine.events import Saved
from playground.kept_runs import KeptRun, KeptRuns
from tests.playground.runs import small_text_run

ROOT = Path(__file__).resolve().parents[2]

# Holds a folder and says which, then waits to be killed.
HOLDER = """
import sys
from pathlib import Path
from playground.kept_runs import KeptRuns

runs = KeptRuns(Path(sys.argv[1]))
print(runs.own, flush=True)
sys.stdin.read()
"""


def save_a_run(folder: Path) -> int:
    """Train and save in a folder; return the step that was saved last."""
    run = engine.kept(engine.train(small_text_run(epochs=50)), folder, interval=0.0)
    step = next(event.step for event in run if isinstance(event, Saved))
    run.close()
    return step


def abandon(folder: Path, seconds: float = 0.0) -> Path:
    """Leave a run as a program does that dies; return its program's folder."""
    runs = KeptRuns(folder)
    save_a_run(runs.own / "0")
    then = time.time() - seconds
    for path in (runs.own / "0").iterdir():
        os.utime(path, (then, then))
    assert runs._lock is not None
    runs._lock.unlock()
    return runs.own


def find(runs: KeptRuns) -> KeptRun | None:
    """Look for a run."""
    return runs.find(lambda event: None)


def test_what_a_dead_program_left_is_found(tmp_path: Path) -> None:
    """With its age, and with the remark that the program did not end well."""
    abandon(tmp_path, 130.0)
    found = find(KeptRuns(tmp_path))

    assert found is not None
    assert found.checkpoint is not None
    assert found.checkpoint.step > 0
    assert found.damaged == ()
    assert 130 <= found.age < 190
    assert not found.was_closed


def test_the_newest_is_found_first(tmp_path: Path) -> None:
    """The older one is found when the newer one is answered."""
    older, newer = abandon(tmp_path, 900.0), abandon(tmp_path, 60.0)
    runs = KeptRuns(tmp_path)
    for folder in (newer, older):
        assert find(runs) is not None
        assert runs._found == folder
        runs.forget_found()
        assert not folder.exists()
    assert find(runs) is None


def test_two_programs_never_share_a_folder(tmp_path: Path) -> None:
    """Neither their own, nor what a third one left: only one of them is offered it."""
    abandon(tmp_path)
    first, second = KeptRuns(tmp_path), KeptRuns(tmp_path)
    save_a_run(first.own / "0")

    assert first.own != second.own
    assert find(second) is not None
    assert find(first) is None
    assert find(KeptRuns(tmp_path)) is None


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")
def test_a_killed_program_holds_nothing(tmp_path: Path) -> None:
    """While it lives its run is its own; once it is killed anybody may go on with it."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        own = Path(process.stdout.readline().strip())
        save_a_run(own / "0")
        runs = KeptRuns(tmp_path)
        assert find(runs) is None
        process.send_signal(signal.SIGKILL)

    assert find(runs) is not None


@pytest.mark.parametrize("content", [b"", b"not a run"])
def test_a_run_that_is_damaged_all_through_is_told(tmp_path: Path, content: bytes) -> None:
    """There is nothing to go on with, and a sentence about each file says why."""
    own = abandon(tmp_path)
    for path in (own / "0").glob("*.safetensors"):
        path.write_bytes(content)
    found = find(KeptRuns(tmp_path))

    assert found is not None
    assert found.checkpoint is None
    assert found.damaged
    assert all(sentence.endswith(".") for sentence in found.damaged)


def test_a_damaged_file_gives_way_to_the_one_before(tmp_path: Path) -> None:
    """The run is found, with a sentence about what was not."""
    own = abandon(tmp_path)
    files = sorted((own / "0").glob("autosave-*"), key=lambda path: path.stat().st_mtime_ns)
    if len(files) == 1:
        files.append(files[0].with_name("autosave-b.safetensors"))
    files[-1].write_bytes(files[0].read_bytes()[:-7])
    found = find(KeptRuns(tmp_path))

    assert found is not None
    assert found.checkpoint is not None
    assert len(found.damaged) == 1


def test_a_closed_program_leaves_its_last_run_alone(tmp_path: Path) -> None:
    """Those before it were given up; the last one is found as a run that was closed."""
    runs = KeptRuns(tmp_path)
    save_a_run(runs.own / "0")
    step = save_a_run(runs.own / "1")
    runs.close(runs.own / "1")
    found = find(KeptRuns(tmp_path))

    assert not (runs.own / "0").exists()
    assert found is not None
    assert found.was_closed
    assert found.checkpoint is not None
    assert found.checkpoint.step >= step


def test_a_program_without_a_run_leaves_nothing(tmp_path: Path) -> None:
    """Not even an empty folder; one that a dead program left is removed, too."""
    (tmp_path / "program-dead").mkdir()
    runs = KeptRuns(tmp_path)
    assert find(runs) is None
    runs.close(runs.own / "0")

    assert list(tmp_path.iterdir()) == []


def test_what_was_not_answered_is_offered_again(tmp_path: Path) -> None:
    """Closing the window is no answer."""
    abandon(tmp_path)
    runs = KeptRuns(tmp_path)
    assert find(runs) is not None
    runs.close(runs.own / "0")

    assert find(KeptRuns(tmp_path)) is not None


def test_a_place_that_cannot_be_written_holds_nothing_up(tmp_path: Path) -> None:
    """The program starts, and can say what is wrong and what to do."""
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file" / "runs"):
        runs = KeptRuns(folder)

        assert runs.problem.startswith(f"Nothing can be written to {folder}, the system says “")
        assert find(runs) is None
        runs.close(None)
    assert (tmp_path / "file").read_text() == "in the way"
    assert KeptRuns(tmp_path / "runs").problem == ""


def test_a_disk_that_is_full_is_seen_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder can often still be made there; what was made of it is removed."""

    def refuse(**options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    runs = KeptRuns(tmp_path)

    assert "the system says “No space left on device”" in runs.problem
    assert not list(tmp_path.iterdir())
