"""Where the program keeps what is the user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from platformdirs import user_config_path, user_state_path

NAME = "recurrent-playground"


@dataclass(frozen=True)
class Places:
    """The places of one user, or of a tour that leaves the user's alone.

    Attributes:
        settings: the file of the settings and of the last session.
        state: the folder of logs and autosaved runs.
    """

    settings: Path
    state: Path

    @classmethod
    def of_user(cls) -> Self:
        """Return the places that the system has for the user's files."""
        state = user_state_path(NAME, appauthor=False, ensure_exists=True)
        return cls(user_config_path(NAME, appauthor=False) / "settings.json", state)

    @classmethod
    def inside(cls, folder: Path) -> Self:
        """Return places in a folder, which exists."""
        return cls(folder / "settings.json", folder)
