"""What the window remembers survives, and a broken file never holds a start up."""

import json
from pathlib import Path

import pytest

from playground.settings import WindowSettings


def test_settings_come_back(tmp_path: Path) -> None:
    """What was saved is what the next start finds."""
    path = tmp_path / "folder" / "settings.json"
    saved = WindowSettings(tab=2, appearance="dark", config={"seed": 7}, preset="rnnlm")
    saved.save(path)

    assert WindowSettings.load(path) == saved


def test_without_a_file_everything_is_as_at_the_first_start(tmp_path: Path) -> None:
    """No config means: welcome."""
    settings = WindowSettings.load(tmp_path / "settings.json")

    assert settings.config is None
    assert settings.appearance == "system"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b'{"tab": "left"}', b'{"version": 99}', b"[1]", b'{"odd": 1}'],
)
def test_a_broken_file_is_kept_and_replaced(tmp_path: Path, content: bytes) -> None:
    """Cut, of wrong types or from a future version: defaults, and the file as `.bak`."""
    path = tmp_path / "settings.json"
    path.write_bytes(content)

    assert WindowSettings.load(path) == WindowSettings()
    assert not path.exists()
    assert (tmp_path / "settings.json.bak").read_bytes() == content


def test_the_file_can_be_read_by_people(tmp_path: Path) -> None:
    """It is plain JSON with the names of the settings."""
    path = tmp_path / "settings.json"
    WindowSettings(tab=1).save(path)

    assert json.loads(path.read_text(encoding="utf-8"))["tab"] == 1
