"""Where the program keeps what is the user's."""

from pathlib import Path

import pytest

from playground.kept_runs import KeptRuns
from playground.places import NOWHERE, VARIABLE, data_folder, settings_file, state_folder


def test_one_folder_can_be_named_for_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a second profile, or where the usual places cannot be written."""
    monkeypatch.setenv(VARIABLE, str(tmp_path))

    assert settings_file() == tmp_path / "settings.json"
    assert state_folder() == data_folder() == tmp_path


def test_a_user_without_a_home_leaves_nothing_in_the_working_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without HOME and without an entry among the users; nothing is kept, and that is said."""
    for name in (VARIABLE, "HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pytest.importorskip("pwd"), "getpwuid", _unknown)

    assert settings_file().parent == state_folder() == data_folder() == NOWHERE
    assert "Nothing can be written to" in KeptRuns(state_folder()).problem


def _unknown(number: int) -> None:
    raise KeyError(number)
