"""The lines of reference are what simple guesses reach on a run's own validation part."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from engine.backend import Backend
from engine.data.dataset import Dataset, Kind, Labelled, Pair, Records
from engine.data.reading import read_dataset
from engine.data.sources import DataConfig, SampleSource
from engine.floors import floors
from engine.models import NgramConfig
from engine.tasks import (
    ClassificationConfig,
    LanguageModellingConfig,
    SequenceToSequenceConfig,
    TaskConfig,
)
from engine.tasks.base import Known
from tests.shared_data import shared_data


def lines_of(config: TaskConfig, dataset: Dataset, **data: Any) -> dict[tuple[str, str], float]:
    """Return the values by measure and label."""
    task = config.smallest().build(dataset, DataConfig(**data), Backend())
    return {(floor.measure, floor.label): floor.value for floor in floors(task)}


def text(train: str, valid: str) -> Dataset:
    """Return a running text with its two parts."""
    return Dataset(Kind.TEXT, "t", {"train": Records(text=train), "valid": Records(text=valid)})


def test_frequencies_are_those_of_the_training_part() -> None:
    """a, a, a, b were read; b, a, a, b are scored but for the first, which nothing precedes."""
    lines = lines_of(LanguageModellingConfig(), text("a a a b", "b a a b"))

    assert lines["perplexity", "Uniform guess"] == 2.0
    assert lines["perplexity", "Word frequencies"] == pytest.approx((3 / 4 * 3 / 4 / 4) ** (-1 / 3))
    assert lines["accuracy", "Always the most frequent word"] == pytest.approx(2 / 3)


def test_a_word_that_was_never_counted_does_not_cost_everything() -> None:
    """With a vocabulary from elsewhere every word counts once more than it was seen."""
    config = LanguageModellingConfig()
    first = config.smallest().build(text("a a a b c", ""), DataConfig(), Backend())
    known = Known(first.vocabulary, first.sizes)
    task = config.smallest().build(text("a a a b", "a c c"), DataConfig(), Backend(), known)
    (line,) = (floor for floor in floors(task) if floor.label == "Word frequencies")

    assert line.value == pytest.approx((1 / 7 * 1 / 7) ** (-1 / 2))


def test_the_3_gram_is_scored_as_the_run_is() -> None:
    """Its line is the validation perplexity of an n-gram run on the same data."""
    dataset = SampleSource().read()
    task = LanguageModellingConfig().build(dataset, DataConfig(), Backend())
    lines = lines_of(LanguageModellingConfig(), dataset)
    model = NgramConfig(order=3).count(task.parts["train"], task.vocabulary, Backend())
    score = task.evaluate(model, "valid")

    assert lines["perplexity", "3-gram, Kneser-Ney"] == pytest.approx(score.perplexity)
    assert lines["accuracy", "3-gram, Kneser-Ney"] == score.accuracy


def test_the_entropy_of_a_sample_is_for_words_alone() -> None:
    """The grammar that wrote it draws words, not letters."""
    dataset, label = SampleSource().read(), ("perplexity", "Entropy of the sample")
    assert dataset.entropy is not None

    assert lines_of(LanguageModellingConfig(), dataset)[label] == math.exp(dataset.entropy)
    assert label not in lines_of(LanguageModellingConfig(level="character"), dataset)


def test_without_validation_only_the_uniform_guess_is_known() -> None:
    """Nothing is measured on the training part."""
    whole = Dataset(Kind.TEXT, "t", {"all": Records(text="a b a b a b c")})

    assert lines_of(LanguageModellingConfig(), whole, valid_share=0.0) == {
        ("perplexity", "Uniform guess"): 3.0
    }


def test_pairs_by_hand() -> None:
    """Two answers, ab three times as often as cb: what each kind of ignorance costs per symbol."""
    rows = {
        "train": [Pair("1", "ab"), Pair("2", "ab"), Pair("3", "cb"), Pair("4", "ab")],
        "valid": [Pair("5", "ab"), Pair("6", "cb")],
    }
    parts = {name: Records(rows=tuple(pairs)) for name, pairs in rows.items()}
    lines = lines_of(SequenceToSequenceConfig(), Dataset(Kind.PAIRS, "p", parts))
    alone = 3 / 8 * 1 / 2 * 1 / 8 * 1 / 2
    entropy = -(4 / 6 * math.log(4 / 6) + 2 / 6 * math.log(2 / 6))

    assert lines == {
        ("perplexity", "Uniform guess"): 10.0,  # six digits, a, b, c, the start
        ("perplexity", "Symbol frequencies"): pytest.approx(alone ** (-1 / 4)),
        ("perplexity", "Symbol frequencies by place"): pytest.approx((3 / 4 * 1 / 4) ** (-1 / 4)),
        ("perplexity", "Ignoring the question"): pytest.approx(math.exp(entropy / 2)),
        ("accuracy", "Always the most frequent answer"): 0.5,
    }


def test_the_books_additions_have_the_published_lines() -> None:
    """Nats per symbol of all 50,000 sums: 2.565, 2.311, 1.915, 1.821; a tenth of them is scored."""
    lines = lines_of(SequenceToSequenceConfig(), read_dataset(shared_data("addition/addition.txt")))
    nats = [math.log(value) for (measure, _), value in lines.items() if measure == "perplexity"]

    np.testing.assert_allclose(nats, [2.565, 2.311, 1.915, 1.821], atol=0.012)


def test_answers_that_never_recur_have_no_entropy_line() -> None:
    """Of twenty different answers nothing can be said about how they are distributed."""
    rows = tuple(Pair(str(k), f"{k:02}") for k in range(20))
    lines = lines_of(
        SequenceToSequenceConfig(), Dataset(Kind.PAIRS, "p", {"all": Records(rows=rows)})
    )

    assert not any(label == "Ignoring the question" for _, label in lines)


def test_labelled_lines() -> None:
    """Two of three training lines are good; of the validation lines one of two."""
    rows = {
        "train": (Labelled("a", "good"), Labelled("b", "good"), Labelled("c", "bad")),
        "valid": (Labelled("d", "good"), Labelled("e", "bad")),
    }
    parts = {name: Records(rows=lines) for name, lines in rows.items()}
    lines = lines_of(ClassificationConfig(), Dataset(Kind.LABELLED, "l", parts))

    assert lines == {
        ("perplexity", "Uniform guess"): 2.0,
        ("perplexity", "Label frequencies"): pytest.approx((2 / 3 * 1 / 3) ** (-1 / 2)),
        ("accuracy", "Always the most frequent label"): 0.5,
    }


def test_the_penn_treebank() -> None:
    """The validation perplexities of word frequencies and of a trigram."""
    train, valid = (shared_data(f"ptb/ptb.{part}.txt") for part in ("train", "valid"))
    lines = lines_of(LanguageModellingConfig(), read_dataset(train, valid=valid))

    assert lines["perplexity", "Word frequencies"] == pytest.approx(687.0, abs=0.05)
    assert lines["perplexity", "3-gram, Kneser-Ney"] == pytest.approx(157.8, abs=0.05)
