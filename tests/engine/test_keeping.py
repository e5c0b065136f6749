"""A run is saved while it goes on: nothing of it changes, and little of it can be lost."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import psutil
import pytest

from engine.archive import read_archive, write_archive
from engine.autosave import BEST, SLOTS
from engine.checkpoint import Checkpoint, TrainingState, load_checkpoint
from engine.errors import CheckpointError
from engine.events import (
    Changed,
    Diverged,
    Evaluated,
    Event,
    NotSaved,
    Progress,
    Saved,
    Snapshot,
    Summary,
)
from engine.keeping import INTERVAL, Run, kept, recover
from engine.requests import Change, TakeSnapshot
from engine.run import train
from tests.engine import killed_run
from tests.engine.small_runs import TRAINED, a_text, config_of, dataset_of, run_of, summary_of
from tests.engine.telling import told

ROOT = Path(__file__).resolve().parents[2]

Kind = TypeVar("Kind", bound=Event)

NOTHING_LOST = 0.0  # as the interval: save whenever the last saving is done
TWO_EPOCHS = config_of("language_model")
LONG = killed_run.config()  # of more epochs than anybody waits for
WARM_UP = 5  # savings
ROOM = 20_000_000  # bytes
LIVE = "optimizer.learning_rate"


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


class Disk:
    """Stands in for writing archives; refuses while it is full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: Exception | None = None
        monkeypatch.setattr("engine.autosave.write_archive", self.write)

    def write(self, *archive: Any) -> None:
        if self.error is not None:
            raise self.error
        write_archive(*archive)


def a_run(folder: Path, interval: float = NOTHING_LOST, **options: Any) -> Run:
    """Return a small run that is kept."""
    return kept(run_of(TWO_EPOCHS).events(), folder, interval, **options)


def savings(run: Run) -> list[int]:
    """Run to the end; return the steps that were saved."""
    return [event.step for event in run if isinstance(event, Saved)]


def next_of(run: Run, kind: type[Kind]) -> Kind:
    """Go on to the next event of a kind."""
    return next(event for event in run if isinstance(event, kind))


def next_step(run: Run) -> int:
    """Return the step of the next update."""
    return next_of(run, Progress).step


def training_of(checkpoint: Checkpoint | None) -> TrainingState:
    """Return what a checkpoint needs for going on."""
    assert checkpoint is not None
    assert checkpoint.training is not None
    return checkpoint.training


@pytest.mark.parametrize("model", [*TRAINED, "ngram"])
def test_events_pass_through_unchanged(model: str, tmp_path: Path) -> None:
    """Between them stand only reports of savings, and the last event stays the last."""
    config = config_of(model)
    alone = [told(event) for event in train(config, dataset=dataset_of(config))]
    said = list(kept(train(config, dataset=dataset_of(config)), tmp_path, NOTHING_LOST))

    assert [told(event) for event in said if not isinstance(event, Saved)] == alone
    assert isinstance(said[-1], Summary)
    assert isinstance(said[-2], Saved)


def test_the_end_is_saved(tmp_path: Path) -> None:
    """The newest checkpoint is the summary's."""
    *_, summary = a_run(tmp_path, INTERVAL)
    found, damaged = recover(tmp_path)

    assert isinstance(summary, Summary)
    assert damaged == ()
    assert training_of(found).facts == training_of(summary.checkpoint).facts


def test_requests_are_answered_at_once(tmp_path: Path) -> None:
    """What `send` returns is the answer, also between a report and the next event."""
    run = kept(run_of(LONG).events(), tmp_path, NOTHING_LOST)
    next(run)
    changed = run.send(Change(LIVE, 0.5))
    assert changed == Changed(0, LIVE, 0.5)
    snapshot = run.send(TakeSnapshot())
    assert isinstance(snapshot, Snapshot)

    next_of(run, Saved)
    changed = run.send(Change(LIVE, 0.25))
    assert changed == Changed(next_step(run) - 1, LIVE, 0.25)
    run.close()


def test_a_request_at_the_end_is_not_answered(tmp_path: Path) -> None:
    """There is nobody left to answer: the run ends, as it does when it is not kept."""
    run = a_run(tmp_path)
    next_of(run, Summary)

    with pytest.raises(StopIteration):
        run.send(TakeSnapshot())


def test_a_request_just_before_the_end_costs_nothing(tmp_path: Path) -> None:
    """The report of the last saving may be answered by a request; the summary still comes."""
    run = a_run(tmp_path, INTERVAL)
    next_of(run, Saved)

    assert isinstance(run.send(TakeSnapshot()), Summary)


def test_an_epoch_is_saved_when_five_seconds_have_passed(tmp_path: Path) -> None:
    """Short epochs are not each worth a file, and long ones do not wait for the interval."""
    clock = Clock()
    config = TWO_EPOCHS.changed(**{"training.epochs": 3})
    run = kept(run_of(config).events(), tmp_path, INTERVAL, clock)
    next(run)
    for seconds in (1.0, 3.9):
        clock.now += seconds
        evaluated = next_of(run, Evaluated)
        assert not list(tmp_path.iterdir())
    clock.now += 0.2
    saved, end = savings(run)

    assert saved == evaluated.step
    assert end == saved * 3 // 2


def test_an_interval_is_the_longest_without_saving(tmp_path: Path) -> None:
    """Also in the middle of an epoch; then the interval begins anew."""
    clock = Clock()
    run = a_run(tmp_path, INTERVAL, clock=clock)
    next_of(run, Progress)
    clock.now += INTERVAL
    due = next_step(run)
    *saved, end = savings(run)

    assert saved == [due]
    assert end == summary_of(TWO_EPOCHS).step


def test_training_goes_on_while_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sentence says so, and a report that it is saved again; the numbers are as ever."""
    disk = Disk(monkeypatch)
    disk.error = CheckpointError("The disk is full: free some space.")
    run = kept(run_of(LONG).events(), tmp_path, NOTHING_LOST)
    said: list[Event] = []
    for event in run:
        said.append(event)
        if isinstance(event, NotSaved):
            disk.error = None
        if isinstance(event, Saved):
            break
    run.close()
    losses = [event.loss for event in said if isinstance(event, Progress)]
    alone = run_of(LONG).events()

    reports = [event for event in said if isinstance(event, Saved | NotSaved)]
    assert [type(report) for report in reports] == [NotSaved, Saved]
    assert isinstance(reports[0], NotSaved)
    assert reports[0].sentence == "The disk is full: free some space."
    assert losses == [next_of(alone, Progress).loss for _ in losses]
    assert recover(tmp_path)[0] is not None


def test_a_disk_that_stays_full_costs_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many savings fail."""
    disk = Disk(monkeypatch)
    disk.error = CheckpointError("The disk is full: free some space.")
    said = list(a_run(tmp_path))

    assert [type(event) for event in said if isinstance(event, Saved | NotSaved)] == [NotSaved]
    assert isinstance(said[-1], Summary)


def test_memory_that_is_missing_costs_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot that cannot be copied, or bytes that cannot be made, end no run."""
    whole = summary_of(TWO_EPOCHS)
    disk = Disk(monkeypatch)
    disk.error = MemoryError()
    said = list(a_run(tmp_path / "bytes"))
    disk.error = None
    made = run_of(TWO_EPOCHS)
    copy = made.trainer._take_checkpoint
    made.trainer._take_checkpoint = _without_memory
    other: list[Event] = []
    for event in kept(made.events(), tmp_path / "copy", NOTHING_LOST):
        other.append(event)
        if isinstance(event, Evaluated):
            made.trainer._take_checkpoint = copy

    for events in (said, other):
        sentences = [event.sentence for event in events if isinstance(event, NotSaved)]
        assert len(sentences) == 1
        assert "memory of this computer is used up" in sentences[0]
        last = events[-1]
        assert isinstance(last, Summary)
        for name, weights in whole.checkpoint.weights.items():
            np.testing.assert_array_equal(last.checkpoint.weights[name], weights)


def _without_memory(trainer: object) -> Checkpoint:
    raise MemoryError


def test_the_best_weights_are_kept_beside_the_newest(tmp_path: Path) -> None:
    """They are those of the best evaluation, though they are written some updates later."""
    config = config_of("language_model", **{LIVE: 3.0, "training.epochs": 8})
    run = kept(run_of(config).events(), tmp_path)
    *_, summary = run
    best = load_checkpoint(tmp_path / BEST)

    assert isinstance(summary, Summary)
    assert summary.best is not None
    assert summary.best.valid is not None
    task = run_of(config).task
    score = task.evaluate(best.model(), "valid")
    assert score.loss == summary.best.valid.loss


def test_a_snapshot_that_is_asked_for_is_saved(tmp_path: Path) -> None:
    """A run is asked for one when it is held: a crash then loses nothing at all."""
    run = a_run(tmp_path, INTERVAL)
    next_of(run, Progress)
    snapshot = run.send(TakeSnapshot())
    assert isinstance(snapshot, Snapshot)
    run.close()

    assert training_of(recover(tmp_path)[0]).facts == training_of(snapshot.checkpoint).facts


def test_closing_a_run_saves_where_it_stands(tmp_path: Path) -> None:
    """What is resumed from there is the run in one go, byte for byte."""
    run = a_run(tmp_path, INTERVAL)
    for _ in range(5):
        step = next_step(run)
    run.close()
    checkpoint, damaged = recover(tmp_path)
    resumed = summary_of(TWO_EPOCHS, resume=checkpoint)
    whole = summary_of(TWO_EPOCHS)

    assert damaged == ()
    assert checkpoint is not None
    assert checkpoint.step == step
    for name, weights in whole.checkpoint.weights.items():
        assert resumed.checkpoint.weights[name].tobytes() == weights.tobytes()


def test_a_run_that_has_learned_nothing_is_not_saved(tmp_path: Path) -> None:
    """Nobody wants to go on from the first moment."""
    run = a_run(tmp_path, INTERVAL)
    next(run)
    run.close()

    assert recover(tmp_path) == (None, ())
    assert not list(tmp_path.iterdir())


def test_a_live_change_is_kept(tmp_path: Path) -> None:
    """The settings of a checkpoint are those of its moment, not those of the beginning."""
    run = a_run(tmp_path, INTERVAL)
    next_of(run, Progress)
    run.send(Change(LIVE, 0.125))
    run.close()
    checkpoint, _ = recover(tmp_path)

    assert checkpoint is not None
    assert checkpoint.config == TWO_EPOCHS.changed(**{LIVE: 0.125})


def test_broken_weights_are_never_saved(tmp_path: Path) -> None:
    """Not when the run says that it has diverged, and not at the update before."""
    made = run_of(TWO_EPOCHS)
    run = kept(made.events(), tmp_path, NOTHING_LOST)
    for event in run:
        if isinstance(event, Progress) and event.step == 12:
            made.model.parameters["output.W"].value[0, 0] = np.inf
            run.send(TakeSnapshot())
        for path in tmp_path.glob("*.safetensors"):
            weights = load_checkpoint(path).weights
            assert all(np.isfinite(array).all() for array in weights.values())
    found, _ = recover(tmp_path)

    assert isinstance(event, Diverged)
    assert training_of(found).facts == training_of(event.checkpoint).facts


def test_a_damaged_newest_generation_gives_way(tmp_path: Path) -> None:
    """The one before is found, and a sentence says what was damaged."""
    run = a_run(tmp_path)
    steps = savings(run)
    newest = max((tmp_path / name for name in SLOTS), key=lambda path: load_checkpoint(path).step)
    content = bytearray(newest.read_bytes())
    content[-100] ^= 1
    newest.write_bytes(content)
    checkpoint, damaged = recover(tmp_path)

    assert checkpoint is not None
    assert checkpoint.step in steps
    assert len(damaged) == 1
    assert "damaged" in damaged[0]


@pytest.mark.parametrize("change", [{"config": {"thinking": True}}, {"sizes": None}])
def test_a_newest_generation_of_no_use_gives_way(change: dict[str, Any], tmp_path: Path) -> None:
    """Its checksum is right, and what it holds is of a later program or no checkpoint at all."""
    run = a_run(tmp_path)
    steps = savings(run)
    newest = max((tmp_path / name for name in SLOTS), key=lambda path: load_checkpoint(path).step)
    archive = read_archive(newest)
    write_archive(newest, archive.arrays, archive.facts | change, archive.sequence)
    checkpoint, damaged = recover(tmp_path)

    assert checkpoint is not None
    assert checkpoint.step in steps[:-1]
    assert len(damaged) == 1
    assert damaged[0].startswith(f"“{newest.name}” ")


def kill_at_random(folder: Path, times: int) -> None:
    """Kill a training program again and again; each next one goes on with what is left."""
    rng = random.Random(1984)
    known = 0
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "tests.engine.killed_run", str(folder)]
    for _ in range(times):
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            told_so_far = known
            while told_so_far == known:  # what it begins with is saved again
                told_so_far = int(process.stdout.readline())
            time.sleep(rng.uniform(0, 0.05))  # the random moment
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.read().split()
        told_last = max([told_so_far, *map(int, rest)])
        checkpoint, damaged = recover(folder)

        assert process.returncode == -signal.SIGKILL
        assert damaged == ()
        assert checkpoint is not None
        assert checkpoint.step >= told_last > known
        run = run_of(LONG, resume=checkpoint).events()
        assert next_step(run) == checkpoint.step + 1
        run.close()
        known = checkpoint.step


posix = pytest.mark.skipif(os.name == "nt", reason="SIGKILL is of POSIX")


@posix
def test_a_run_killed_again_and_again_goes_on(tmp_path: Path) -> None:
    """After each of 10 kills at random moments the newest checkpoint loads and goes on."""
    kill_at_random(tmp_path, 10)


@posix
@pytest.mark.faults
def test_a_run_killed_200_times_goes_on(tmp_path: Path) -> None:
    """The same, 200 times."""
    kill_at_random(tmp_path, 200)


@posix
def test_a_run_that_was_killed_is_the_run_in_one_go(tmp_path: Path) -> None:
    """Killed and gone on with, in two processes: as many updates in one give the same bytes."""
    kill_at_random(tmp_path, 2)
    checkpoint, _ = recover(tmp_path)
    assert checkpoint is not None
    run = run_of(LONG).events()
    next(event for event in run if isinstance(event, Progress) and event.step == checkpoint.step)
    whole = run.send(TakeSnapshot())

    assert isinstance(whole, Snapshot)
    for name, weights in whole.checkpoint.weights.items():
        assert checkpoint.weights[name].tobytes() == weights.tobytes()


def test_a_vanished_folder_is_made_again(tmp_path: Path) -> None:
    """Somebody who tidies up costs a run one saving at most."""
    folder = tmp_path / "runs"
    run = kept(run_of(LONG).events(), folder, NOTHING_LOST)
    next_of(run, Saved)
    folder.rename(tmp_path / "elsewhere")
    for _ in range(2):  # the first may have been written before
        next_of(run, Saved)
    run.close()

    assert recover(folder)[0] is not None


def save_again_and_again(folder: Path, times: int) -> None:
    """Compare what the program holds before and after so many savings."""
    made = run_of(LONG, dataset=a_text(20_000))  # long epochs: each evaluation is kept
    run, process = kept(made.events(), folder, NOTHING_LOST), psutil.Process()
    for _ in range(WARM_UP):
        next_of(run, Saved)
    threads, memory = threading.active_count(), process.memory_info().rss
    for _ in range(times):
        next_of(run, Saved)
    grown = process.memory_info().rss - memory
    assert threading.active_count() == threads
    run.close()

    assert grown < ROOM
    assert {path.name for path in folder.iterdir()} <= {*SLOTS, BEST}


def test_50_savings_leave_nothing_behind(tmp_path: Path) -> None:
    """No thread, no file beside the three, no memory to speak of."""
    save_again_and_again(tmp_path, 50)


@pytest.mark.faults
def test_1000_savings_leave_nothing_behind(tmp_path: Path) -> None:
    """As many as a day has, and some more."""
    save_again_and_again(tmp_path, 1000)
