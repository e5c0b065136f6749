"""What every n-gram model promises, whatever its smoothing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import CheckpointError, ConfigError, DataError
from engine.ngram import NgramCounts, NgramModel, add_k, from_arrays, katz, kneser_ney, to_arrays

SMOOTHINGS = [add_k, katz, kneser_ney]
Smoothing = Callable[[NgramCounts], NgramModel]

texts = st.integers(1, 4).flatmap(
    lambda size: st.tuples(st.just(size), st.lists(st.integers(0, size - 1), max_size=40))
)


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
@settings(max_examples=60, deadline=None)
@given(text=texts, order=st.integers(1, 5), in_sentences=st.booleans())
def test_probabilities_sum_to_one_after_every_context(
    smoothing: Smoothing, text: tuple[int, list[int]], order: int, in_sentences: bool
) -> None:
    """After every possible context, seen or not, up to one token longer than the model looks."""
    size, ids = text
    vocab_size = size + 1  # one token never occurs
    counts = NgramCounts.of(ids, vocab_size, order, boundary=0 if in_sentences else None)
    model = smoothing(counts)

    for length in range(min(order, 3) + 1):
        for context in product(range(vocab_size), repeat=length):
            probabilities = model.probabilities(context)

            assert probabilities.min() > 0
            assert probabilities.sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
@settings(max_examples=60, deadline=None)
@given(text=texts, order=st.integers(1, 5), in_sentences=st.booleans(), seed=st.integers(0, 99))
def test_a_text_is_scored_as_token_after_token(
    smoothing: Smoothing, text: tuple[int, list[int]], order: int, in_sentences: bool, seed: int
) -> None:
    """Scoring a whole text at once gives the probabilities of each context in turn."""
    size, ids = text
    counts = NgramCounts.of(ids, size + 1, order, boundary=0 if in_sentences else None)
    model = smoothing(counts)
    unseen_text = np.random.RandomState(seed).randint(0, size + 1, 30)

    one_by_one = [
        np.log(model.probabilities(unseen_text[:t])[token]) for t, token in enumerate(unseen_text)
    ]

    np.testing.assert_allclose(model.log_probabilities(unseen_text), one_by_one, rtol=1e-12)


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_in_sentence_mode_nothing_before_the_boundary_counts(smoothing: Smoothing) -> None:
    """Two histories that differ before the sentence's start predict the same."""
    ids = np.random.RandomState(3).randint(0, 5, 400)
    model = smoothing(NgramCounts.of(ids, 5, 4, boundary=0))
    running = smoothing(NgramCounts.of(ids, 5, 4))

    after_one = model.probabilities([1, 0])
    after_other = model.probabilities([4, 0])

    np.testing.assert_array_equal(after_one, after_other)
    np.testing.assert_array_equal(after_one, model.probabilities([]))
    assert not np.allclose(running.probabilities([1, 0]), running.probabilities([4, 0]))


def test_only_the_last_tokens_of_a_context_count() -> None:
    """A trigram model sees two tokens back and no further."""
    ids = np.random.RandomState(3).randint(0, 5, 400)
    model = kneser_ney(NgramCounts.of(ids, 5, 3))

    long = model.probabilities([0, 1, 2, 3, 4])

    np.testing.assert_array_equal(long, model.probabilities([3, 4]))


def test_perplexity_of_an_even_text_is_the_number_of_tokens() -> None:
    """Without any count a model knows nothing: each of V tokens is equally likely."""
    model = kneser_ney(NgramCounts.of([], 7, 3))

    assert model.perplexity([0, 1, 2, 3]) == pytest.approx(7)


def test_add_k_is_the_textbook_formula() -> None:
    """Text a b a b a c: p(b | a) = (2 + 1) / (3 + 3), and c, never followed, uses unigrams."""
    a, b, c = range(3)
    model = add_k(NgramCounts.of([a, b, a, b, a, c], 3, 2), k=1.0)

    np.testing.assert_allclose(model.probabilities([a]), [1 / 6, 3 / 6, 2 / 6])
    np.testing.assert_allclose(model.probabilities([c]), [4 / 9, 3 / 9, 2 / 9])


def test_katz_gives_unseen_tokens_the_share_of_one_more_event() -> None:
    """Text a b a b: after a only b was seen, twice; counts too few to discount lend one event."""
    a, b, _never = range(3)
    model = katz(NgramCounts.of([a, b, a, b], 3, 2))

    np.testing.assert_allclose(model.probabilities([]), [2 / 5, 2 / 5, 1 / 5])
    np.testing.assert_allclose(
        model.probabilities([a]), [1 / 3 * (2 / 5) / (3 / 5), 2 / 3, 1 / 3 * (1 / 5) / (3 / 5)]
    )


@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_a_saved_model_is_the_same_model(smoothing: Smoothing) -> None:
    """Arrays and facts rebuild a model that scores every text alike."""
    ids = np.random.RandomState(5).randint(0, 6, 500)
    model = smoothing(NgramCounts.of(ids, 6, 3, boundary=2))

    again = from_arrays(*to_arrays(model))

    np.testing.assert_array_equal(again.log_probabilities(ids), model.log_probabilities(ids))
    assert (again.order, again.smoothing, again.boundary) == (3, model.smoothing, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("1.probabilities", np.array([0.5, np.nan])),
        ("2.keys", np.array([3, 1, 2])),
        ("2.keys", np.array([0, 1, 99])),
        ("2.backoffs", np.array([1.0])),
        ("2.probabilities", np.zeros(3, dtype=np.float32)),
        ("2.probabilities", None),
    ],
)
def test_arrays_that_do_not_fit_are_refused(name: str, value: np.ndarray | None) -> None:
    """A damaged saved model is a sentence, not a crash while scoring."""
    arrays, facts = to_arrays(kneser_ney(NgramCounts.of([0, 1, 1, 0], 2, 2)))
    damaged = {key: array for key, array in arrays.items() if key != name}
    if value is not None:
        damaged[name] = value

    with pytest.raises(CheckpointError, match=r"n-gram model|2-grams"):
        from_arrays(damaged, facts)


def test_unknown_ids_are_refused_with_the_vocabulary_size() -> None:
    """A text encoded with another vocabulary does not score silently."""
    model = kneser_ney(NgramCounts.of([0, 1], 2, 2))

    with pytest.raises(DataError, match="Token id 5 is outside the vocabulary of 2 tokens"):
        model.perplexity([0, 5])
    with pytest.raises(DataError, match="Token id -1"):
        model.probabilities([-1])
    with pytest.raises(DataError, match="no tokens to score"):
        model.perplexity([])
    with pytest.raises(ConfigError, match="k is 0"):
        add_k(NgramCounts.of([0, 1], 2, 2), k=0.0)
