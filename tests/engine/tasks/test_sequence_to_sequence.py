"""Batches of pairs, and the order in which they come."""

import numpy as np
import pytest

from engine.backend import Backend
from engine.data.dataset import Dataset, Kind, Pair, Records
from engine.data.sources import DataConfig
from engine.errors import DataError
from engine.layers.base import IGNORE
from engine.models.base import Batch
from engine.tasks import SequenceToSequenceConfig
from engine.tasks.sequence_to_sequence import SequenceToSequence
from tests.engine.small_runs import a_text, some_pairs


def build(
    dataset: Dataset, N: int, seed: int = 1984, valid_share: float = 0.1, *, reverse: bool = False
) -> tuple[SequenceToSequence, Backend]:
    """Return the task and the backend whose random numbers it drew."""
    backend, data = Backend(seed=seed), DataConfig(valid_share=valid_share)
    config = SequenceToSequenceConfig(batch_size=N, reverse=reverse)
    return config.build(dataset, data, backend), backend


def questions_of(task: SequenceToSequence, batch: Batch) -> list[str]:
    """Return a batch's questions as strings, without padding."""
    mask = np.ones(batch.inputs.shape, bool) if batch.mask is None else batch.mask[:, :, 0] > 0
    columns = zip(batch.inputs.T, mask.T, strict=True)
    return [task.vocabulary.decode(ids[present]) for ids, present in columns]


def answers_of(task: SequenceToSequence, batch: Batch) -> list[str]:
    """Return a batch's answers as strings, with the start symbol and the end."""
    return [
        "".join(task.vocabulary.tokens[i] for i in ids if i != IGNORE) for ids in batch.targets.T
    ]


def test_rows_are_split_and_ordered_as_the_book_does() -> None:
    """One shuffle, the last tenth for validation; one permutation of the rows each epoch."""
    dataset = some_pairs(60)
    task, backend = build(dataset, N=8)
    rng = np.random.RandomState(1984)
    order = np.arange(60)
    rng.shuffle(order)
    train = [dataset.part("all").rows[i] for i in order[:54]]

    assert task.rows["train"] == train
    assert task.counts == {"train": 54, "valid": 6}
    assert task.updates_per_epoch == 6
    for _ in range(3):
        task.start_epoch(backend.rng)
        own = rng.permutation(54)
        for step in range(6):
            expected = [train[i] for i in own[8 * step : 8 * step + 8]]
            batch = task.batch(step)
            assert questions_of(task, batch) == [question for question, _ in expected]
            assert answers_of(task, batch) == [f"<start>{a}<eos>" for _, a in expected]


def test_padding_is_in_front_of_questions_and_behind_answers() -> None:
    """The mask is zero before a question begins; what follows an answer is not scored."""
    rows = (Pair("1", "2"), Pair("10", "20"), Pair("100", "200"))
    dataset = Dataset(Kind.PAIRS, "Doubles", {"train": Records(rows=rows)})
    task, _ = build(dataset, N=3)
    task.order = np.array([task.rows["train"].index(row) for row in rows])
    one, zero, two = (task.vocabulary.id_of(digit) for digit in "102")
    start, end = task.encoder.start, task.encoder.end

    batch = task.batch(0)

    assert batch.mask is not None
    assert batch.mask[:, :, 0].tolist() == [[0, 0, 1], [0, 1, 1], [1, 1, 1]]
    assert batch.inputs[-1].tolist() == [one, zero, zero]
    assert batch.targets.tolist() == [
        [start, start, start],
        [two, two, two],
        [end, zero, zero],
        [IGNORE, end, zero],
        [IGNORE, IGNORE, end],
    ]
    assert batch.count == 2 + 3 + 4


def test_pairs_of_fixed_width_have_no_padding() -> None:
    """Their blanks are symbols, as in the book; no answer has an end symbol."""
    task, _ = build(some_pairs(width=4), N=8)

    batch = task.batch(0)

    assert task.encoder.end is None
    assert task.sizes.fixed_width
    assert (task.sizes.question_length, task.sizes.answer_length) == (4, 4)
    assert batch.mask is None
    assert batch.inputs.shape == (4, 8)
    assert batch.count == 4 * 8


def test_a_reversed_question_is_fed_from_its_end() -> None:
    """Only the question is turned round."""
    straight, _ = build(some_pairs(), N=8)
    turned, _ = build(some_pairs(), N=8, reverse=True)

    for ours, theirs in zip(
        questions_of(straight, straight.batch(0)),
        questions_of(turned, turned.batch(0)),
        strict=True,
    ):
        assert theirs == ours[::-1]
    assert answers_of(straight, straight.batch(0)) == answers_of(turned, turned.batch(0))


def test_the_remainder_of_an_epoch_is_dropped() -> None:
    """54 rows make 6 batches of 8; every row comes at most once."""
    task, backend = build(some_pairs(60), N=8)
    task.start_epoch(backend.rng)

    seen = [question for step in range(6) for question in questions_of(task, task.batch(step))]

    assert len(seen) == len(set(seen)) == 48


def test_too_few_pairs_say_what_to_change() -> None:
    """The number, the need, and a batch size that works."""
    with pytest.raises(DataError) as caught:
        build(some_pairs(20), N=100)

    assert str(caught.value) == (
        "“Doubles” has 18 pairs for training, too few for one update of 100. "
        "Choose a batch size of at most 18, or more pairs."
    )


def test_a_text_is_refused() -> None:
    """Running text has no questions."""
    with pytest.raises(DataError, match="“A text” holds text, but this model learns from pairs"):
        build(a_text(), N=2)
