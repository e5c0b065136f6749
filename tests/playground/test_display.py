"""Whether there is a screen."""

import socket
import sys
from pathlib import Path

import pytest

from playground.display import has_display

pytestmark = pytest.mark.skipif(
    sys.platform in ("darwin", "win32"), reason="these systems always have a display"
)


@pytest.fixture(autouse=True)
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from a server's environment."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_a_server_has_no_display() -> None:
    """Without any of the variables there is no display."""
    assert not has_display()


def test_a_display_that_is_gone_is_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """A DISPLAY or WAYLAND_DISPLAY that nobody answers does not count: Qt would abort on it."""
    monkeypatch.setenv("DISPLAY", ":64999")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-gone")

    assert not has_display()


def test_a_chosen_platform_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who names a platform gets the window on it."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    assert has_display()


def test_a_compositor_that_listens_is_a_display(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A Wayland socket is found in XDG_RUNTIME_DIR."""
    monkeypatch.chdir(tmp_path)  # a short address: sockets allow about a hundred characters
    monkeypatch.setenv("XDG_RUNTIME_DIR", ".")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind("wayland-0")
        server.listen()

        assert has_display()
