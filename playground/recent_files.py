"""The user's own data files, the newest first, remembered from start to start."""

from __future__ import annotations

import json
from pathlib import Path

from playground.places import settings_file

MOST = 6


class RecentFiles:
    """Remember at most six files; those that are gone are left out."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or settings_file().with_name("recent_data.json")

    def paths(self) -> list[str]:
        """Return the files that are still there."""
        return [path for path in self._stored() if Path(path).is_file()]

    def add(self, path: str) -> None:
        """Put a file in front."""
        paths = [path, *(old for old in self._stored() if old != path)][:MOST]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(json.dumps(paths), encoding="utf-8")
        except OSError:
            pass  # a full disk costs the list, not the data that were just opened

    def _stored(self) -> list[str]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return []
        return [path for path in found if isinstance(path, str)] if isinstance(found, list) else []
