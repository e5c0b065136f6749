"""Saves into one file again and again: `python -m tests.engine.saving_program FILE LETTER`."""

import sys
from pathlib import Path

from engine.atomic_file import write_atomically

TIMES, SIZE = 100, 200_000


def main(path: Path, letter: str) -> None:
    """Replace the file by nothing but one letter, as often as is asked for."""
    content = letter.encode() * SIZE
    for _ in range(TIMES):
        write_atomically(path, content[: SIZE // 2], content[SIZE // 2 :])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
