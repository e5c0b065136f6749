"""What a classifier says of lines, and which words decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from engine.layers.base import IGNORE
from engine.lines import LineEncoder, LineReading, line_batch
from engine.score import Score
from engine.threads import BlasThreads, choices_for

ROWS = 256  # lines read side by side


class WordEffect(NamedTuple):
    """A token and how much the label's probability falls when it is left out.

    It is negative for a token that speaks against the label, and None for one that the network
    was not told, because it is not in the vocabulary or was cut off.
    """

    word: str
    effect: float | None


@dataclass(frozen=True)
class Classification:
    """What a model makes of a text.

    Attributes:
        labels, probabilities: in the order of the model's output; they sum to one.
        unknown: words that the vocabulary lacks.
        word_effects: of every token in the text's order; empty where it was not asked for.
    """

    text: str
    labels: tuple[str, ...]
    probabilities: tuple[float, ...]
    unknown: tuple[str, ...] = ()
    word_effects: tuple[WordEffect, ...] = ()

    @property
    def label(self) -> str:
        """The likeliest label."""
        return self.labels[self.probabilities.index(self.probability)]

    @property
    def probability(self) -> float:
        """How likely that label is."""
        return max(self.probabilities)


def classify_line(
    model: Any, encoder: LineEncoder, text: str, labels: tuple[str, ...], *, explain: bool = True
) -> Classification:
    """Return what a model makes of a text; word effects only if it is to be explained."""
    reading = encoder.read(text)
    probabilities = label_probabilities(model, [reading.fed])[0]
    effects: tuple[WordEffect, ...] = ()
    if explain:
        effects = _word_effects(model, reading, probabilities)
    return Classification(text, labels, tuple(map(float, probabilities)), reading.unknown, effects)


def _word_effects(
    model: Any, reading: LineReading, probabilities: np.ndarray
) -> tuple[WordEffect, ...]:
    """Read the text once more without each of its tokens, all at once."""
    fed, best = reading.fed, int(probabilities.argmax())
    shorter = [fed[:k] + fed[k + 1 :] for k in range(len(fed))]
    without = iter(label_probabilities(model, shorter)[:, best])
    whole = probabilities[best]
    return tuple(
        WordEffect(word, None if number is None else float(whole - next(without)))
        for word, number in zip(reading.tokens, reading.ids, strict=True)
    )


def label_probabilities(model: Any, lines: Sequence[Sequence[int]]) -> np.ndarray:
    """Return how likely each label is for each line of ids, (lines, labels), in float64."""
    found = [np.empty((0, len(model.output.W.value)))]
    for start in range(0, len(lines), ROWS):
        some = lines[start : start + ROWS]
        batch = line_batch(some, [IGNORE] * len(some), model.backend)
        found.append(model.backend.to_host(model.probabilities(batch)).astype(np.float64))
    return np.concatenate(found)


def score_lines(
    model: Any, lines: Sequence[np.ndarray], labels: np.ndarray, *, split: str
) -> Score:
    """Return the mean loss and the share of lines that are labelled right.

    Lines of similar length are read side by side, which changes nothing but the time it takes.
    """
    nats, right = 0.0, 0.0
    order = np.argsort([len(ids) for ids in lines], kind="stable")
    with BlasThreads(choices_for(model, ROWS)) as threads:
        for start in threads.timed(range(0, len(order), ROWS)):
            places = order[start : start + ROWS]
            batch = line_batch([lines[i] for i in places], labels[places], model.backend)
            result = model.forward(batch, None, training=False)
            nats += float(result.nats)
            right += float(model.count_correct(result.cache))
    count = len(lines)
    return Score(split, "every line", nats / count, right / count, count, "lines")
