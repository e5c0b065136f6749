"""Where the program keeps what is the user's: settings, logs, autosaved runs."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path, user_state_path

NAME = "recurrent-playground"


def settings_file() -> Path:
    """Return the file of the settings and of the last session."""
    return user_config_path(NAME, appauthor=False) / "settings.json"


def state_folder() -> Path:
    """Return the folder of logs and autosaved runs, made if need be."""
    return user_state_path(NAME, appauthor=False, ensure_exists=True)
