"""`python -m engine import`."""

from __future__ import annotations

import click

from engine.book_import import import_book_weights
from engine.checkpoint import save_checkpoint
from engine.data.sources import DataConfig, FilesSource
from engine.interchange import import_torch_weights


@click.command("import")
@click.argument("file")
@click.option("--data", required=True, help="The text or the pairs that it was trained on.")
@click.option("--valid", help="A file of its own for validation.")
@click.option("--test", help="A file of its own for the final test.")
@click.option("--encoding", default="", help="How the files' bytes stand for characters.")
@click.option("--out", required=True, help="The checkpoint to write.")
def import_command(
    file: str, data: str, valid: str | None, test: str | None, encoding: str, out: str
) -> None:
    """Turn weights of the book's program, or of torch.nn in safetensors, into a checkpoint."""
    source = FilesSource(train=data, valid=valid or "", test=test or "", encoding=encoding)
    read = import_torch_weights if file.endswith(".safetensors") else import_book_weights
    checkpoint = read(file, source.read(), data=DataConfig(source=source))
    save_checkpoint(checkpoint, out)
    for sentence in checkpoint.about.items():
        click.echo(": ".join(sentence))
    click.echo(f"{len(checkpoint.vocabulary):,} tokens. Saved as {out}.")
