"""Batches of truncated backpropagation through time, and what the task says when it cannot."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.data.dataset import Dataset, Kind, Records
from engine.data.sources import DataConfig
from engine.errors import DataError
from engine.models import LanguageModelConfig
from engine.models.base import Sizes
from engine.tasks import LanguageModellingConfig
from engine.tasks.language_modelling import LanguageModelling
from tests.engine.small_runs import a_text, some_pairs

NO_SPLIT = DataConfig(valid_share=0.0)


def numbers(count: int) -> Dataset:
    """Return a text of `count` different words, so that ids tell where a batch was taken."""
    text = " ".join(f"w{k}" for k in range(count))
    return Dataset(Kind.TEXT, "Numbers", {"all": Records(text=text)})


def build(dataset: Dataset, N: int, T: int, data: DataConfig = NO_SPLIT) -> LanguageModelling:
    """Return the task of a batch size and time steps."""
    return LanguageModellingConfig(batch_size=N, time_steps=T).build(dataset, data, Backend())


def test_streams_start_at_offsets_and_go_on() -> None:
    """24 words have 23 targets: streams start at 0, 7 and 14; the book's section 5.5."""
    task = build(numbers(24), N=3, T=2)

    first, second = (np.array(task.batch(step).inputs) for step in (0, 1))

    assert task.updates_per_epoch == 3
    assert first.tolist() == [[0, 7, 14], [1, 8, 15]]
    assert second.tolist() == [[2, 9, 16], [3, 10, 17]]


def test_the_target_is_the_next_word() -> None:
    """At every step of every batch, also where time wraps round."""
    task = build(numbers(24), N=3, T=2)

    for step in range(40):
        batch = task.batch(step)
        assert np.array_equal(batch.targets, batch.inputs + 1)
        assert batch.count == 6


def test_time_runs_on_over_epochs_and_wraps_round() -> None:
    """The position is (offset + step T) mod 23: no epoch starts anew."""
    task = build(numbers(24), N=3, T=2)

    inputs = np.concatenate([np.array(task.batch(step).inputs) for step in range(23)])

    expected = [[(offset + t) % 23 for offset in (0, 7, 14)] for t in range(46)]
    assert inputs.tolist() == expected


def test_an_epoch_is_as_long_as_the_book_s() -> None:
    """The first 1,000 words, N = 10 and T = 5: (1000 - 1) // 50 = 19 updates."""
    assert build(numbers(1000), N=10, T=5).updates_per_epoch == 19


def test_a_text_too_small_says_what_to_change() -> None:
    """Never zero updates in silence: the size, the need, and a batch size that works."""
    with pytest.raises(DataError) as caught:
        build(numbers(30), N=10, T=5)

    assert str(caught.value) == (
        "“Numbers” has 30 words for training, too few for one update of 10 × 5 words. "
        "Choose a batch size of at most 5, or fewer time steps."
    )
    assert build(numbers(30), N=5, T=5).updates_per_epoch == 1


@pytest.mark.parametrize("count", [0, 1])
def test_a_single_word_has_no_next_one(count: int) -> None:
    """No batch size helps there; another reading may."""
    with pytest.raises(DataError) as caught:
        build(numbers(count), N=1, T=1)

    assert str(caught.value) == (
        "“Numbers” has fewer than 2 words for training, so there is no next one to learn. "
        "Read it letter by letter, or choose a longer text."
    )


@pytest.mark.parametrize("count", [2, 3])
def test_a_text_shorter_than_one_stream_says_so(count: int) -> None:
    """Even no text at all is answered with a sentence."""
    with pytest.raises(DataError, match=r"Choose a longer text, or fewer time steps\."):
        build(numbers(count), N=2, T=5)


def test_pairs_are_refused() -> None:
    """A language model reads text; the sentence says what would suit pairs."""
    with pytest.raises(DataError, match="“Doubles” holds pairs, but a language model learns from"):
        build(some_pairs(), N=2, T=2)


def test_only_parts_with_a_target_are_scored() -> None:
    """A part of one word has nothing to predict; the sentence names the parts there are."""
    task = build(a_text(100), N=2, T=4, data=DataConfig(valid_share=0.01))
    model = LanguageModelConfig(embedding_size=2, hidden_size=2).build(task.sizes, Backend())

    assert set(task.counts) == {"train"}
    with pytest.raises(DataError, match="in the validation part; there is the training part"):
        task.evaluate(model, "valid")


def test_a_prompt_is_gone_on_with() -> None:
    """Twenty words, the likeliest each time; unknown words alone are as good as no prompt."""
    task = build(numbers(60), N=2, T=4)
    model = LanguageModelConfig(embedding_size=4, hidden_size=4).build(task.sizes, Backend())

    by_itself, prompted = task.sample(model), task.sample(model, "w7 w8")

    assert len(by_itself.text.split()) == 20
    assert prompted.prompt == "w7 w8"
    assert task.sample(model, "zebra quagga") == by_itself
    assert task.sample(model) == by_itself


@pytest.mark.parametrize("level", ["word", "character"])
def test_one_symbol_is_a_text(level: str) -> None:
    """A corpus of one symbol trains; there is nothing to be unsure about."""
    text = "a " * 40 if level == "word" else "a" * 40
    dataset = Dataset(Kind.TEXT, "One", {"all": Records(text=text)})
    config = LanguageModellingConfig.parse({"level": level, "batch_size": 2, "time_steps": 3})

    task = config.build(dataset, NO_SPLIT, Backend())

    assert task.sizes == Sizes(vocab_size=1)
    assert (np.array(task.batch(0).inputs) == 0).all()
