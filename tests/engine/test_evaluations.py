"""Evaluations are kept to the bit in little room, however many there are."""

import math
import struct
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from engine.evaluations import COLUMNS, Evaluations, Manner
from engine.events import Evaluated
from engine.history import History
from engine.score import Score
from tests.engine.small_runs import config_of, summary_of

MANY = 200_000
NAN = struct.unpack("d", struct.pack("Q", 0x7FF8_0000_1234_5678))[0]  # one of 2**52


def score(split: str, loss: float, accuracy: float | None = None) -> Score:
    """Return a score."""
    return Score(split, f"every token of {split}", loss, accuracy, 2**40 + 1, "words", None)


def evaluated(step: int, *, measured: bool = True) -> Evaluated:
    """Return an evaluation with figures that no decimal notation of a few digits holds."""
    train = score("train", 1 / (step + 1), 1 / 3 if step % 3 else None)
    valid = score("valid", math.pi / (step + 1), -0.0) if measured else None
    return Evaluated(step, step / 7, train, valid, step % 5 == 0, 0.1, step * 0.3)


def bits(event: Evaluated) -> list[bytes | None]:
    """Return every float of an evaluation as its bytes."""
    scores = [score for score in (event.train, event.valid) if score is not None]
    floats: list[float | None] = [event.epoch, event.learning_rate, event.seconds]
    for one in scores:
        floats += [one.loss, one.accuracy, one.token_accuracy]
    return [None if number is None else struct.pack("d", number) for number in floats]


def of(*events: Evaluated) -> Evaluations:
    """Return evaluations."""
    evaluations = Evaluations()
    for event in events:
        evaluations.append(event)
    return evaluations


def test_evaluations_come_back_as_they_were() -> None:
    """With scores of validation data and without, measured and not measured shares."""
    events = [evaluated(step, measured=step % 4 != 0) for step in range(1, 100)]
    kept = of(*events)
    back = Evaluations.of(kept.table, kept.manners)

    assert list(back) == list(kept) == events
    assert [bits(event) for event in back] == [bits(event) for event in events]
    assert back[-1] == events[-1]
    assert back[3:9:2] == events[3:9:2]
    assert len(back) == len(events)
    with pytest.raises(IndexError):
        back[len(events)]


@pytest.mark.parametrize("loss", [NAN, math.inf, -math.inf, 5e-324, -0.0])
def test_odd_floats_come_back_to_the_bit(loss: float) -> None:
    """A run that diverges has them."""
    event = Evaluated(1, 1.0, score("train", loss, loss), score("valid", loss), False, 0.1, 1.0)

    assert bits(of(event)[0]) == bits(event)


def test_validation_losses_are_at_hand() -> None:
    """Those of the evaluations that had validation data, as a schedule asks for them."""
    kept = of(*(evaluated(step, measured=step % 2 == 0) for step in range(1, 7)))
    expected = [math.pi / 3, math.pi / 5, math.pi / 7]

    assert kept.valid_losses == expected
    assert Evaluations.of(kept.table, kept.manners).valid_losses == expected


def test_a_copy_stands_still() -> None:
    """A checkpoint's evaluations do not grow with the run, nor a run's with a checkpoint."""
    kept = of()
    for step in range(1, 40):
        copy = kept.copy()
        kept.append(evaluated(step))
        assert len(copy) == len(copy.valid_losses) == step - 1
    copy.append(replace(evaluated(40), train=score("others", 1.0)))

    assert kept[-1] == evaluated(39)
    assert len(kept.manners) == len(copy.manners) - 1


ONE = of(evaluated(1)).table


@pytest.mark.parametrize(
    "table",
    [
        ONE[0],
        ONE[:, :-1],
        ONE.astype(np.float32),
        np.full_like(ONE, math.nan),
        *(
            np.where(np.arange(len(COLUMNS)) == COLUMNS.index(name), number, ONE)
            for name, number in [
                ("step", -1.0), ("step", 0.5), ("step", 1e300), ("step", math.nan),
                ("epoch", math.inf), ("train_manner", -1.0), ("train_manner", 2.0),
                ("valid_manner", 0.5), ("valid_manner", math.nan), ("valid_count", -1.0),
            ]
        ),
    ],
)  # fmt: skip
def test_numbers_that_stand_for_nothing_are_refused(table: np.ndarray) -> None:
    """A file of somebody else's may hold any."""
    manners = [Manner("train", "", "words", True, False), Manner("valid", "", "words", True, False)]
    Evaluations.of(ONE, manners)

    with pytest.raises(ValueError, match="the evaluations"):
        Evaluations.of(table, manners)


def long_run() -> Checkpoint:
    """Return a small model that was evaluated very often."""
    history = History()
    for step in range(MANY):
        history.evaluations.append(evaluated(step, measured=step % 9 != 0))
    return replace(summary_of(config_of("language_model")).checkpoint, history=history)


def test_a_run_of_many_evaluations_is_saved(tmp_path: Path) -> None:
    """As many as a header could not hold: all come back, in 120 bytes each and within seconds."""
    checkpoint, path = long_run(), tmp_path / "long.rnn"
    started = time.perf_counter()
    save_checkpoint(checkpoint, path)
    loaded = load_checkpoint(path)
    seconds = time.perf_counter() - started
    before, after = checkpoint.history.evaluations, loaded.history.evaluations

    assert seconds < 10
    assert path.stat().st_size < 125 * MANY
    assert after.table.tobytes() == before.table.tobytes()
    assert after.manners == before.manners
    assert after.valid_losses == before.valid_losses
    assert after[::1000] == [evaluated(s, measured=s % 9 != 0) for s in range(0, MANY, 1000)]
