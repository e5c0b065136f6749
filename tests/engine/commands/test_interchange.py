"""`python -m engine export` and `import` are each other's way back."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.checkpoint import load_checkpoint, save_checkpoint
from engine.commands.export import export_command
from engine.commands.import_weights import import_command
from engine.errors import CheckpointError
from tests.engine.interchange.models import TEXT, seq2seq


def test_a_model_goes_and_comes_back(tmp_path: Path) -> None:
    """Without its data: what `export` writes says what it is."""
    first, weights, again = (str(tmp_path / name) for name in ("a", "b.safetensors", "c"))
    save_checkpoint(seq2seq(attention="concat"), first)
    CliRunner().invoke(export_command, [first, "--out", weights], catch_exceptions=False)
    told = CliRunner().invoke(import_command, [weights, "--out", again], catch_exceptions=False)
    found, expected = load_checkpoint(again), load_checkpoint(first)

    assert told.output.splitlines()[-1] == f"11 tokens. Saved as {again}."
    assert (found.config, found.vocabulary) == (expected.config, expected.vocabulary)
    assert all((found.weights[name] == a).all() for name, a in expected.weights.items())


def test_a_graph_is_written(tmp_path: Path) -> None:
    """By `--to onnx`."""
    pytest.importorskip("onnx")
    save_checkpoint(seq2seq(), tmp_path / "a")
    words = [str(tmp_path / "a"), "--to", "onnx", "--out", str(tmp_path / "b.onnx")]
    CliRunner().invoke(export_command, words, catch_exceptions=False)

    assert (tmp_path / "b.onnx").stat().st_size > 1000


def test_weights_of_another_kind_of_data_are_refused(tmp_path: Path) -> None:
    """The sentence goes up to the command line, and nothing is written."""
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "odd.pkl").write_bytes(b"\x80\x04N.")
    words = [str(tmp_path / "odd.pkl"), "--data", str(tmp_path / "text.txt")]

    with pytest.raises(CheckpointError):
        CliRunner().invoke(
            import_command, [*words, "--out", str(tmp_path / "x")], catch_exceptions=False
        )
    assert not (tmp_path / "x").exists()
