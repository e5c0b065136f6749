"""The work behind a generated text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter

from engine import Checkpoint, SamplingConfig, generate
from engine.copied_run import CopyFinder
from engine.generation import Alternative, Token, read_prompt
from engine.trigram import Trigram
from playground.pages.generate.speaker import Talk
from playground.views.shown_token import ends_line

_LINE_END = " ↵ "  # within one line
_TWIN = 80  # characters of the greedy twin, or fewer words: it stands in one line
_PROMPT_SHOWN = 50  # characters of the prompt before it


@dataclass(frozen=True)
class Pace:
    """How many tokens were written, and how fast once the prompt had been read."""

    count: int
    per_second: float


@dataclass(frozen=True)
class Twin:
    """What always taking the likeliest token writes after the same prompt."""

    text: str


@dataclass(frozen=True)
class Copied:
    """The longest run of a text that stands in the data just so."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Believed:
    """The perplexity of a text to a 3-gram of the data; None where there is none."""

    perplexity: float | None


def writing(prompt: str, sampling: SamplingConfig) -> Talk:
    """Return work that yields tokens, and last the pace at which they came."""
    return partial(_write, prompt, sampling)


def looking_back(
    prompt: str, tokens: Sequence[Token], finder: CopyFinder | None, trigram: Trigram | None
) -> Talk:
    """Return work that yields a `Twin`, and where there are data, what was `Copied` from them and
    how far the text is `Believed` by their 3-gram."""
    return partial(_look_back, prompt, tokens, finder, trigram)


def _write(prompt: str, sampling: SamplingConfig, checkpoint: Checkpoint) -> Iterator[object]:
    count, start = 0, 0.0
    for token in generate(checkpoint, prompt, sampling):
        count += 1
        start = start or perf_counter()
        yield token
    yield Pace(count, (count - 1) / max(perf_counter() - start, 1e-6))


def _look_back(
    prompt: str,
    tokens: Sequence[Token],
    finder: CopyFinder | None,
    trigram: Trigram | None,
    checkpoint: Checkpoint,
) -> Iterator[object]:
    greedy = SamplingConfig(
        greedy=True, length=_TWIN if checkpoint.vocabulary.level == "character" else _TWIN // 5
    )
    twin = [token.text for token in generate(checkpoint, prompt, greedy)]
    glue = " " if checkpoint.vocabulary.level == "word" else ""
    shown = glue.join(_LINE_END if ends_line(text) else text for text in twin)
    yield Twin(f"{_ending(prompt.strip())}{glue}{shown}".replace("  ", " "))
    if finder is not None:
        yield Copied(finder.longest_run([token.text for token in tokens]))
    if trigram is not None:
        before = read_prompt(checkpoint, prompt).ids
        yield Believed(trigram.perplexity(before, [token.id for token in tokens]))


def _ending(prompt: str) -> str:
    """Return the end of a prompt, so that on one line there is room for what follows it."""
    if len(prompt) <= _PROMPT_SHOWN:
        return prompt
    return f"…{prompt[-_PROMPT_SHOWN:].partition(' ')[2] or prompt[-_PROMPT_SHOWN:]}"


def perplexity(tokens: Sequence[Token]) -> float | None:
    """Return exp of the mean surprisal in nats; None without tokens."""
    if not tokens:
        return None
    return math.pow(2, sum(token.surprisal for token in tokens) / len(tokens))


def taken(token: Token, alternative: Alternative) -> Token:
    """Return the token that stands in a token's place once an alternative is taken there."""
    likelier = [
        a for a in token.alternatives if a.model_probability > alternative.model_probability
    ]
    return replace(
        token,
        id=alternative.id,
        text=alternative.text,
        probability=alternative.probability,
        model_probability=alternative.model_probability,
        surprisal=-math.log2(max(alternative.model_probability, 1e-300)),
        rank=len(likelier) + 1,
    )
