"""`python -m engine import`."""

from __future__ import annotations

import click

from engine.checkpoint import save_checkpoint
from engine.data.sources import DataConfig, FilesSource
from engine.weights_import import import_weights


@click.command("import")
@click.argument("file")
@click.option(
    "--data",
    help="The text, pairs or labelled lines that it was trained on; a file that “export” wrote "
    "needs none.",
)
@click.option("--valid", help="A file of its own for validation.")
@click.option("--test", help="A file of its own for the final test.")
@click.option("--encoding", default="", help="How the files' bytes stand for characters.")
@click.option("--out", required=True, help="The checkpoint to write.")
def import_command(
    file: str, data: str | None, valid: str | None, test: str | None, encoding: str, out: str
) -> None:
    """Turn weights of the book's program, or of torch.nn in safetensors, into a checkpoint."""
    dataset, described = None, None
    if data is not None:
        source = FilesSource.named(data, valid or "", test or "", encoding)
        dataset, described = source.read(), DataConfig(source=source)
    checkpoint = import_weights(file, dataset, data=described)
    save_checkpoint(checkpoint, out)
    for sentence in checkpoint.about.items():
        click.echo(": ".join(sentence))
    click.echo(f"{len(checkpoint.vocabulary):,} tokens. Saved as {out}.")
