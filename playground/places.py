"""Where the program keeps what is the user's: settings, logs, autosaved runs."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path, user_state_path

NAME = "recurrent-playground"
VARIABLE = "PLAYGROUND_PROFILE"  # names one folder to keep everything in instead


def settings_file() -> Path:
    """Return the file of the settings and of the last session."""
    own = os.environ.get(VARIABLE)
    folder = Path(own) if own else user_config_path(NAME, appauthor=False)
    return folder / "settings.json"


def state_folder() -> Path:
    """Return the folder of logs and autosaved runs, made if need be."""
    own = os.environ.get(VARIABLE)
    folder = Path(own) if own else user_state_path(NAME, appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
