"""`python -m engine generate`."""

from __future__ import annotations

from typing import Any

import click

from engine.asking import ask
from engine.checkpoint import Checkpoint
from engine.commands.shared import json_option, open_checkpoint, parse_settings, print_json
from engine.generation import Token, generate, read_prompt
from engine.models.base import Goal
from engine.sampling import SamplingConfig


@click.command("generate")
@click.argument("checkpoint")
@click.option("--prompt", default="", help="What to go on from, or the question to answer.")
@click.option("--seed", type=int, help="The same seed gives the same text.")
@click.option("--length", type=int, help="How many tokens are written.")
@click.option("--temperature", type=float, help="Below 1 safer, above 1 bolder.")
@click.option("--greedy", is_flag=True, help="Always the likeliest token.")
@click.option("--set", "settings", multiple=True, help="Any other setting, such as top_k=40.")
@json_option
def generate_command(
    checkpoint: str,
    prompt: str,
    seed: int | None,
    length: int | None,
    temperature: float | None,
    greedy: bool,
    settings: tuple[str, ...],
    as_json: bool,
) -> None:
    """Let a trained model go on from a prompt, or answer a question."""
    model = open_checkpoint(checkpoint)
    if model.config.model.goal is Goal.ANSWER:
        _answer(model, prompt, as_json)
        return
    named = {"seed": seed, "length": length, "temperature": temperature}
    given: dict[str, Any] = {k: value for k, value in named.items() if value is not None}
    given |= {"greedy": True} if greedy else {}
    sampling = SamplingConfig().changed(**given, **parse_settings(settings))
    reading = read_prompt(model, prompt)
    if not all(token.known for token in reading.tokens):
        click.echo(reading.sentence, err=True)
    _write(model, prompt, sampling, as_json)


def _answer(model: Checkpoint, question: str, as_json: bool) -> None:
    reply = ask(model, question)
    if as_json:
        print_json(
            {
                "event": "answer",
                "question": question,
                "text": reply.answer.text,
                "expected": reply.expected,
                "right": reply.right,
                "unlike": reply.unlike,
                "probabilities": list(reply.answer.probabilities),
            }
        )
        return
    click.echo(reply.answer.text.strip())
    if reply.unlike:
        click.echo(reply.unlike, err=True)


def _write(model: Checkpoint, prompt: str, sampling: SamplingConfig, as_json: bool) -> None:
    tokens: list[Token] = []
    for token in generate(model, prompt, sampling):
        tokens.append(token)
        if as_json:
            shown = {name: getattr(token, name) for name in ("id", "text", "probability")}
            print_json({"event": "token"} | shown | {"surprisal": token.surprisal})
    text = model.vocabulary.join(token.text for token in tokens)
    between = " " if prompt and model.vocabulary.level == "word" else ""
    if as_json:
        print_json({"event": "text", "prompt": prompt, "text": text})
    else:
        click.echo(prompt + between + text)
