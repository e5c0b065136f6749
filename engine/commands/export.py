"""`python -m engine export`."""

from __future__ import annotations

import click

from engine.commands.shared import open_checkpoint
from engine.interchange import export_onnx, export_torch_weights

FORMATS = {"torch": export_torch_weights, "onnx": export_onnx}


@click.command("export")
@click.argument("checkpoint")
@click.option(
    "--to",
    "form",
    type=click.Choice(list(FORMATS)),
    default="torch",
    show_default=True,
    help="torch: safetensors under torch.nn's names; onnx: a graph for ONNX Runtime.",
)
@click.option("--out", required=True, help="The file to write.")
def export_command(checkpoint: str, form: str, out: str) -> None:
    """Write a trained model in a form that other programs read."""
    FORMATS[form](open_checkpoint(checkpoint), out)
    click.echo(f"Saved as {out}.")
