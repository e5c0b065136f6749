"""A folder that cannot take a model is refused before anything is trained."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from engine.commands import out_folder
from engine.commands.out_folder import OutFolder
from engine.errors import CheckpointError

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("file", "File exists"),
        ("file/below", "Not a directory"),
        ("file/below/it", "Not a directory"),
        ("circle/below", "Too many levels of symbolic links"),
        ("n" * 300, "File name too long"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="the words are those of POSIX")
def test_a_folder_that_cannot_be_made_ends_the_command(
    name: str, reason: str, tmp_path: Path
) -> None:
    """One sentence on standard error, exit code 1, and not an update is made."""
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "circle").symlink_to("circle")
    command = ["-m", "engine", "train", "--preset", "addition", "--out", str(tmp_path / name)]
    ended = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == (
        f"The folder “{tmp_path / name}” cannot be made: {reason}. Choose another one.\n"
    )
    assert (tmp_path / "file").read_text() == "in the way"


def test_a_folder_that_cannot_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be there all the same, on a disk that is read-only."""

    def refuse(**options: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(out_folder, "TemporaryFile", refuse)
    with pytest.raises(CheckpointError) as caught:
        OutFolder.make(tmp_path)

    assert str(caught.value) == (
        f"Nothing can be written to the folder “{tmp_path}”: Read-only file system. Choose "
        "another one."
    )


def test_a_folder_that_takes_a_model_is_left_as_it_was(tmp_path: Path) -> None:
    """Trying it out leaves nothing behind."""
    OutFolder.make(tmp_path / "a" / "b")

    assert [path.name for path in tmp_path.rglob("*")] == ["a", "b"]
