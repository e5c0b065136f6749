"""What a captioner says of pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.backend import Backend
from engine.beam_search import BeamConfig, decode_by_beam
from engine.data.dataset import Pair, Picture
from engine.data.vocabulary import Vocabulary
from engine.decoding import score_written
from engine.greedy_search import decode_greedily
from engine.models.base import Batch, Sizes
from engine.pairs import PairEncoder
from engine.score import Score

ROWS = 128  # pictures looked at side by side: the windows of a convolution are nine times as large


@dataclass(frozen=True)
class Caption:
    """What a model says of a picture.

    Attributes:
        words: without the end symbol; probabilities: what the model gave each of them.
        attention: (words, rows, columns), how much each word looked at each place of the picture,
            for a model with attention.
    """

    text: str
    words: tuple[str, ...]
    probabilities: tuple[float, ...]
    attention: np.ndarray | None = None


class CaptionEncoder:
    """Turn pictures and captions into arrays."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._pairs = PairEncoder(vocabulary, reverse=False)

    def sizes(self, pictures: Sequence[Picture]) -> Sizes:
        """Return what these pictures fix about a model."""
        sizes = self._pairs.sizes(_as_pairs(pictures))
        return Sizes(
            sizes.vocab_size,
            answer_length=sizes.answer_length,
            fixed_width=sizes.fixed_width,
            picture_side=pictures[0].side,
        )

    def answers(self, pictures: Sequence[Picture], sizes: Sizes) -> np.ndarray:
        """Return the captions' ids (P, 1 + longest), IGNORE behind the end."""
        return self._pairs.answers(_as_pairs(pictures), sizes)

    def pixels(self, pictures: Sequence[Picture]) -> np.ndarray:
        """Return the pictures as bytes (P, side, side, 3)."""
        side = pictures[0].side if pictures else 0
        joined = b"".join(picture.pixels for picture in pictures)
        return np.frombuffer(joined, np.uint8).reshape(len(pictures), side, side, 3)

    def batch(self, pixels: np.ndarray, answers: np.ndarray, backend: Backend) -> Batch:
        """Return a batch of pictures and captions.

        Each picture's values are brought to mean 0 and deviation 1: a background that is far from
        zero everywhere would drown what stands before it.
        """
        values = pixels.astype(np.float32)
        values -= values.mean(axis=(1, 2, 3), keepdims=True)
        values /= values.std(axis=(1, 2, 3), keepdims=True) + 1
        targets = backend.ids(np.ascontiguousarray(answers.T))
        return Batch(backend.asarray(values), targets, int((answers[:, 1:] >= 0).sum()))

    def describe(
        self,
        model: Any,
        pictures: Sequence[Picture],
        sizes: Sizes,
        beam: BeamConfig | None = None,
    ) -> list[Caption]:
        """Return what a model says of pictures; greedy where no beam search is asked for."""
        beam = beam or BeamConfig()
        captions: list[Caption] = []
        rows = max(1, ROWS // beam.width)
        for start in range(0, len(pictures), rows):
            captions += self._describe_some(model, pictures[start : start + rows], sizes, beam)
        return captions

    def _describe_some(
        self, model: Any, pictures: Sequence[Picture], sizes: Sizes, beam: BeamConfig
    ) -> list[Caption]:
        form = self._pairs.form(sizes)
        starts = np.full((len(pictures), 1), form.start)
        batch = self.batch(self.pixels(pictures), starts, model.backend)
        if beam.width > 1:
            decoded, _ = decode_by_beam(model, batch, form, beam)
        else:
            decoded = decode_greedily(model, batch, form, explain=True)
        captions = []
        for n in range(len(pictures)):
            ids = decoded.ids[: form.length_of(decoded.ids[:, n]), n]
            words = tuple(self.vocabulary.tokens[i] for i in ids)
            chances = tuple(decoded.probabilities[: len(ids), n].tolist())
            seen = None
            if decoded.attention is not None:
                side = math.isqrt(decoded.attention.shape[2])
                seen = decoded.attention[: len(ids), n].reshape(-1, side, side)
            captions.append(Caption(self.vocabulary.join(words), words, chances, seen))
        return captions

    def score(self, model: Any, pictures: Sequence[Picture], sizes: Sizes, *, split: str) -> Score:
        """Return the share of whole captions that are right, and the mean loss per word."""
        some = [pictures[start : start + ROWS] for start in range(0, len(pictures), ROWS)]
        pieces = (
            (
                self.batch(self.pixels(part), self.answers(part, sizes), model.backend),
                [picture.caption for picture in part],
            )
            for part in some
        )
        form = self._pairs.form(sizes)
        return score_written(model, self.vocabulary, form, pieces, split=split, unit="pictures")


def _as_pairs(pictures: Sequence[Picture]) -> list[Pair]:
    return [Pair("", picture.caption) for picture in pictures]
