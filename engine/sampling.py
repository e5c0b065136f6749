"""How the next token is chosen from a model's scores."""

from __future__ import annotations

import numpy as np

from engine.config import Config, setting
from engine.data.vocabulary import Vocabulary
from engine.errors import ConfigError


class SamplingConfig(Config):
    """How a text goes on."""

    greedy: bool = setting(
        False, "Greedy", help="Always the likeliest token; off draws one by its probability."
    )
    temperature: float = setting(
        1.0, "Temperature", help="Below 1 safer, above 1 bolder.", low=0.01, high=100, scale="log"
    )
    top_k: int = setting(
        0, "Top-k", help="Only the likeliest k may come; 0 lets all.", low=0, high=1_000_000,
        scale="log",
    )  # fmt: skip
    top_p: float = setting(
        1.0, "Top-p", help="Only the likeliest that make up this share may come.", low=0.01, high=1
    )
    min_p: float = setting(
        0.0,
        "Min-p",
        help="Nothing may come that is less likely than this share of the likeliest.",
        low=0,
        high=1,
        basic=False,
    )
    repetition_penalty: float = setting(
        1.0,
        "Repetition penalty",
        help="Above 1, what has come before becomes less likely.",
        low=1,
        high=10,
        basic=False,
    )
    length: int = setting(
        60, "Length", help="How many tokens are written.", low=1, high=100_000, scale="log"
    )
    seed: int = setting(
        1984, "Seed", help="The same seed gives the same text.", low=0, high=2**32 - 1
    )
    skip: str = setting(
        "", "Never write", help="Words or characters to leave out, with blanks between them."
    )
    stop_at_end: bool = setting(
        False, "Stop at a line end", help="The text is over when a line is.", basic=False
    )


class Sampler:
    """Turn logits into probabilities by the settings and draw from them.

    The order is: skipped tokens, repetition penalty (Keskar et al. 2019), temperature, top-k,
    top-p (Holtzman et al. 2020), min-p (Nguyen et al. 2024). What is cut has probability zero and
    the rest is scaled to one.

    Raises:
        ConfigError: every token is to be skipped.
    """

    def __init__(self, config: SamplingConfig, vocabulary: Vocabulary) -> None:
        self.config = config
        self._rng = np.random.RandomState(config.seed)
        known = (vocabulary.id_of(token) for token in config.skip.split())
        self._skipped = np.array([i for i in known if i is not None], np.intp)
        if len(np.unique(self._skipped)) >= len(vocabulary):
            raise ConfigError(
                f"All {len(vocabulary):,} tokens of the vocabulary are on the list of those never "
                f"to write, so nothing is left. Take some off the list."
            )
        self._seen: list[int] = []

    def probabilities(self, logits: np.ndarray) -> np.ndarray:
        """Return the probabilities (V,) that are drawn from, for logits (V,). float64."""
        config = self.config
        scores = logits.astype(np.float64)
        scores[self._skipped] = -np.inf
        if config.repetition_penalty != 1 and self._seen:
            before = np.unique(self._seen)
            values = scores[before]
            scores[before] = np.where(
                values > 0, values / config.repetition_penalty, values * config.repetition_penalty
            )
        if config.greedy:
            p = np.zeros(len(scores))
            p[scores.argmax()] = 1.0
            return p
        scores -= scores.max()
        scores /= config.temperature
        if 0 < config.top_k < len(scores):
            limit = np.partition(scores, -config.top_k)[-config.top_k]
            scores[scores < limit] = -np.inf
        p = np.exp(scores)
        p /= p.sum()
        if config.top_p < 1:
            p = _nucleus(p, config.top_p)
        if config.min_p > 0:
            p[p < config.min_p * p.max()] = 0
        return p / p.sum()

    def choose(self, probabilities: np.ndarray) -> int:
        """Draw a token; one random number each, so that texts with one seed stay in step."""
        cumulative = probabilities.cumsum()
        drawn = self._rng.random_sample() * cumulative[-1]
        token = int(min(cumulative.searchsorted(drawn, side="right"), len(cumulative) - 1))
        return token

    def note(self, token: int) -> None:
        """Take down a token that has been written, for the repetition penalty."""
        self._seen.append(token)


def _nucleus(p: np.ndarray, share: float) -> np.ndarray:
    """Keep the fewest, likeliest tokens that together reach the share."""
    order = np.argsort(-p, kind="stable")
    before = np.cumsum(p[order]) - p[order]
    p[order[before >= share]] = 0
    return p
