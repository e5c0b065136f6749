"""`python -m engine evaluate`."""

from __future__ import annotations

from dataclasses import asdict

import click

from engine.checkpoint import Checkpoint
from engine.commands.shared import json_option, open_checkpoint, print_json
from engine.data.dataset import Dataset
from engine.data.part_name import part_name
from engine.data.reading import read_dataset
from engine.scoring import evaluate, task_for


@click.command("evaluate")
@click.argument("checkpoint")
@click.option("--data", help="A file to score; without it, the data the model was trained on.")
@click.option(
    "--split",
    type=click.Choice(["train", "valid", "test", "all"]),
    help="Which part; “all” scores every token or pair. [default: all of a file named by "
    "--data, else the test part, or the validation part where there is none]",
)
@click.option(
    "--protocol",
    default="every-token",
    show_default=True,
    help="How a text is scored: every-token, training or book.",
)
@click.option("--encoding", default="", help="How the file's bytes stand for characters.")
@json_option
def evaluate_command(
    checkpoint: str,
    data: str | None,
    split: str | None,
    protocol: str,
    encoding: str,
    as_json: bool,
) -> None:
    """Score a trained model on its own or on other data."""
    model = open_checkpoint(checkpoint)
    dataset = read_dataset(data, encoding=encoding) if data else model.config.data.source.read()
    split = split or ("all" if data else _scored(model, dataset))
    score = evaluate(model, dataset, split, protocol)
    notes = task_for(model, dataset, split).notes
    if as_json:
        more = {"perplexity": score.perplexity, "notes": notes}
        print_json({"event": "score"} | asdict(score) | more)
        return
    click.echo(f"{part_name(split)}: perplexity {score.perplexity:.2f} ({score.protocol})")
    if score.accuracy is not None:
        click.echo(f"accuracy {100 * score.accuracy:.2f} % of {score.count:,} {score.unit}")
    for note in notes:
        click.echo(note)


def _scored(model: Checkpoint, dataset: Dataset) -> str:
    """Return which part says most about a model, of those that there are."""
    counts = task_for(model, dataset, "test").counts
    return next(part for part in ("test", "valid", "train") if part in counts)
