"""What the window remembers from one start to the next."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from engine.atomic_file import write_atomically


class WindowSettings(BaseModel):
    """Layout, appearance and the last session, as plain data.

    Attributes:
        geometry: of the window, as Qt writes it, in Base64.
        config: of the last session; None where the next start is to be like the first one.
    """

    model_config = ConfigDict(extra="forbid", validate_assignment=True)

    version: Literal[1] = 1
    geometry: str = ""
    tab: int = 0
    appearance: Literal["system", "light", "dark"] = "system"
    config: dict[str, Any] | None = None
    preset: str = ""

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the settings; a file that cannot be used is kept as `.bak` and replaced."""
        try:
            return cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return cls()
        except (OSError, ValidationError):
            with suppress(OSError):
                path.replace(path.with_name(path.name + ".bak"))
            return cls()

    def save(self, path: Path) -> None:
        """Write the settings in one step.

        Raises:
            CheckpointError: they could not be written.
            OSError: their folder cannot be made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, self.model_dump_json(indent=1).encode())
