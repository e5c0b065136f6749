"""A run that was cut off is found again, and nobody takes the run of a living program."""

import os
from pathlib import Path

import pytest

import engine
from engine.events import Saved
from playground.kept_runs import KeptRuns
from tests.playground.runs import small_text_run

NOBODY = "999999999"  # larger than any process number


def cut_off(folder: Path) -> int:
    """Train and save in a folder until the first saving is done; return its step."""
    run = engine.kept(engine.train(small_text_run(epochs=50)), folder, interval=0.0)
    step = next(event.step for event in run if isinstance(event, Saved))
    run.close()
    return step


def report(event: object) -> None:
    """Hear nothing."""


def test_the_run_of_a_program_that_is_gone_is_taken_once(tmp_path: Path) -> None:
    """Its checkpoint comes back; the files now belong to this program."""
    step = cut_off(tmp_path / NOBODY)
    runs = KeptRuns(tmp_path)
    found = runs.take(report)

    assert found is not None
    assert found.checkpoint.step >= step
    assert not (tmp_path / NOBODY).exists()
    assert runs.own.is_dir()
    assert runs.take(report) is None


def test_the_run_of_a_living_program_is_left_alone(tmp_path: Path) -> None:
    """Two programs at a time keep two runs."""
    cut_off(tmp_path / str(os.getppid()))

    assert KeptRuns(tmp_path).take(report) is None


@pytest.mark.parametrize("content", [b"", b"not a run"])
def test_a_damaged_run_holds_nothing_up(tmp_path: Path, content: bytes) -> None:
    """A start without anything to offer is a start."""
    folder = tmp_path / NOBODY
    folder.mkdir()
    (folder / "autosave-a.safetensors").write_bytes(content)

    assert KeptRuns(tmp_path).take(report) is None


def test_a_run_that_ended_leaves_nothing(tmp_path: Path) -> None:
    """Discarding is done at the end of a program without an open run."""
    runs = KeptRuns(tmp_path)
    cut_off(runs.own)
    runs.discard()

    assert not runs.own.exists()
