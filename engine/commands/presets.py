"""`python -m engine presets`."""

from __future__ import annotations

import click

from engine.commands.shared import json_option, print_json
from engine.presets import PRESETS

TOLD = ("name", "title", "group", "summary", "source", "expect")


@click.command("presets")
@json_option
def presets_command(as_json: bool) -> None:
    """List the presets: what each is, where it comes from and what to expect of it."""
    for preset in PRESETS.values():
        if as_json:
            told = {name: getattr(preset, name) for name in TOLD}
            print_json(
                {"event": "preset"} | told | {"config": preset.config.model_dump(mode="json")}
            )
            continue
        click.echo(f"{preset.name}: {preset.summary}")
        click.echo(f"    {preset.source}. {preset.expect}")
