"""Going on from a prompt, token by token."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from engine.checkpoint import Checkpoint
from engine.data.chunks import EOS
from engine.data.vocabulary import Vocabulary
from engine.errors import ConfigError
from engine.models.base import Goal, TokenStepper
from engine.sampling import Sampler, SamplingConfig
from engine.threads import BlasThreads, choices_for

SHOWN = 10  # alternatives that are told with every token
MOST_BITS = 1000.0  # of surprise, for a token that the model held to be impossible


class Alternative(NamedTuple):
    """A token that could have come: its probability to the model alone and after the settings.

    Ten come with every token; they are named tuples because those are made in a third of the time.
    """

    id: int
    text: str
    model_probability: float
    probability: float


@dataclass(frozen=True)
class Token:
    """One token of a generated text.

    Attributes:
        surprisal: bits, to the model alone; rank: 1 for the likeliest.
        alternatives: the likeliest to the model, best first.
    """

    id: int
    text: str
    probability: float
    model_probability: float
    surprisal: float
    rank: int
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True)
class PromptToken:
    """One token of a prompt, and whether the vocabulary has it."""

    text: str
    known: bool


@dataclass(frozen=True)
class PromptReading:
    """How a prompt is read: its tokens, the ids that are fed, and a sentence about them."""

    tokens: tuple[PromptToken, ...]
    ids: tuple[int, ...]
    sentence: str


def generate(checkpoint: Checkpoint, prompt: str, sampling: SamplingConfig) -> Iterator[Token]:
    """Yield the tokens with which a language model goes on from a prompt.

    The whole prompt is fed through the network first. The checkpoint is not changed, and a
    training run that it came from does not notice.

    Raises:
        ConfigError: the checkpoint's model does not write text.
    """
    if checkpoint.config.model.goal is not Goal.NEXT_TOKEN:
        raise ConfigError(
            f"This model is made to {checkpoint.config.model.goal}; it does not go on from a text."
        )
    vocabulary = checkpoint.vocabulary
    ids = read_tokens(vocabulary, prompt).ids or (_first(vocabulary),)
    model: Any = checkpoint.model()
    with BlasThreads(choices_for(model, rows=1)) as threads:
        yield from Writer(model.stepper(), vocabulary, sampling, threads).write(ids)


class Writer:
    """Feeds a model with a prompt and its own tokens."""

    def __init__(
        self,
        stepper: TokenStepper,
        vocabulary: Vocabulary,
        sampling: SamplingConfig,
        threads: BlasThreads,
    ) -> None:
        self.stepper, self.vocabulary, self.sampling = stepper, vocabulary, sampling
        self.sampler = Sampler(sampling, vocabulary)
        self._threads, self._current = threads, np.zeros(1, np.intp)

    def write(self, prompt: Sequence[int]) -> Iterator[Token]:
        """Yield tokens; prompt: at least one id."""
        end = self.vocabulary.id_of(EOS if self.vocabulary.level == "word" else "\n")
        last: Sequence[int] = prompt
        for _ in range(self.sampling.length):
            started = time.perf_counter()
            logits = self._read(last)
            probabilities = self.sampler.probabilities(logits)
            chosen = self.sampler.choose(probabilities)
            token = self._token(chosen, logits, probabilities)
            self._threads.note(time.perf_counter() - started)
            yield token
            if self.sampling.stop_at_end and chosen == end:
                return
            last = [chosen]

    def _read(self, ids: Sequence[int]) -> np.ndarray:
        for token in ids:
            self.sampler.note(token)
            self._current[0] = token
            logits = self.stepper.step(self._current)
        return logits[0]

    def _token(self, chosen: int, logits: np.ndarray, probabilities: np.ndarray) -> Token:
        top = logits.max()
        alone = np.exp(logits - top)
        total, count = float(alone.sum()), min(SHOWN, len(alone))
        best = np.flatnonzero(logits >= np.partition(logits, -count)[-count])
        best = best[np.argsort(-logits[best], kind="stable")][:count]
        bits = (math.log(total) + float(top - logits[chosen])) / math.log(2)
        text, numbers = self.vocabulary.tokens, best.tolist()
        return Token(
            chosen,
            text[chosen],
            float(probabilities[chosen]),
            float(alone[chosen]) / total,
            min(bits, MOST_BITS),
            int(np.count_nonzero(logits > logits[chosen])) + 1,
            tuple(
                Alternative(*row)
                for row in zip(
                    numbers,
                    (text[i] for i in numbers),
                    (alone[best] / total).tolist(),
                    probabilities[best].tolist(),
                    strict=True,
                )
            ),
        )


def read_prompt(checkpoint: Checkpoint, prompt: str) -> PromptReading:
    """Return how a model reads a prompt, with a sentence about what it does not know."""
    return read_tokens(checkpoint.vocabulary, prompt)


def read_tokens(vocabulary: Vocabulary, prompt: str) -> PromptReading:
    """Return how a prompt is read with this vocabulary."""
    tokens = vocabulary.split(prompt)
    numbers = [vocabulary.id_of(token) for token in tokens]
    shown = tuple(
        PromptToken(token, number is not None)
        for token, number in zip(tokens, numbers, strict=True)
    )
    fed = (vocabulary.unknown if number is None else number for number in numbers)
    ids = tuple(number for number in fed if number is not None)
    return PromptReading(shown, ids, _sentence(vocabulary, shown))


def _sentence(vocabulary: Vocabulary, tokens: tuple[PromptToken, ...]) -> str:
    unit = "word" if vocabulary.level == "word" else "character"
    count = f"{len(tokens):,} {unit}{'' if len(tokens) == 1 else 's'}"
    if not tokens:
        return "Without a prompt the text begins as a new line does."
    unknown = list(dict.fromkeys(token.text for token in tokens if not token.known))
    if not unknown:
        return f"{count}, all in the vocabulary."
    named = ", ".join(f"“{text}”" for text in unknown[:3]) + (" and more" if unknown[3:] else "")
    verb = "is" if len(unknown) == 1 else "are"
    fate = "left out" if vocabulary.unknown is None else "read as <unk>"
    return f"{count}. {named} {verb} not in the vocabulary and {verb} {fate}."


def _first(vocabulary: Vocabulary) -> int:
    """Return what a text begins after: a line end where there is one, else the first token."""
    for token in (EOS, "\n"):
        found = vocabulary.id_of(token)
        if found is not None:
            return found
    return 0
