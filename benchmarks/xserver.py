"""A real X server without a screen, and what stands on it."""

from __future__ import annotations

import mmap
import os
import select
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

WIDTH, HEIGHT = 1280, 800
PATIENCE = 10.0  # seconds for the server to start
SPOTS = (16, 10)  # across and down: where the screen is looked at


@dataclass(frozen=True)
class XServer:
    """A running server: the environment of its programs, and its picture as a file."""

    environment: dict[str, str]
    screen: Path

    @contextmanager
    def look(self) -> Iterator[Screen]:
        """Return what reads the screen while it changes."""
        with (
            self.screen.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as memory,
        ):
            yield Screen(memory)


class Screen:
    """Reads spots of the picture, which the server keeps in an XWD file as it draws."""

    def __init__(self, memory: mmap.mmap) -> None:
        self._memory = memory
        header, bits, line, colors = (
            struct.unpack(">I", memory[at : at + 4])[0] for at in (0, 44, 48, 76)
        )
        start, across, down = header + 12 * colors, *SPOTS
        self._places = [
            start + line * (HEIGHT * (2 * y + 1) // (2 * down))
            + bits // 8 * (WIDTH * (2 * x + 1) // (2 * across))
            for x in range(across)
            for y in range(down)
        ]  # fmt: skip
        self._before = self._spots()

    def share_changed(self) -> float:
        """Return the share of the spots that are not as they were at first."""
        now = self._spots()
        changed = sum(a != b for a, b in zip(now, self._before, strict=True))
        return changed / len(now)

    def _spots(self) -> list[bytes]:
        return [self._memory[place : place + 3] for place in self._places]


@contextmanager
def x_server() -> Iterator[XServer]:
    """Run Xvfb with a profile of its own: the user's settings are left alone.

    Raises:
        ClickException: it is not installed or does not start.
    """
    if shutil.which("Xvfb") is None:
        raise click.ClickException("Xvfb is not installed. Install it with “apt install xvfb”.")
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
        server = subprocess.Popen(
            [*words, "-dpi", "96", "-nolisten", "tcp", "-fbdir", folder],
            pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        try:
            if not select.select([reading], [], [], PATIENCE)[0]:
                raise click.ClickException(f"Xvfb did not start in {PATIENCE:.0f} seconds.")
            display = os.read(reading, 32).decode().strip()
            own = {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb", "PLAYGROUND_PROFILE": folder}
            rest = {k: v for k, v in os.environ.items() if k != "WAYLAND_DISPLAY"}
            yield XServer(rest | own, Path(folder) / "Xvfb_screen0")
        finally:
            os.close(reading)
            server.terminate()
            server.wait()
