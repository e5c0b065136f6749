"""A run that was saved and gone on with is the run that was never interrupted, bit by bit."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from engine.errors import CheckpointError
from engine.events import Evaluated, Event, Progress, Snapshot, Started
from engine.models import MODELS
from engine.optimizers import OPTIMIZERS
from engine.requests import Change, SetPrompt, TakeSnapshot
from engine.run_config import RunConfig
from engine.schedules import SCHEDULES
from engine.trainer import Trainer
from tests.engine.layers.cells import FORMS
from tests.engine.small_runs import RECURRENT, TRAINED, config_of, run_of
from tests.engine.telling import told

every_model = pytest.mark.parametrize("model", RECURRENT)
ROOT = Path(__file__).resolve().parents[2]


def fingerprint(trainer: Trainer) -> dict[str, bytes]:
    """Return every byte that later updates depend on."""
    checkpoint = trainer.answer(TakeSnapshot())
    assert isinstance(checkpoint, Snapshot)
    training = checkpoint.checkpoint.training
    assert training is not None
    arrays = {f"weights/{k}": a for k, a in checkpoint.checkpoint.weights.items()}
    arrays |= training.arrays
    facts = {k: repr(v).encode() for k, v in training.facts.items() if k != "standing"}
    return {k: a.tobytes() for k, a in arrays.items()} | facts


def until(
    config: RunConfig, step: int, *, evaluated: bool, path: Path
) -> tuple[list[tuple[object, ...]], Checkpoint]:
    """Train up to an update, before or after its evaluation; save, load, return both."""
    run, told_so_far = run_of(config), []
    for event in run.trainer:
        told_so_far.append(told(event))
        is_there = isinstance(event, Evaluated if evaluated else Progress)
        if is_there and run.trainer.standing.step == step:
            break
    save_checkpoint(run.checkpoint(run.trainer), path)
    return told_so_far, load_checkpoint(path)


def compare_with_uninterrupted(
    config: RunConfig, step: int, path: Path, *, evaluated: bool = False
) -> None:
    """Compare everything said, and everything left, with a run in one go."""
    whole = run_of(config)
    expected = [told(event) for event in whole.trainer]
    said, checkpoint = until(config, step, evaluated=evaluated, path=path)

    again = run_of(config, resume=checkpoint)
    said += [told(event) for event in again.trainer]

    assert not_sampled(said) == not_sampled(expected)
    assert fingerprint(again.trainer) == fingerprint(whole.trainer)
    np.testing.assert_array_equal(
        again.trainer.history.table[:, :-1], whole.trainer.history.table[:, :-1]
    )


def not_sampled(said: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Return what was said but the samples: one is due right after the point of saving."""
    return [what for what in said if what[0] != "Sampled"]


def with_dropout(model: str, form: str, **changes: Any) -> RunConfig:
    """Return a config of two layers with every dropout there is."""
    cell = FORMS[form].changed(recurrent_dropout=0.2)
    options = {"cell": cell, "num_layers": 2, "dropout": 0.3}
    own = {f"model.{k}": v for k, v in options.items() if k in MODELS[model].model_fields}
    return config_of(model, **own | changes)


@every_model
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_cell_task_and_optimizer_goes_on_in_mid_epoch(
    model: str, form: str, optimizer: str, tmp_path: Path
) -> None:
    """Losses, evaluations, weights, slots, recurrent state, data position, random numbers."""
    config = with_dropout(model, form, optimizer=optimizer, **{"training.epochs": 3})

    compare_with_uninterrupted(config, 4, tmp_path / "run.rnn")


@pytest.mark.parametrize("model", TRAINED)
@pytest.mark.parametrize("evaluated", [False, True], ids=["before", "after"])
def test_a_run_goes_on_at_the_end_of_an_epoch(model: str, evaluated: bool, tmp_path: Path) -> None:
    """Saved before or after the evaluation that is due there; none is lost or made twice."""
    config = config_of(model, **{"training.epochs": 3, "optimizer": "adam"})
    step = run_of(config).task.updates_per_epoch

    compare_with_uninterrupted(config, step, tmp_path / "run.rnn", evaluated=evaluated)


@every_model
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_schedule_goes_on(model: str, schedule: str, tmp_path: Path) -> None:
    """What the rate hangs on, validation losses included, is part of a checkpoint."""
    config = config_of(
        model, schedule=schedule, **{"training.epochs": 6, "training.early_stopping": 3}
    )
    step = 2 * run_of(config).task.updates_per_epoch + 1

    compare_with_uninterrupted(config, step, tmp_path / "run.rnn")


def test_a_changed_learning_rate_is_kept(tmp_path: Path) -> None:
    """What was changed while the run went on stays changed after resuming."""
    config = config_of("language_model")
    run = run_of(config)
    events = run.trainer.run()
    next(events)
    events.send(Change("optimizer.learning_rate", 0.125))
    save_checkpoint(run.checkpoint(run.trainer), tmp_path / "run.rnn")

    again = run_of(config, resume=load_checkpoint(tmp_path / "run.rnn"))
    rates = {event.learning_rate for event in again.trainer if isinstance(event, Progress)}

    assert rates == {0.125}


@every_model
def test_a_new_process_goes_on(model: str, tmp_path: Path) -> None:
    """A file is enough; nothing of the first process is needed."""
    config = with_dropout(model, "gru", optimizer="adam")
    path, out = tmp_path / "run.rnn", tmp_path / "weights.npy"
    whole = run_of(config)
    for _ in whole.trainer:
        pass
    until(config, 4, evaluated=False, path=path)
    program = (
        "import sys\n"
        "import numpy as np\n"
        "from engine.checkpoint import load_checkpoint\n"
        "from tests.engine.small_runs import run_of\n"
        "checkpoint = load_checkpoint(sys.argv[1])\n"
        "run = run_of(checkpoint.config, resume=checkpoint)\n"
        "for _ in run.trainer:\n"
        "    pass\n"
        "np.save(sys.argv[2], run.model.parameters.flat_values)\n"
    )

    subprocess.run([sys.executable, "-c", program, path, out], cwd=ROOT, check=True, timeout=60)

    assert np.load(out).tobytes() == whole.model.parameters.flat_values.tobytes()


def asked(trainer: Trainer) -> Iterator[Event]:
    """Run a trainer and disturb it after every event: look, ask, score, sample, save."""
    events = trainer.run()
    prompt = "12 the cat"
    for event in events:
        yield event
        if isinstance(event, Progress):
            events.send(TakeSnapshot())
            trainer.answer(SetPrompt(prompt if event.step % 2 else ""))
            trainer.task.evaluate(trainer.model, "train")
            trainer.task.sample(trainer.model)
            trainer.task.sample(trainer.model, prompt)


@every_model
@pytest.mark.parametrize("form", FORMS)
def test_looking_changes_no_bit_of_a_run(model: str, form: str) -> None:
    """Scoring, sampling, prompts and snapshots between updates."""
    config = with_dropout(model, form, optimizer="adam")
    left_alone, disturbed = run_of(config), run_of(config)

    expected = [told(event) for event in left_alone.trainer]
    said = [told(event) for event in asked(disturbed.trainer)]

    assert not_sampled(said) == not_sampled(expected)
    assert fingerprint(disturbed.trainer) == fingerprint(left_alone.trainer)


@every_model
def test_the_same_seed_gives_the_same_run(model: str) -> None:
    """Another seed gives another one."""
    config = with_dropout(model, "lstm")
    first, second, third = run_of(config), run_of(config), run_of(config.changed(seed=7))

    said = [[told(event) for event in run.trainer] for run in (first, second, third)]

    assert said[0] == said[1] != said[2]
    assert fingerprint(first.trainer) == fingerprint(second.trainer)


def test_other_data_are_refused(tmp_path: Path) -> None:
    """A run goes on only on the vocabulary that it began with."""
    config = config_of("language_model")
    _, checkpoint = until(config, 4, evaluated=False, path=tmp_path / "run.rnn")
    vocabulary = checkpoint.vocabulary
    other = type(vocabulary)((*vocabulary.tokens, "zebra"), vocabulary.level)

    with pytest.raises(CheckpointError, match="has other words than the one"):
        run_of(config, resume=Checkpoint(config, other, checkpoint.sizes, checkpoint.weights))


@pytest.mark.parametrize(("model", "unit"), [("seq2seq", "pairs"), ("language_model", "words")])
def test_data_of_another_length_are_refused(model: str, unit: str, tmp_path: Path) -> None:
    """A place in an epoch, or in a text, is a place in the data that the run began with."""
    config = config_of(model)
    _, checkpoint = until(config, 4, evaluated=False, path=tmp_path / "run.rnn")
    training = checkpoint.training
    assert training is not None
    longer = replace(training, facts=training.facts | {"trained_on": 99_999})

    with pytest.raises(CheckpointError, match=f"trained on 99,999 {unit}, and the data set has"):
        run_of(config, resume=replace(checkpoint, training=longer))


def test_a_file_that_does_not_tell_its_rows_is_asked_for_their_order(tmp_path: Path) -> None:
    """Files of the first format say only in which order their rows come."""
    config = config_of("seq2seq")
    _, checkpoint = until(config, 4, evaluated=False, path=tmp_path / "run.rnn")
    training = checkpoint.training
    assert training is not None
    facts = training.facts | {"trained_on": 0}
    order = {"order": np.arange(99, dtype=np.int32)}
    longer = replace(training, facts=facts, arrays=training.arrays | order)

    run_of(config, resume=replace(checkpoint, training=replace(training, facts=facts)))
    with pytest.raises(CheckpointError, match="trained on 99 pairs, and the data set has 54 to"):
        run_of(config, resume=replace(checkpoint, training=longer))


@pytest.mark.parametrize(
    "changes",
    [{"model.hidden_size": 7}, {"optimizer": "adam"}, {"model.num_layers": 2}],
    ids=lambda changes: next(iter(changes)),
)
def test_other_settings_are_refused(changes: dict[str, Any], tmp_path: Path) -> None:
    """A run goes on only with the model and the optimizer that it began with."""
    config = config_of("language_model", optimizer="sgd")
    _, checkpoint = until(config, 4, evaluated=False, path=tmp_path / "run.rnn")

    with pytest.raises(CheckpointError, match="had other settings"):
        run_of(config.changed(**changes), resume=checkpoint)


def test_other_matrix_products_are_said(tmp_path: Path) -> None:
    """With another number of threads, or another library, the last bits may be others."""
    config = config_of("language_model")
    _, checkpoint = until(config, 2, evaluated=False, path=tmp_path / "run.rnn")
    elsewhere = {**checkpoint.about, "blas_threads": "96", "blas": "mkl 1.0"}

    assert notes_of(config, checkpoint) == ()
    assert notes_of(config, replace(checkpoint, about=elsewhere)) == (
        "This run began with blas mkl 1.0, blas threads 96: from here on the last bits may differ.",
    )


def notes_of(config: RunConfig, checkpoint: Checkpoint) -> tuple[str, ...]:
    """Return what a run says at its start beside what it says of its data."""
    started, fresh = (next(run_of(config, **o).events()) for o in ({"resume": checkpoint}, {}))
    assert isinstance(started, Started)
    assert isinstance(fresh, Started)
    return started.notes[len(fresh.notes) :]
