"""A trained model as one value and as one file."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.archive import read_archive, write_archive
from engine.checkpoint import Checkpoint, load_checkpoint, save_checkpoint, to_parts
from engine.errors import CheckpointError
from engine.events import Progress
from engine.history import COLUMNS
from engine.models.base import Sizes
from tests.engine.layers.cells import FORMS
from tests.engine.small_runs import RECURRENT, TRAINED, config_of, run_of, summary_of

FIRST_FORMAT = Path(__file__).with_name("format_1.safetensors")

every_model = pytest.mark.parametrize("model", TRAINED)


def trained(model: str, **changes: Any) -> Checkpoint:
    """Return the checkpoint at the end of a small run."""
    return summary_of(config_of(model, **changes)).checkpoint


@pytest.mark.parametrize("model", RECURRENT)
@pytest.mark.parametrize("form", FORMS)
def test_a_file_gives_back_every_part(model: str, form: str, tmp_path: Path) -> None:
    """Config, vocabulary, sizes, weights, optimizer, random state, history, and where it ran."""
    before = trained(model, **{"model.cell": FORMS[form], "optimizer": "adam"})
    save_checkpoint(before, tmp_path / "model.rnn")

    after = load_checkpoint(tmp_path / "model.rnn")

    assert after.config == before.config
    assert after.vocabulary == before.vocabulary
    assert after.sizes == before.sizes
    assert after.about == before.about
    assert same_arrays(after.weights, before.weights)
    assert after.training is not None
    assert before.training is not None
    assert same_arrays(after.training.arrays, before.training.arrays)
    assert json.dumps(after.training.facts) == json.dumps(before.training.facts)
    assert list(after.history.evaluations) == list(before.history.evaluations)
    np.testing.assert_array_equal(after.history.table, before.history.table)
    assert after.step == before.step > 0


def same_arrays(ours: dict[str, np.ndarray], theirs: dict[str, np.ndarray]) -> bool:
    """Tell whether two sets of arrays are equal to the bit, types included."""
    return ours.keys() == theirs.keys() and all(
        ours[k].dtype == theirs[k].dtype and ours[k].tobytes() == theirs[k].tobytes() for k in ours
    )


@every_model
def test_a_loaded_model_scores_as_the_trained_one(model: str, tmp_path: Path) -> None:
    """To the last digit."""
    run = run_of(config_of(model))
    for _ in run.trainer:
        pass
    save_checkpoint(run.checkpoint(run.trainer), tmp_path / "model.rnn")

    loaded = load_checkpoint(tmp_path / "model.rnn").model()

    assert run.task.evaluate(loaded, "valid") == run.task.evaluate(run.model, "valid")


def test_a_checkpoint_stands_still_while_the_run_goes_on() -> None:
    """Its arrays are copies."""
    run = run_of(config_of("language_model", optimizer="adam"))
    events = run.trainer.run()
    for _ in range(4):
        next(events)
    taken = run.checkpoint(run.trainer)
    assert taken.training is not None
    weights = {k: a.copy() for k, a in taken.weights.items()}
    arrays = {k: a.copy() for k, a in taken.training.arrays.items()}

    for _ in events:
        pass

    assert same_arrays(taken.weights, weights)
    assert same_arrays(taken.training.arrays, arrays)
    assert len(taken.history) == 3


def test_a_model_without_a_run_can_be_saved(tmp_path: Path) -> None:
    """Imported weights have nothing to go on from; they can be used all the same."""
    before = replace(trained("language_model"), training=None)
    save_checkpoint(before, tmp_path / "model.rnn")

    after = load_checkpoint(tmp_path / "model.rnn")

    assert after.training is None
    assert after.step == 0
    assert after.model().parameters.count > 0


def test_the_history_is_drawn_again_from_a_file(tmp_path: Path) -> None:
    """Every update's loss and every evaluation."""
    run = run_of(config_of("language_model"))
    losses = [event.loss for event in run.trainer if isinstance(event, Progress)]
    save_checkpoint(run.checkpoint(run.trainer), tmp_path / "model.rnn")

    history = load_checkpoint(tmp_path / "model.rnn").history

    assert history.table[:, COLUMNS.index("loss")].tolist() == losses
    assert [e.step for e in history.evaluations] == [run.task.updates_per_epoch * k for k in (1, 2)]


def test_a_file_of_the_first_format_still_opens() -> None:
    """It held evaluations as text and validation losses among the facts; its run goes on."""
    checkpoint = load_checkpoint(FIRST_FORMAT)
    facts = read_archive(FIRST_FORMAT).facts
    run = run_of(checkpoint.config, resume=checkpoint)

    expected = facts["history"]["evaluations"]
    assert [asdict(event) for event in checkpoint.history.evaluations] == expected
    losses = facts["training"]["standing"]["valid_losses"]
    assert run.trainer.history.evaluations.valid_losses == losses
    best = run.trainer.standing.best
    assert best is not None
    assert asdict(best) == facts["training"]["standing"]["best"]
    assert next(e.step for e in run.trainer if isinstance(e, Progress)) == checkpoint.step + 1 == 18


def test_what_grows_with_a_run_is_not_in_the_header() -> None:
    """A header has a limit, and a run has none."""
    short, long = (trained("language_model", **{"training.epochs": n}) for n in (2, 40))
    (_, few), (_, many) = to_parts(short), to_parts(long)

    assert len(json.dumps(many)) - len(json.dumps(few)) < 100


def damaged(name: str, checkpoint: Checkpoint) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Return the parts of a checkpoint with one thing wrong."""
    arrays, facts = to_parts(checkpoint)
    facts = json.loads(json.dumps(facts))
    if name == "a weight of another shape":
        arrays["weights/embedding.W"] = arrays["weights/embedding.W"][:-1]
    if name == "a weight missing":
        del arrays["weights/output.W"]
    if name == "a weight too many":
        arrays["weights/extra"] = np.zeros(3, np.float32)
    if name == "another vocabulary":
        facts["vocabulary"]["tokens"].append("zebra")
    if name == "a setting of a later version":
        facts["config"]["model"]["depth_of_thought"] = 3
    if name == "a kind of a later version":
        facts["config"]["model"]["kind"] = "transformer"
    if name == "no sizes":
        del facts["sizes"]
    if name == "a history of the wrong width":
        arrays["history"] = arrays["history"][:, :3]
    return arrays, facts


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a weight of another shape", "embedding.W has the shape"),
        ("a weight missing", "output.W has the shape None, but the settings ask for"),
        ("a weight too many", "extra has the shape (3,), but the settings ask for None"),
        ("another vocabulary", "tokens in its vocabulary, but its model is for"),
        ("a setting of a later version", "There is no setting “depth_of_thought”"),
        ("a kind of a later version", "'transformer' is not a known model"),
        ("no sizes", "is damaged: it has no sizes; open an earlier copy."),
        ("a history of the wrong width", "is damaged: its history cannot be read; open an earlier"),
    ],
)
def test_a_file_that_does_not_fit_itself_is_refused(name: str, said: str, tmp_path: Path) -> None:
    """One sentence with the file's name, and what to do; nothing is built."""
    path = tmp_path / "model.rnn"
    write_archive(path, *damaged(name, trained("language_model")))

    with pytest.raises(CheckpointError) as caught:
        load_checkpoint(path)

    sentence = str(caught.value)
    assert sentence.startswith("“model.rnn” ")
    assert said in sentence


def test_enormous_settings_in_a_small_file_cost_no_memory(tmp_path: Path) -> None:
    """The shapes that the settings ask for are compared before anything is allocated."""
    checkpoint = trained("language_model")
    config = checkpoint.config.changed(
        **{"model.hidden_size": 4096, "model.num_layers": 8, "model.embedding_size": 4096}
    )
    save_checkpoint(replace(checkpoint, config=config), tmp_path / "model.rnn")

    with pytest.raises(CheckpointError, match="does not fit its own settings"):
        load_checkpoint(tmp_path / "model.rnn")


def test_sizes_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    """A vocabulary of another size than the model's."""
    checkpoint = replace(trained("language_model"), sizes=Sizes(vocab_size=99))
    save_checkpoint(checkpoint, tmp_path / "model.rnn")

    with pytest.raises(CheckpointError, match="but its model is for 99"):
        load_checkpoint(tmp_path / "model.rnn")
