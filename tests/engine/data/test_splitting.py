"""Which part a token or a row belongs to."""

import numpy as np
import pytest

from engine.data.reading import read_dataset
from engine.data.sources import DataConfig
from engine.data.splitting import limited_rows, split_groups, split_rows, split_tokens
from engine.data.vocabulary import Vocabulary
from tests.shared_data import shared_data


def ends(parts: dict[str, slice]) -> list[int]:
    """Return where the parts end."""
    return [parts[name].stop for name in ("train", "valid", "test")]


@pytest.mark.parametrize(
    ("limit", "valid", "test", "expected"),
    [
        (0, 0.1, 0.0, [900, 1000, 1000]),
        (0, 0.2, 0.1, [700, 900, 1000]),
        (500, 0.1, 0.2, [500, 550, 650]),
        (950, 0.1, 0.1, [950, 1000, 1000]),
        (5000, 0.1, 0.0, [900, 1000, 1000]),
        (0, 0.29, 0.0, [710, 1000, 1000]),
    ],
)
def test_text_parts_follow_one_another(
    limit: int, valid: float, test: float, expected: list[int]
) -> None:
    """With a limit, the shares are shares of it and come from what follows."""
    parts = split_tokens(1000, DataConfig(limit=limit, valid_share=valid, test_share=test))

    assert ends(parts) == expected
    assert (parts["train"].start, parts["valid"].start) == (0, expected[0])


@pytest.mark.parametrize("count", [1, 9, 10, 19, 1000, 50_000])
def test_rows_are_split_as_in_the_book(count: int) -> None:
    """Shuffle, then the last tenth, rounded down, for validation."""
    indices = np.arange(count)
    np.random.RandomState(1984).shuffle(indices)
    split_at = count - count // 10
    parts = split_rows(count, DataConfig(), np.random.RandomState(1984))

    assert parts["train"].tolist() == indices[:split_at].tolist()
    assert parts["valid"].tolist() == indices[split_at:].tolist()
    assert parts["test"].size == 0


def test_every_row_is_in_one_part_and_a_limit_shortens_training_alone() -> None:
    """Validation and test stay the same under a limit."""
    whole = split_rows(100, DataConfig(test_share=0.2), np.random.RandomState(1))
    short = split_rows(100, DataConfig(test_share=0.2, limit=5), np.random.RandomState(1))

    assert sorted(np.concatenate(list(whole.values()))) == list(range(100))
    assert [part.size for part in whole.values()] == [70, 10, 20]
    assert short["train"].tolist() == whole["train"][:5].tolist()
    assert short["valid"].tolist() == whole["valid"].tolist()
    assert short["test"].tolist() == whole["test"].tolist()


def test_files_of_their_own_are_shuffled_and_limited() -> None:
    """All rows without a limit, the first of the shuffled ones with one."""
    order = limited_rows(10, DataConfig(), np.random.RandomState(3))
    first = limited_rows(10, DataConfig(limit=4), np.random.RandomState(3))

    assert sorted(order) == list(range(10))
    assert first.tolist() == order[:4].tolist()


def test_addition_is_the_books_data_set() -> None:
    """Ids in the order of the file, then the shuffle, on which the public curves depend."""
    path = shared_data("addition/addition.txt")
    ids: dict[str, int] = {}
    questions, answers = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        at = line.find("_")
        questions.append([ids.setdefault(c, len(ids)) for c in line[:at]])
        answers.append([ids.setdefault(c, len(ids)) for c in line[at:]])
    indices = np.arange(len(questions))
    np.random.RandomState(1984).shuffle(indices)

    rows = read_dataset(path).part("all").rows
    vocabulary = Vocabulary.of_pairs(rows)
    order = split_rows(len(rows), DataConfig(), np.random.RandomState(1984))
    start = vocabulary.id_of("<start>")

    assert [t.replace("<start>", "_") for t in vocabulary.tokens] == list(ids)
    assert order["train"].tolist() == indices[:45_000].tolist()
    for i in order["valid"][:200]:
        question, answer = rows[i]
        assert vocabulary.encode(question).ids.tolist() == questions[i]
        assert [start, *vocabulary.encode(answer).ids] == answers[i]


def test_rows_of_one_key_stay_together() -> None:
    """Shares are shares of the keys; a limit keeps the first rows of training."""
    keys = [f"key {i * i % 10}" for i in range(40)]  # 6 different ones
    config = DataConfig(valid_share=0.34)

    places = split_groups(keys, config, np.random.RandomState(0))
    limited = split_groups(keys, config.changed(limit=5), np.random.RandomState(0))
    shown = {part: {keys[i] for i in where} for part, where in places.items()}

    assert sorted(i for where in places.values() for i in where) == list(range(40))
    assert places["train"] == sorted(places["train"])
    assert (len(shown["train"]), len(shown["valid"]), shown["test"]) == (4, 2, set())
    assert not shown["train"] & shown["valid"]
    assert limited == {**places, "train": places["train"][:5]}
