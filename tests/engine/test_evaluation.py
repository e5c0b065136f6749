"""Protocols of scoring a text, by hand."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from engine.backend import Backend
from engine.errors import DataError
from engine.evaluation import BOOK, EVERY_TOKEN, PROTOCOLS, TRAINING, Protocol, score_tokens
from engine.layers.base import IGNORE
from engine.models import LanguageModelConfig
from engine.models.base import Batch, Pass, Sizes
from engine.models.language_model import LanguageModel
from engine.score import Score


class Recorder:
    """Stands in for a model: every target costs its own id, and is right if it is even."""

    def __init__(self) -> None:
        self.backend = Backend()
        self.scored: list[int] = []
        self.streams: list[int] = []
        self.windows: list[int] = []

    def initial_state(self, batch_size: int) -> list[int]:
        """Return a state that counts what it has read."""
        self.streams.append(batch_size)
        return [0]

    def forward(self, batch: Batch, state: list[int], *, training: bool) -> Pass:
        """Take down which targets are scored."""
        assert not training
        targets = batch.targets[batch.targets != IGNORE]
        assert len(targets) == batch.count
        assert (batch.inputs[batch.targets != IGNORE] == targets - 1).all()
        assert state[0] == sum(self.windows)
        self.windows.append(len(batch.inputs))
        self.scored += targets.tolist()
        return Pass(targets.sum(), [state[0] + len(batch.inputs)], targets)

    def count_correct(self, targets: np.ndarray) -> int:
        """Return how many even targets there were."""
        return int((targets % 2 == 0).sum())


def scored_by(protocol: Protocol, length: int) -> tuple[Score, Recorder]:
    """Score the text 0, 1, 2, ... of so many tokens."""
    model: Any = Recorder()
    return score_tokens(model, np.arange(length), protocol, split="test", unit="words"), model


@pytest.mark.parametrize("length", [2, 3, 11, 12, 350, 351, 352, 1025, 1500])
@pytest.mark.parametrize("protocol", [EVERY_TOKEN, TRAINING], ids=lambda p: p.name)
def test_every_token_but_the_first_is_scored_once(protocol: Protocol, length: int) -> None:
    """Whatever the length leaves over, and with the state carried from window to window."""
    score, model = scored_by(protocol, length)

    assert sorted(model.scored) == list(range(1, length))
    assert score.count == length - 1
    assert score.loss == pytest.approx(sum(range(1, length)) / (length - 1))
    assert score.accuracy == ((length - 1) // 2) / (length - 1)


def test_the_book_drops_what_does_not_fill_a_batch() -> None:
    """1,000 targets in 10 streams of 100: two windows of 35 steps each, the rest unscored."""
    score, model = scored_by(BOOK, 1001)

    assert model.windows == [35, 35]
    assert sorted(model.scored) == [100 * i + t for i in range(10) for t in range(1, 71)]
    assert score.count == 700
    assert score.protocol == "book: 10 streams, 35 steps, remainder dropped"


def test_a_text_shorter_than_one_batch_of_the_book_says_so() -> None:
    """Not a division by zero."""
    with pytest.raises(DataError, match="are 350 words, too few for one batch of 10 × 35"):
        scored_by(BOOK, 350)
    assert scored_by(BOOK, 351)[0].count == 350


def test_a_short_text_has_as_many_streams_as_targets() -> None:
    """Four tokens are three streams of one target each."""
    _, model = scored_by(TRAINING, 4)

    assert model.streams == [3]
    assert model.scored == [1, 2, 3]


def test_every_protocol_has_a_name_of_its_own() -> None:
    """Figures by different protocols are never taken for each other."""
    names = [protocol.name for protocol in PROTOCOLS.values()]

    assert len(set(names)) == len(names) == 3


def small_model() -> tuple[LanguageModel, np.ndarray]:
    """Return a model and a text of 101 tokens."""
    model = LanguageModelConfig(embedding_size=3, hidden_size=4).build(Sizes(7), Backend("float64"))
    return model, np.random.RandomState(0).randint(0, 7, 101)


def test_a_real_model_is_scored_token_by_token() -> None:
    """The mean of - ln p over the text, one step after the other; perplexity is its exp."""
    model, ids = small_model()
    stepper, nats, hits = model.stepper(), 0.0, 0
    for token, following in pairwise(ids):
        scores = np.array(stepper.step(np.array([token])))[0]
        nats += float(np.log(np.exp(scores).sum()) - scores[following])
        hits += int(scores.argmax() == following)

    score = score_tokens(model, ids, EVERY_TOKEN, split="all", unit="words")

    assert score.loss == pytest.approx(nats / 100, rel=1e-12)
    assert score.perplexity == pytest.approx(math.exp(nats / 100), rel=1e-12)
    assert score.accuracy == hits / 100


@pytest.mark.parametrize("steps", [1, 3, 7, 50, 100, 1000])
def test_the_window_changes_no_figure(steps: int) -> None:
    """How many steps are computed at once is a matter of speed alone."""
    model, ids = small_model()
    expected = score_tokens(model, ids, EVERY_TOKEN, split="all", unit="words")

    score = score_tokens(model, ids, Protocol("own", 1, steps), split="all", unit="words")

    assert score.loss == pytest.approx(expected.loss, rel=1e-12)
    assert score.accuracy == expected.accuracy


def test_a_uniform_model_has_the_perplexity_of_its_vocabulary() -> None:
    """All weights zero: every word is as likely as any other."""
    model, ids = small_model()
    model.parameters.flat_values[...] = 0

    score = score_tokens(model, ids, TRAINING, split="valid", unit="words")

    assert score.perplexity == pytest.approx(7, rel=1e-12)
