"""`python -m engine train`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click

from engine.checkpoint import Checkpoint
from engine.commands.interruption import Interruption
from engine.commands.out_folder import OutFolder, tell_spared
from engine.commands.shared import (
    MODEL_FILE,
    json_option,
    open_checkpoint,
    parse_settings,
    print_json,
)
from engine.data.files_source import FilesSource
from engine.data.part_name import part_name
from engine.data.reading import read_dataset
from engine.events import (
    Diverged,
    Evaluated,
    Event,
    NotSaved,
    Overshot,
    Sampled,
    Snapshot,
    Started,
    Summary,
)
from engine.keeping import Run
from engine.presets import PRESETS, preset
from engine.presets.fitting import suggest
from engine.requests import TakeSnapshot
from engine.run import train
from engine.run_config import RunConfig


@click.command("train")
@click.option(
    "--preset",
    "name",
    help="Settings to start from; see the command presets. [default: what suits the data]",
)
@click.option("--data", help="A file to learn from, instead of the preset's sample.")
@click.option("--valid", help="A file of its own for validation.")
@click.option("--test", help="A file of its own for the final test.")
@click.option("--encoding", default="", help="How the files' bytes stand for characters.")
@click.option("--set", "settings", multiple=True, help="A setting, such as training.epochs=10.")
@click.option("--resume", help="A checkpoint to go on with, or the folder of a run cut off.")
@click.option("--out", help="A folder to write the model and its history to, also on the way.")
@json_option
def train_command(
    name: str | None,
    data: str | None,
    valid: str | None,
    test: str | None,
    encoding: str,
    settings: tuple[str, ...],
    resume: str | None,
    out: str | None,
    as_json: bool,
) -> None:
    """Train a network; Ctrl+C stops after the update at hand and keeps what was learned."""
    start = open_checkpoint(resume) if resume else None
    if start and not name:
        config = start.config
    else:
        config = preset(name).config if name else _fitting_config(data, encoding)
    if data:
        source = FilesSource.named(data, valid or "", test or "", encoding)
        config = config.with_source(**source.model_dump())
    config = config.changed(**parse_settings(settings))
    folder = OutFolder.make(Path(out)) if out is not None else None
    run = train(config, resume=start)
    if folder:
        tell_spared(folder.spare_other_run(resume))
        run = folder.keep(run)
    checkpoint, diverged = _follow(run, as_json)
    if folder and checkpoint:
        folder.finish(checkpoint)
        if not as_json:
            click.echo(f"Saved as {folder.path / MODEL_FILE}.")
    if diverged:
        sys.exit(1)


def _fitting_config(data: str | None, encoding: str) -> RunConfig:
    """Return the settings to begin with where no preset is named."""
    if data is None:
        return next(iter(PRESETS.values())).config
    return suggest(read_dataset(data, encoding=encoding)).config()


def _follow(run: Run, as_json: bool) -> tuple[Checkpoint | None, bool]:
    """Train to the end, or to Ctrl+C; return the last checkpoint, and whether the run diverged."""
    with closing(run):
        _print(next(run), as_json)
        with Interruption() as interruption:
            for event in run:
                _print(event, as_json)
                if isinstance(event, Summary | Diverged):
                    return event.checkpoint, isinstance(event, Diverged)
                if interruption.is_wanted:
                    break
            answer = run.send(TakeSnapshot())
    return answer.checkpoint if isinstance(answer, Snapshot) else None, False


def _print(event: Event, as_json: bool) -> None:
    if as_json:
        print_json(event.to_json())
        return
    for line in _lines(event):
        click.echo(line)


def _lines(event: Event) -> Iterator[str]:
    if isinstance(event, Started):
        counts = ", ".join(
            f"{count:,} {event.unit} in {part_name(part)}" for part, count in event.counts.items()
        )
        yield f"{event.parameters:,} parameters; {counts}"
        yield f"{event.updates_per_epoch:,} updates per epoch, {event.epochs:,} epochs"
        yield from event.notes
    elif isinstance(event, Evaluated):
        train, valid = event.train, event.valid
        line = f"epoch {event.epoch:g}  train perplexity {train.perplexity:.2f}"
        if valid:
            line += f"  validation perplexity {valid.perplexity:.2f}"
        if valid and valid.accuracy is not None:
            line += f"  accuracy {100 * valid.accuracy:.2f} % of {valid.count:,} {valid.unit}"
        yield line + ("  best" if event.best else "")
    elif isinstance(event, Sampled):
        yield f"  {event.prompt!r} -> {event.text!r}"
    elif isinstance(event, Diverged):
        yield (
            f"Training diverged at update {event.step}: {event.culprit} is not finite. "
            f"The weights of update {event.back_to} are back. {event.advice}"
        )
    elif isinstance(event, Overshot):
        yield event.sentence
    elif isinstance(event, NotSaved):
        yield f"{event.sentence} Training goes on."
