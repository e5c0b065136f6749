"""Going on from a prompt, token by token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.checkpoint import Checkpoint
from engine.data.chunks import EOS
from engine.data.vocabulary import Vocabulary
from engine.errors import ConfigError
from engine.models.base import Goal, TokenStepper
from engine.sampling import Sampler, SamplingConfig

SHOWN = 10  # alternatives that are told with every token


@dataclass(frozen=True)
class Alternative:
    """A token that could have come: its probability to the model alone and after the settings."""

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
    writer = Writer(checkpoint.model().stepper(), vocabulary, sampling)
    yield from writer.write(ids)


class Writer:
    """Feeds a model with a prompt and its own tokens."""

    def __init__(
        self, stepper: TokenStepper, vocabulary: Vocabulary, sampling: SamplingConfig
    ) -> None:
        self.stepper, self.vocabulary, self.sampling = stepper, vocabulary, sampling
        self.sampler = Sampler(sampling, vocabulary)

    def write(self, prompt: Sequence[int]) -> Iterator[Token]:
        """Yield tokens; prompt: at least one id."""
        end = self.vocabulary.id_of(EOS if self.vocabulary.level == "word" else "\n")
        logits = self._read(prompt)
        for _ in range(self.sampling.length):
            probabilities = self.sampler.probabilities(logits)
            chosen = self.sampler.choose(probabilities)
            yield self._token(chosen, logits, probabilities)
            if self.sampling.stop_at_end and chosen == end:
                return
            logits = self._read([chosen])

    def _read(self, ids: Sequence[int]) -> np.ndarray:
        current = np.empty(1, np.intp)
        for token in ids:
            self.sampler.note(token)
            current[0] = token
            logits = self.stepper.step(current)
        return logits[0]

    def _token(self, chosen: int, logits: np.ndarray, probabilities: np.ndarray) -> Token:
        alone = np.exp(logits.astype(np.float64) - logits.max())
        alone /= alone.sum()
        count = min(SHOWN, len(alone))
        best = np.argpartition(-alone, count - 1)[:count]
        best = best[np.argsort(-alone[best], kind="stable")]
        text = self.vocabulary.tokens
        return Token(
            chosen,
            text[chosen],
            float(probabilities[chosen]),
            float(alone[chosen]),
            float(-np.log2(max(alone[chosen], 1e-300))),
            int((alone > alone[chosen]).sum()) + 1,
            tuple(
                Alternative(int(i), text[i], float(alone[i]), float(probabilities[i])) for i in best
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
