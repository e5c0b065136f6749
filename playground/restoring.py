"""The session as it was when the program ended."""

from __future__ import annotations

from contextlib import suppress

from engine import EngineError, RunConfig
from playground.presets import FIRST_PRESET, PRESETS
from playground.session import Session
from playground.settings import WindowSettings


def restored_session(settings: WindowSettings) -> Session:
    """Return a session with the settings of the last one, or as at the very first start."""
    if settings.config is not None:
        with suppress(EngineError):  # of another version: begin as at the first start
            preset = settings.preset if settings.preset in PRESETS else FIRST_PRESET
            return Session(RunConfig.parse(settings.config), preset)
    return Session()
