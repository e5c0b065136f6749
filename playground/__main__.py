"""`playground [--tour DIR] [FILE ...]`: open the window, or take the tour through it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from engine import blas
from playground.display import has_display

NO_DISPLAY = "There is no display to open a window on; taking the tour instead, into {}."


def main(words: list[str] | None = None) -> int:
    """Open the window; where there is no display, drive it unseen and leave pictures."""
    parser = argparse.ArgumentParser("playground", description="The Recurrent Playground.")
    parser.add_argument("files", nargs="*", metavar="FILE", help="data or a model to open")
    parser.add_argument(
        "--tour", metavar="DIR", help="drive the window unseen, leave a picture of every tab in DIR"
    )
    options = parser.parse_args(words)
    blas.prepare(wait=False)  # before anything imports NumPy
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes 40 ms
    if options.tour is not None:
        return _tour(Path(options.tour))
    if not has_display():
        folder = Path("tour")
        print(NO_DISPLAY.format(folder.absolute()), flush=True)
        return _tour(folder)
    from playground.app import run

    return run(options.files)


def _tour(folder: Path) -> int:
    # Where there is no display, others compute: two threads that wait for a core take minutes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from playground.tour import take_tour

    return take_tour(folder)


if __name__ == "__main__":
    sys.exit(main())
