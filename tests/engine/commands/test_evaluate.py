"""`python -m engine evaluate` scores what there is, and says what that was."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.checkpoint import save_checkpoint
from engine.commands.evaluate import evaluate_command
from tests.engine.small_runs import config_of, summary_of


@pytest.mark.parametrize(
    ("shares", "split", "name"),
    [
        ((0.1, 0.1), "test", "the test part"),
        ((0.1, 0.0), "valid", "the validation part"),
        ((0.0, 0.0), "train", "the training part"),
    ],
)
def test_a_run_is_scored_on_the_last_part_that_it_has(
    shares: tuple[float, float], split: str, name: str, tmp_path: Path
) -> None:
    """Without a test part that is the validation part; the output names it."""
    path = tmp_path / "model.safetensors"
    own = {"kind": "additions", "count": 200, "digits": 2}
    changes = {"data.source": own, "data.valid_share": shares[0], "data.test_share": shares[1]}
    config = config_of("seq2seq", **changes)
    save_checkpoint(summary_of(config, dataset=config.data.source.read()).checkpoint, path)

    told = CliRunner().invoke(evaluate_command, [str(path)])
    as_json = CliRunner().invoke(evaluate_command, [str(path), "--json"])

    assert told.exit_code == 0, told.output
    assert told.stdout.startswith(f"{name}: perplexity ")
    assert json.loads(as_json.stdout)["split"] == split
