"""Where the program keeps what is the user's: settings, logs, autosaved runs, pasted texts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_state_path

NAME = "recurrent-playground"
VARIABLE = "PLAYGROUND_PROFILE"  # names one folder to keep everything in instead
NOWHERE = Path(os.devnull, NAME)  # where nothing can be written


def settings_file() -> Path:
    """Return the file of the settings and of the last session."""
    return _folder(user_config_path) / "settings.json"


def state_folder() -> Path:
    """Return the folder of logs and autosaved runs; it may not be there yet."""
    return _folder(user_state_path)


def data_folder() -> Path:
    """Return the folder of texts that were pasted; it may not be there yet."""
    return _folder(user_data_path)


def _folder(usual: Callable[..., Path]) -> Path:
    own = os.environ.get(VARIABLE)
    if own:
        return Path(own)
    try:
        folder = usual(NAME, appauthor=False)
    except RuntimeError:  # a user without a home
        return NOWHERE
    return folder if folder.is_absolute() else NOWHERE  # a home that is not known begins with "~"
