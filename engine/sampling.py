"""How the next token is chosen from a model's scores."""

from __future__ import annotations

import numpy as np

from engine.config import Config, setting
from engine.data.vocabulary import Vocabulary
from engine.errors import ConfigError

STRETCH = 128  # tokens whose probabilities are summed as one
NUCLEUS = 256  # tokens that are sorted first to find the likeliest that make up a share


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
        self._seen: set[int] = set()

    def probabilities(self, logits: np.ndarray) -> np.ndarray:
        """Return the probabilities (V,) that are drawn from, for logits (V,). float64."""
        config = self.config
        scores = logits.astype(np.float64)
        if len(self._skipped):
            scores[self._skipped] = -np.inf
        if config.repetition_penalty != 1 and self._seen:
            before = np.fromiter(self._seen, np.intp, len(self._seen))
            values = scores[before]
            scores[before] = np.where(
                values > 0, values / config.repetition_penalty, values * config.repetition_penalty
            )
        if config.greedy:
            p = np.zeros(len(scores))
            p[scores.argmax()] = 1.0
            return p
        scores -= scores.max()
        if config.temperature != 1:
            scores /= config.temperature
        if 0 < config.top_k < len(scores):
            limit = np.partition(scores, -config.top_k)[-config.top_k]
            scores[scores < limit] = -np.inf
        p = np.exp(scores, out=scores)  # the likeliest is 1 now
        if config.top_p < 1:
            p = _nucleus(p, config.top_p)
        if config.min_p > 0:
            p[p < config.min_p] = 0
        p *= 1 / p.sum()
        return p

    def choose(self, probabilities: np.ndarray) -> int:
        """Draw a token; one random number each, so that texts with one seed stay in step.

        Stretches are summed first and one of them token by token: with 10,000 tokens a running
        sum over all of them would take 42 us, as long as everything else here.
        """
        starts = np.arange(0, len(probabilities), STRETCH)
        sums = np.add.reduceat(probabilities, starts)
        drawn = self._rng.random_sample() * sums.sum()
        stretch, rest = _place(sums, drawn)
        start = int(starts[stretch])
        return start + _place(probabilities[start : start + STRETCH], rest)[0]

    def note(self, token: int) -> None:
        """Take down a token that has been written, for the repetition penalty."""
        self._seen.add(token)


def _place(weights: np.ndarray, drawn: float) -> tuple[int, float]:
    """Return at which weight the running sum passes a number, and what is left for that weight.

    Where rounding would let it pass none, it is the last weight that is not zero.
    """
    sums = weights.cumsum()
    place = int(sums.searchsorted(drawn, side="right"))
    if place == len(sums):
        place = int(sums.searchsorted(sums[-1]))
    return place, drawn - float(sums[place - 1]) if place else drawn


def _nucleus(p: np.ndarray, share: float) -> np.ndarray:
    """Keep the fewest, likeliest tokens that together reach the share of all.

    The likeliest few are sorted, and more of them only where they do not reach it: with 10,000
    tokens to sort all would take 900 us.
    """
    enough, count = share * p.sum(), NUCLEUS
    while True:
        least = np.partition(p, -count)[-count] if count < len(p) else 0
        likeliest = np.flatnonzero(p >= least)
        order = likeliest[np.argsort(-p[likeliest], kind="stable")]
        sums = p[order].cumsum()
        if sums[-1] >= enough or least == 0:
            break
        count *= 8
    kept = order[sums - p[order] < enough]
    nucleus = np.zeros_like(p)
    nucleus[kept] = p[kept]
    return nucleus
