"""`python -m engine train` loses nothing: neither at Ctrl+C nor when it is cut off."""

import csv
import json
import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from engine.checkpoint import Checkpoint, load_checkpoint
from engine.commands import train as module
from engine.commands.out_folder import ASIDE
from engine.commands.shared import AUTOSAVE, BEST_FILE, MODEL_FILE, open_checkpoint
from engine.commands.train import train_command
from engine.errors import CheckpointError
from engine.events import Event, Progress

SMALL = {
    "data.limit": 300,
    "model.hidden_size": 8,
    "model.embedding_size": 6,
    "task.batch_size": 5,
    "task.time_steps": 4,
    "training.epochs": 2,
}


class CutOffError(Exception):
    """The program ends in the middle of a run."""


def train(*words: str) -> Result:
    """Run the command on a small text."""
    settings = [f"--set={name}={value}" for name, value in SMALL.items()]
    return CliRunner().invoke(train_command, ["--preset", "simple-rnnlm", *settings, *words])


def at_step(monkeypatch: pytest.MonkeyPatch, step: int, act: Callable[[], None]) -> None:
    """Do something once a run has made so many updates."""
    show = module._print

    def print_and_act(event: Event, as_json: bool) -> None:
        show(event, as_json)
        if isinstance(event, Progress) and event.step == step:
            act()

    monkeypatch.setattr(module, "_print", print_and_act)


def cut_off() -> None:
    """End the program."""
    raise CutOffError


def press_ctrl_c() -> None:
    """Interrupt as a terminal does."""
    signal.raise_signal(signal.SIGINT)


def assert_same_weights(first: Checkpoint, second: Checkpoint) -> None:
    """Compare them bit by bit."""
    for name, array in first.weights.items():
        np.testing.assert_array_equal(second.weights[name], array)


@pytest.fixture
def cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a run that was cut off at update 7."""
    folder = tmp_path / "run"
    with monkeypatch.context() as patch:
        at_step(patch, 7, cut_off)
        assert isinstance(train(f"--out={folder}").exception, CutOffError)
    return folder


def test_data_alone_choose_what_learns_them(tmp_path: Path) -> None:
    """A file of sentence pairs is not met with a language model."""
    path = tmp_path / "phrases.tsv"
    path.write_text("good day\tbonjour\nthank you\tmerci\n" * 20, encoding="utf-8")
    small = ("model.hidden_size=8", "task.batch_size=8", "training.epochs=1")

    ended = CliRunner().invoke(
        train_command, [f"--data={path}", *(f"--set={one}" for one in small)]
    )

    assert ended.exit_code == 0, ended.output
    assert "36 pairs in the training part, 4 pairs in the validation part" in ended.output


def test_a_run_leaves_its_model_and_its_history(tmp_path: Path) -> None:
    """And its best weights, and nothing of what was saved on the way."""
    ended = train(f"--out={tmp_path}", "--json")

    assert ended.exit_code == 0
    assert json.loads(ended.stdout.splitlines()[-1])["event"] == "summary"
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted([BEST_FILE, MODEL_FILE, "history.csv"])


def test_the_history_has_every_column_once(tmp_path: Path) -> None:
    """Updates and evaluations share those that both have; what was not measured is blank."""
    train(f"--out={tmp_path}")
    with (tmp_path / "history.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    table = [dict(zip(header, row, strict=True)) for row in rows]
    first, last = table[0], table[-1]
    history = load_checkpoint(tmp_path / MODEL_FILE).history

    assert len(set(header)) == len(header)
    assert (first["event"], first["step"], first["epoch"]) == ("progress", "1", "")
    assert float(first["loss"]) == history.table[0, 1]
    assert (last["event"], float(last["epoch"]), last["loss"]) == ("evaluated", 2.0, "")
    assert float(last["learning_rate"]) == history.evaluations[-1].learning_rate
    assert float(last["seconds"]) == history.evaluations[-1].seconds


def test_ctrl_c_keeps_what_was_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The update at hand is finished, and the model of it is saved."""
    before = signal.getsignal(signal.SIGINT)
    at_step(monkeypatch, 5, press_ctrl_c)
    ended = train(f"--out={tmp_path}")

    assert ended.exit_code == 0, ended.output
    assert load_checkpoint(tmp_path / MODEL_FILE).step == 5
    assert signal.getsignal(signal.SIGINT) is before


def test_a_run_that_was_cut_off_goes_on_exactly(cut: Path, tmp_path: Path) -> None:
    """With its folder alone: the model is that of a run in one go."""
    assert open_checkpoint(str(cut)).step == 7
    resumed = CliRunner().invoke(train_command, [f"--resume={cut}", f"--out={cut}"])
    whole = train(f"--out={tmp_path / 'whole'}")

    assert resumed.exit_code == whole.exit_code == 0
    again = load_checkpoint(cut / MODEL_FILE)
    assert_same_weights(load_checkpoint(tmp_path / "whole" / MODEL_FILE), again)
    assert not (cut / AUTOSAVE).exists()


def test_the_newest_sound_generation_is_gone_on_with(cut: Path) -> None:
    """A damaged file is named on standard error, and the one before it is taken."""
    (newest,) = (cut / AUTOSAVE).glob("autosave-*")
    older = newest.with_name({"a": "autosave-b"}.get(newest.stem[-1], "autosave-a"))
    older = older.with_suffix(newest.suffix)
    newest.rename(older)
    newest.write_bytes(older.read_bytes()[:-1])
    resumed = CliRunner().invoke(train_command, [f"--resume={cut}", f"--out={cut}"])

    assert resumed.exit_code == 0
    assert "is cut short" in resumed.stderr


def test_another_run_spares_the_one_that_was_cut_off(cut: Path) -> None:
    """It is moved aside, which is said, and can still be gone on with."""
    ended = train(f"--out={cut}")
    aside = cut / ASIDE

    assert ended.exit_code == 0
    assert f"it is kept in {aside}" in ended.stderr
    assert open_checkpoint(str(aside)).step == 7


def test_a_full_disk_stops_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence says so while it trains; the model that cannot be written ends in one, too."""

    def refuse(*archive: object) -> None:
        raise CheckpointError("The disk is full: free some space.")

    monkeypatch.setattr("engine.autosave.write_archive", refuse)
    ended = train(f"--out={tmp_path}")
    assert ended.exit_code == 0
    assert ended.stdout.count("The disk is full: free some space. Training goes on.") == 1

    monkeypatch.setattr("engine.checkpoint.write_archive", refuse)
    ended = train(f"--out={tmp_path}")
    assert str(ended.exception) == "The disk is full: free some space."
