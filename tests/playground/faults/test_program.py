"""What happens to the whole program, in a process of its own with a profile of its own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 3.0  # in which a start has to offer what was cut off

posix = pytest.mark.skipif(os.name == "nt", reason="signals and limits of POSIX")


def start(profile: Path, state: str) -> subprocess.Popen[str]:
    """Start the program on its way to a state."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.playground.faults.program", state],
        cwd=ROOT,
        env=os.environ | {"PLAYGROUND_PROFILE": str(profile), "OPENBLAS_NUM_THREADS": "1"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def end(process: subprocess.Popen[str], code: int = 0) -> list[str]:
    """Wait for its end; return what it said, having checked that it complained of nothing."""
    said, complaints = process.communicate(timeout=120)
    complaints = complaints.replace("This plugin does not support propagateSizeHints()", "")
    assert process.returncode == code, complaints
    assert complaints.strip() == ""
    return said.splitlines()


@posix
def test_a_killed_program_offers_its_run_at_the_next_start(tmp_path: Path) -> None:
    """At the update that was saved or a later one."""
    (step,) = end(start(tmp_path, "crash"), -signal.SIGKILL)
    _, offer = end(start(tmp_path, "look"))

    assert offer.startswith("A run of “")
    assert f"was interrupted at update {int(step):,}, " in offer


@posix
@pytest.mark.faults
def test_a_killed_program_offers_its_run_in_time(tmp_path: Path) -> None:
    """Within three seconds of the window, on a machine that does nothing else."""
    end(start(tmp_path, "crash"), -signal.SIGKILL)
    seconds, _ = end(start(tmp_path, "look"))

    assert float(seconds) < SECONDS


def test_a_closed_program_offers_its_run_quietly(tmp_path: Path) -> None:
    """Exactly where it was closed, so that Train goes on from there."""
    end(start(tmp_path, "train"))
    _, offer = end(start(tmp_path, "look"))

    assert offer.startswith("The last run of “")


def test_closing_while_a_text_is_written_ends_the_program_well(tmp_path: Path) -> None:
    """And while the model that writes it is being trained."""
    assert end(start(tmp_path, "sample")) == ["1"]


@posix
def test_a_full_disk_is_one_banner(tmp_path: Path) -> None:
    """Training goes on, and nothing else happens."""
    banner, state = end(start(tmp_path, "survive_full_disk"))

    assert banner.startswith("The run could not be saved.")
    assert banner.endswith("Training goes on.")
    assert state == "running"


def test_a_profile_that_cannot_be_made_is_one_banner(tmp_path: Path) -> None:
    """The window opens and trains; it says at once that runs are not kept, and why."""
    (tmp_path / "file").write_text("in the way")
    banner, state = end(start(tmp_path / "file" / "profile", "survive_no_profile"))

    assert banner.startswith("Runs are not being kept.")
    assert "the system says “Not a directory”" in banner
    assert state == "paused"
    assert [path.name for path in tmp_path.rglob("*")] == ["file"]


def test_two_programs_share_a_profile(tmp_path: Path) -> None:
    """Both train, both end well, each keeps its own run, and the settings stay whole."""
    both = [start(tmp_path, "train") for _ in range(2)]
    for process in both:
        end(process)

    assert len(list((tmp_path / "runs").iterdir())) == 2
    assert json.loads((tmp_path / "settings.json").read_text(encoding="utf-8"))["preset"]


HOSTILE: dict[str, Any] = {
    "tab": {"tab": 10**9},
    "negative tab": {"tab": -5},
    "geometry": {"geometry": "////" * 10_000},
    "unknown model": {"config": {"model": {"kind": "oracle"}}, "preset": "none"},
    "huge sizes": {"config": {"model": {"hidden_size": 10**12}}},
    "files that are gone": {
        "config": {"data": {"source": {"kind": "files", "train": "/nowhere/at all"}}},
        "preset": "rnnlm",
    },
    "wrong types": {"config": ["a"], "appearance": 7},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_settings_start_with_defaults(kind: str, tmp_path: Path) -> None:
    """The window is there, and the next start finds sound settings."""
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(HOSTILE[kind]), encoding="utf-8")
    end(start(tmp_path, "start"))

    settings = json.loads(path.read_text(encoding="utf-8"))
    assert settings["version"] == 1
    assert 0 <= settings["tab"] < 10
