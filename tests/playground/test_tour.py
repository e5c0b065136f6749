"""The tour does the whole main job by itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PICTURES = ("welcome", "data", "model", "train", "generate", "compare")
PAIRS = ("data-pairs", "train-pairs", "generate-pairs")


@pytest.mark.slow
def test_the_tour_leaves_a_picture_of_every_tab(tmp_path: Path) -> None:
    """It learns a text and sums, says what it did and no more, and ends with exit code 0."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-m", "playground", "--tour", str(tmp_path)]
    ended = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=280, check=False
    )

    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert "Asked it: 57+5 = " in ended.stdout
    assert {path.stem for path in tmp_path.glob("*.png")} == {*PICTURES, *PAIRS}
