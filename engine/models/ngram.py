"""Predict the next token from counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal, NamedTuple

import numpy as np

from engine.backend import Array, Backend
from engine.config import setting
from engine.data.chunks import EOS
from engine.data.vocabulary import Vocabulary
from engine.errors import CheckpointError
from engine.layers.base import IGNORE
from engine.models.base import MODELS, Batch, Goal, Model, ModelConfig, Pass, Sizes
from engine.ngram import (
    NgramCounts,
    NgramModel,
    add_k,
    from_arrays,
    katz,
    kneser_ney,
    likeliest,
    to_arrays,
)

Smoothing = Literal["kneser_ney", "katz", "add_k"]


@MODELS.register
class NgramConfig(ModelConfig):
    """Counts how often each token follows the few before it: quick, and no network at all."""

    kind: Literal["ngram"] = "ngram"
    goal = Goal.NEXT_TOKEN
    is_counted: ClassVar[bool] = True
    order: int = setting(
        3, "Order", help="How many tokens are counted together; 1 looks at none before.", low=1,
        high=5,
    )  # fmt: skip
    smoothing: Smoothing = setting(
        "kneser_ney",
        "Smoothing",
        help="Where the probability of what was never seen comes from; Kneser-Ney is the best.",
    )
    k: float = setting(
        1.0,
        "Added count",
        help="How much more often than it was seen add-k counts every n-gram.",
        low=1e-6,
        high=100,
        scale="log",
        basic=False,
    )
    by_sentence: bool = setting(
        True,
        "Sentence by sentence",
        help="What stands before a line end says nothing about the next line; words only.",
        basic=False,
    )

    def build(self, sizes: Sizes, backend: Backend) -> Ngram:
        """Return the model that has counted nothing: every token is as likely as the others."""
        uniform = np.full(sizes.vocab_size, 1 / sizes.vocab_size)
        return Ngram(NgramModel(uniform, (), None, self.smoothing), backend)

    def count(self, ids: np.ndarray, vocabulary: Vocabulary, backend: Backend) -> Ngram:
        """Return the model of a text."""
        end = vocabulary.id_of(EOS) if self.by_sentence else None
        counts = NgramCounts.of(ids, len(vocabulary), self.order, boundary=end)
        return Ngram(self._smoothed(counts), backend)

    def _smoothed(self, counts: NgramCounts) -> NgramModel:
        if self.smoothing == "add_k":
            return add_k(counts, self.k)
        return katz(counts) if self.smoothing == "katz" else kneser_ney(counts)

    def restore(self, sizes: Sizes, weights: Mapping[str, np.ndarray], backend: Backend) -> Ngram:
        return Ngram(self._counted(sizes, weights), backend)

    def misfit(self, sizes: Sizes, weights: Mapping[str, np.ndarray]) -> str | None:
        try:
            self._counted(sizes, weights)
        except CheckpointError as error:
            return str(error)
        return None

    def _counted(self, sizes: Sizes, weights: Mapping[str, np.ndarray]) -> NgramModel:
        end = weights.get("boundary", np.empty(0, np.int64))
        if end.dtype != np.int64 or end.ndim != 1 or len(end) > 1:
            raise CheckpointError("Where its sentences end cannot be read. Open another file.")
        facts = {
            "order": self.order,
            "boundary": int(end[0]) if len(end) else None,
            "smoothing": self.smoothing,
            "uniform_base": self.smoothing == "add_k",
        }
        model = from_arrays(weights, facts)
        if model.vocab_size != sizes.vocab_size:
            raise CheckpointError(
                f"It counted {model.vocab_size:,} different tokens, but its vocabulary has "
                f"{sizes.vocab_size:,}. Open another file."
            )
        return model


class NgramCache(NamedTuple):
    """Of each stream: the tokens looked at, ln p of its targets, and which of them are scored."""

    texts: list[np.ndarray]
    scores: list[np.ndarray]
    scored: np.ndarray


class Ngram(Model):
    """An n-gram model behind the face of a network: it has no parameters and is not trained.

    Its state is, for each stream, the last tokens that a prediction may look back on.
    """

    def __init__(self, counted: NgramModel, backend: Backend) -> None:
        super().__init__({}, backend)
        self.counted = counted

    def arrays(self) -> dict[str, np.ndarray]:
        """Return what a checkpoint holds of the model."""
        arrays, facts = to_arrays(self.counted)
        end = facts["boundary"]
        return arrays | {"boundary": np.array([] if end is None else [end], np.int64)}

    def initial_state(self, batch_size: int) -> list[np.ndarray]:
        """Return streams in which nothing has been read yet."""
        return [np.empty(0, np.intp) for _ in range(batch_size)]

    def forward(self, batch: Batch, state: list[np.ndarray], *, training: bool) -> Pass:
        inputs, targets = self.backend.to_host(batch.inputs), self.backend.to_host(batch.targets)
        T, scored, texts, scores = len(inputs), targets.T != IGNORE, [], []
        for n, recent in enumerate(state):
            seen = np.concatenate([recent, inputs[:, n]])
            texts.append(np.append(seen, max(targets[-1, n], 0)))
            scores.append(self.counted.log_probabilities(texts[n])[-T:])
            state[n] = seen[max(0, len(seen) - self.counted.order + 1) :]
        nats = -sum(float(s[mask].sum()) for s, mask in zip(scores, scored, strict=True))
        return Pass(nats, state, NgramCache(texts, scores, scored))

    def count_correct(self, cache: NgramCache) -> int:
        hits = 0
        for text, scores, mask in zip(*cache, strict=True):
            best = np.log(likeliest(self.counted, text)[-len(scores) :])
            hits += int((scores >= best)[mask].sum())
        return hits

    def backward(self, cache: NgramCache, scale: float) -> None:
        raise NotImplementedError("counts have no gradient")

    def stepper(self, batch_size: int = 1) -> NgramStepper:
        """Return the model ready for generating `batch_size` texts side by side."""
        return NgramStepper(self.counted, batch_size)


class NgramStepper:
    """An n-gram model that takes one token and returns the scores of the next: ln p."""

    def __init__(self, counted: NgramModel, batch_size: int) -> None:
        self._counted = counted
        self._texts: list[list[int]] = [[] for _ in range(batch_size)]

    def step(self, ids: Array) -> Array:
        """Return logits (N, V) for ids (N,)."""
        for text, token in zip(self._texts, ids, strict=True):
            text.append(int(token))
            del text[: -max(self._counted.order - 1, 1)]
        probabilities = np.stack([self._counted.probabilities(text) for text in self._texts])
        return np.log(np.maximum(probabilities, np.finfo(np.float64).tiny))
