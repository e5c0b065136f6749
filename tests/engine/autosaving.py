"""A program to be killed: it autosaves in children that the test ends as it likes.

Each line of standard input is a JSON list: what to do, the folder, a number. Standard output
tells the child's process id ("pid 7"), what the child did ("saved 3", "at write", "refused ...")
and how it ended ("ended -9"). One program for many children saves importing NumPy for each.
"""

import json
import os
import signal
import sys
import traceback

import numpy as np

from engine import atomic_file
from engine.autosave import Autosave
from engine.errors import CheckpointError
from tests.faulty_os import FaultyOS


def say(*words: object) -> None:
    """Print a line at once and in one piece."""
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


def save(autosave: Autosave, step: int) -> None:
    """Save a generation whose every number is its step."""
    autosave.save({"W": np.full(5000, step, np.float32)}, {"step": step})
    say("saved", step)


def save_for_ever(folder: str, step: int) -> None:
    """Save generation after generation, beginning at `step`."""
    autosave = Autosave(folder)
    while True:
        save(autosave, step)
        step += 1


def die_at_call(folder: str, number: int) -> None:
    """Save three generations, being killed before the call of that number of the third."""
    autosave = Autosave(folder)
    save(autosave, 1)
    save(autosave, 2)

    def die(count: int, name: str) -> None:
        if count == number:
            say("at", name)
            os.kill(os.getpid(), signal.SIGKILL)

    atomic_file.os = FaultyOS(die, piece=4096)  # type: ignore[assignment]
    save(autosave, 3)


def fill_the_disk(folder: str, limit: int) -> None:
    """Save a generation, and try another where no file may be longer than `limit` bytes."""
    import resource

    autosave = Autosave(folder)
    save(autosave, 1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        save(autosave, 2)
    except CheckpointError as error:
        say("refused", error)


def main() -> None:
    """Do what standard input says until it ends."""
    tasks = {task.__name__: task for task in (save_for_ever, die_at_call, fill_the_disk)}
    for line in sys.stdin:
        task, folder, number = json.loads(line)
        child = os.fork()
        if not child:
            try:
                tasks[task](folder, number)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
        say("pid", child)
        say("ended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    main()
