"""A program to be killed while it trains: `python -m tests.engine.killed_run FOLDER`.

It goes on with the run that the folder holds, saves it after every few updates and prints the
step of each saving.
"""

import sys
from pathlib import Path

from engine.events import Saved
from engine.keeping import kept, recover
from engine.run_config import RunConfig
from tests.engine.small_runs import config_of, run_of

EPOCHS = 100_000  # more than anybody waits for


def config() -> RunConfig:
    """Return a small run with dropout, which draws a random number in every update."""
    return config_of(
        "language_model", **{"model.cell": "lstm", "model.dropout": 0.2, "training.epochs": EPOCHS}
    )


def main(folder: Path) -> None:
    """Train until killed."""
    checkpoint, _ = recover(folder)
    for event in kept(run_of(config(), resume=checkpoint).events(), folder, interval=0.0):
        if isinstance(event, Saved):
            print(event.step, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
