"""An n-gram model scores, generates and is saved like any network."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from engine.backend import Backend
from engine.checkpoint import Checkpoint, load_checkpoint, save_checkpoint
from engine.data.chunks import EOS
from engine.data.dataset import Dataset
from engine.data.reading import read_dataset
from engine.data.sources import SampleSource
from engine.data.vocabulary import Vocabulary
from engine.errors import CheckpointError
from engine.evaluation import EVERY_TOKEN, TRAINING, score_tokens
from engine.events import Evaluated, Refused, Sampled, Snapshot, Started, Summary
from engine.generation import generate
from engine.models import NgramConfig
from engine.models.base import Batch
from engine.models.ngram import Smoothing
from engine.ngram import NgramCounts, add_k, katz, kneser_ney
from engine.requests import Change, SetPrompt, TakeSnapshot
from engine.run import train
from engine.run_config import RunConfig
from engine.sampling import SamplingConfig
from engine.scoring import evaluate
from tests.shared_data import shared_data

SMOOTHINGS: tuple[Smoothing, ...] = ("kneser_ney", "katz", "add_k")


@cache
def village() -> Dataset:
    """Read the sample text once."""
    return SampleSource().read()


def counted(**settings: int | float | str | bool) -> Checkpoint:
    """Return the checkpoint at the end of a run on the sample text."""
    *_, summary = train(RunConfig(model=NgramConfig.parse(settings)), dataset=village())
    assert isinstance(summary, Summary)
    return summary.checkpoint


def ids_of(checkpoint: Checkpoint) -> np.ndarray:
    """Return the ids of the sample's text, which are in the order of the file."""
    return checkpoint.vocabulary.encode(village().part("all").text).ids


def test_a_run_says_what_any_run_says() -> None:
    """Start, scores, sample, end, with the training part known better than the validation part."""
    events = list(train(RunConfig(model=NgramConfig(order=4)), dataset=village()))
    started, evaluated, sampled, summary = events
    assert isinstance(started, Started)
    assert isinstance(evaluated, Evaluated)
    assert isinstance(sampled, Sampled)
    assert isinstance(summary, Summary)
    assert evaluated.valid is not None

    assert evaluated.train.perplexity < evaluated.valid.perplexity < started.vocab_size
    assert (summary.best, summary.reason, summary.epoch) == (evaluated, "finished", 1.0)
    assert len(sampled.text.split()) > 10


def test_requests_are_answered_between_two_events() -> None:
    """A snapshot may be asked for before anything was counted; a rate cannot be changed."""
    run = train(RunConfig(model=NgramConfig()), dataset=village())
    next(run)
    snapshot, sampled = run.send(TakeSnapshot()), run.send(SetPrompt("the"))
    assert isinstance(snapshot, Snapshot)
    assert isinstance(sampled, Sampled)

    assert sampled.prompt == "the"
    assert set(snapshot.checkpoint.weights) >= {"1.probabilities", "3.keys"}
    refused = run.send(Change("optimizer.learning_rate", 1.0))
    assert isinstance(refused, Refused)
    assert refused.sentence.startswith("“optimizer.learning_rate” cannot be changed")
    assert isinstance(next(run), Evaluated)


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_scores_are_those_of_the_counts(smoothing: Smoothing) -> None:
    """In one stream, window by window, as if the text were scored at once; accuracy too."""
    checkpoint = counted(smoothing=smoothing, order=3)
    ids, vocabulary = ids_of(checkpoint), checkpoint.vocabulary
    model = checkpoint.model()
    text = ids[-3000:]
    score = score_tokens(model, text, EVERY_TOKEN, split="valid", unit="words")
    expected = model.counted.log_probabilities(text)[1:]
    hits = [
        np.exp(logarithm) >= model.counted.probabilities(text[:place]).max() * (1 - 1e-12)
        for place, logarithm in enumerate(expected[:400], start=1)
    ]
    first = score_tokens(model, text[:401], EVERY_TOKEN, split="valid", unit="words")

    assert vocabulary.level == "word"
    assert score.loss == pytest.approx(-expected.mean(), rel=1e-12)
    assert first.accuracy == np.mean(hits)


def test_streams_side_by_side_keep_their_own_past() -> None:
    """What one stream has read says nothing about another."""
    checkpoint = counted(order=4)
    ids, model = ids_of(checkpoint)[:1001], checkpoint.model()
    score = score_tokens(model, ids, TRAINING, split="valid", unit="words")
    parts = [model.counted.log_probabilities(ids[k : k + 101])[1:] for k in range(0, 1000, 100)]

    assert score.loss == pytest.approx(-np.mean(parts), rel=1e-12)


@pytest.mark.parametrize("by_sentence", [True, False])
@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_a_saved_model_is_the_same(tmp_path: Path, smoothing: Smoothing, by_sentence: bool) -> None:
    """Every score comes back bit by bit, with the sentence mode."""
    checkpoint = counted(smoothing=smoothing, order=3, by_sentence=by_sentence)
    save_checkpoint(checkpoint, tmp_path / "ngram")
    again = load_checkpoint(tmp_path / "ngram")
    ids = ids_of(checkpoint)[-500:]
    before, after = checkpoint.model().counted, again.model().counted

    np.testing.assert_array_equal(after.log_probabilities(ids), before.log_probabilities(ids))
    assert after.boundary == (checkpoint.vocabulary.id_of(EOS) if by_sentence else None)
    assert evaluate(again, village(), "valid") == evaluate(checkpoint, village(), "valid")


@pytest.mark.parametrize(
    ("name", "array", "sentence"),
    [
        ("2.keys", np.zeros(3, np.int64), "The saved 2-grams do not fit"),
        ("1.probabilities", np.full(5, 0.2), "It counted 5 different tokens, but its vocabulary"),
        ("boundary", np.array([10_000]), "ends sentences with token 10000"),
    ],
)
def test_a_damaged_model_is_refused(
    tmp_path: Path, name: str, array: np.ndarray, sentence: str
) -> None:
    """Counts that do not fit each other are found when the file is opened."""
    checkpoint = counted(order=1 if name.startswith("1") else 2)
    if name.startswith("1"):
        checkpoint.weights.pop("boundary")
    checkpoint.weights[name] = array
    save_checkpoint(checkpoint, tmp_path / "ngram")

    with pytest.raises(CheckpointError, match=rf"does not fit its own settings: .*{sentence}"):
        load_checkpoint(tmp_path / "ngram")


def test_steps_are_the_probabilities_after_the_text_so_far() -> None:
    """exp of the scores is p(w | context), whatever the length of what came before."""
    model = counted(order=3).model()
    stepper, text = model.stepper(2), np.array([[5, 9], [7, 7], [3, 5], [9, 2]])
    for t, ids in enumerate(text):
        found = np.exp(stepper.step(ids))
        expected = [model.counted.probabilities(text[: t + 1, n]) for n in (0, 1)]

        np.testing.assert_allclose(found, expected, rtol=1e-12)


def test_generation_goes_on_from_a_prompt() -> None:
    """A greedy text is made of the likeliest words, and its probabilities are the model's."""
    checkpoint = counted(order=3)
    tokens = list(generate(checkpoint, "the", SamplingConfig(greedy=True, length=5)))
    context = list(checkpoint.vocabulary.encode("the").ids)
    for token in tokens:
        probabilities = checkpoint.model().counted.probabilities(context)
        assert token.id == probabilities.argmax()
        assert token.model_probability == pytest.approx(probabilities[token.id])
        context.append(token.id)


@pytest.mark.parametrize("smoothing", [kneser_ney, katz, add_k])
def test_settings_choose_the_smoothing(smoothing: object) -> None:
    """The counts are smoothed as the name of the setting says."""
    ids, vocabulary = np.array([0, 1, 2, 0, 1, 1, 2, 0]), Vocabulary(("a", "b", "c"), "word")
    name = smoothing.__name__  # type: ignore[attr-defined]
    model = NgramConfig(order=2, smoothing=name).count(ids, vocabulary, Backend())
    expected = smoothing(NgramCounts.of(ids, 3, 2))  # type: ignore[operator]

    np.testing.assert_array_equal(
        model.counted.log_probabilities(ids), expected.log_probabilities(ids)
    )


def test_nothing_is_known_before_counting() -> None:
    """The model that planning lays out gives every token the same probability."""
    sizes = counted(order=1).sizes
    model = NgramConfig().build(sizes, Backend())
    batch = Batch(np.array([[1], [2]]), np.array([[2], [-1]]), 1)
    nats = model.forward(batch, model.initial_state(1), training=False).nats

    assert nats == pytest.approx(np.log(sizes.vocab_size))


@pytest.mark.parametrize(
    ("order", "smoothing", "published"),
    [(3, "kneser_ney", 148.3), (5, "kneser_ney", 141.2), (3, "katz", 165.2), (5, "katz", 162.3)],
)
def test_the_penn_treebank(
    order: int, smoothing: Literal["kneser_ney", "katz"], published: float
) -> None:
    """Mikolov 2012, table 4.1, through the face that scores every model."""
    paths = [shared_data(f"ptb/ptb.{part}.txt") for part in ("train", "valid", "test")]
    dataset = read_dataset(paths[0], valid=paths[1], test=paths[2])
    config = RunConfig(model=NgramConfig(order=order, smoothing=smoothing))
    run = train(config, dataset=dataset)
    next(run)
    snapshot = run.send(TakeSnapshot())
    assert isinstance(snapshot, Snapshot)

    score = evaluate(snapshot.checkpoint, dataset, "test")

    assert round(score.perplexity, 1) == published
