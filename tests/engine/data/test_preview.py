"""What is shown of a split is what a task makes of it."""

from collections.abc import Sequence

import numpy as np
import pytest

from engine.backend import get_backend
from engine.data.dataset import Dataset, Kind, Pair, Picture, Records
from engine.data.preview import Overlap, fed_tokens, preview
from engine.data.reading import read_dataset
from engine.data.sources import DataConfig, ShapesSource
from engine.tasks import CaptioningConfig, LanguageModellingConfig, SequenceToSequenceConfig
from tests.shared_data import shared_data

LINES = ("the cat sat", "a dog ran", "the cat sat", "", "birds sing", "a dog ran", "fish swim on")
TEXT = "\n".join(LINES) + "\n"


def text_of(parts: dict[str, str]) -> Dataset:
    """Return a text in parts."""
    return Dataset(Kind.TEXT, "A text", {name: Records(text=text) for name, text in parts.items()})


def pairs_of(questions: Sequence[str]) -> Dataset:
    """Return pairs in one file."""
    rows = tuple(Pair(question, "1") for question in questions)
    return Dataset(Kind.PAIRS, "Pairs", {"all": Records(rows=rows)})


@pytest.mark.parametrize("level", ["word", "character"])
def test_parts_and_batch_of_a_text_are_those_of_the_task(level: str) -> None:
    """Counts and the first tokens of each stream are what the language model is fed."""
    dataset, data = text_of({"all": TEXT * 9}), DataConfig(valid_share=0.2, test_share=0.1)
    config = LanguageModellingConfig(level=level, batch_size=3, time_steps=5)
    task = config.build(dataset, data, get_backend("cpu", seed=1))

    found = preview(dataset, data, level=config.level, batch_size=3)

    assert {part: n for part, n in found.counts.items() if n} == task.counts
    inputs = np.asarray(task.batch(0).inputs).T
    shown = ["\n" if level == "character" and t == "\n" else t for row in found.batch for t in row]
    assert shown == [task.vocabulary.tokens[i] for row in inputs for i in row]


def test_a_limit_shortens_the_training_part() -> None:
    """With a limit the parts are what the task takes from the beginning."""
    dataset, data = text_of({"all": TEXT}), DataConfig(limit=10, valid_share=0.2)

    found = preview(dataset, data, level="word")

    assert found.counts == {"train": 10, "valid": 2, "test": 0}


def test_lines_that_are_in_two_parts_are_found() -> None:
    """The places are those of the lines in the file, blank lines left out."""
    dataset = text_of({"all": TEXT})

    found = preview(dataset, DataConfig(valid_share=0.5), level="word")

    assert found.overlaps == (Overlap("valid", (5,)),)


def test_separate_files_are_compared_each_with_its_own_lines() -> None:
    """The place of a line is its place in the file of its part."""
    dataset = text_of({"train": TEXT, "valid": "new\nbirds sing\n", "test": "fish swim on\n"})

    found = preview(dataset, DataConfig(), level="word")

    assert found.overlaps == (Overlap("valid", (1,)), Overlap("test", (0,)))
    assert found.counts == {"train": 24, "valid": 5, "test": 4}


def test_the_rows_of_pairs_are_those_of_the_task() -> None:
    """The same seed gives the same training rows, backwards where the task reads them so."""
    dataset = pairs_of([f"{i}+{i}" for i in range(40)])
    data, config = DataConfig(valid_share=0.25), SequenceToSequenceConfig(batch_size=5)
    task = config.build(dataset, data, get_backend("cpu", seed=7))

    found = preview(dataset, data, level="character", seed=7, reverse=True)

    assert found.counts == {"train": 30, "valid": 10, "test": 0}
    first = [pair.question for pair in task.rows["train"][:5]]
    assert ["".join(row)[::-1] for row in found.batch] == first


def test_questions_that_are_in_two_parts_are_found() -> None:
    """A question counts as the same with or without the blanks that fill it up."""
    dataset = Dataset(
        Kind.PAIRS,
        "Pairs",
        {
            "train": Records(rows=(Pair("1+1 ", "2"), Pair("2+2", "4"))),
            "valid": Records(rows=(Pair("3+3", "6"), Pair("1+1", "2"))),
        },
    )

    found = preview(dataset, DataConfig(), level="character")

    assert found.overlaps == (Overlap("valid", (1,)),)


def test_the_books_dates_leak() -> None:
    """1,405 of the 5,000 validation dates are in the training part too."""
    dates = read_dataset(shared_data("date/date.txt"))
    (overlap,) = preview(dates, DataConfig(), level="character", seed=1984).overlaps

    assert (overlap.part, len(overlap.places)) == ("valid", 1_405)


def test_a_question_is_fed_by_characters_or_words() -> None:
    """Reversed means the other way round, token by token."""
    assert fed_tokens("12+3", "character", reverse=True) == ["3", "+", "2", "1"]
    assert fed_tokens("jump left twice", "word", reverse=True) == ["twice", "left", "jump"]
    assert fed_tokens("jump left", "word", reverse=False) == ["jump", "left"]


def test_pictures_are_split_by_what_they_show() -> None:
    """The counts are those of the task; no caption is in two parts, as it may be in two files."""
    dataset, data = ShapesSource(count=300).read(), DataConfig(valid_share=0.2, limit=100)
    task = CaptioningConfig(batch_size=8).build(dataset, data, get_backend("cpu", seed=4))
    pixels = bytes(12)
    files = {
        "train": Records(pictures=(Picture(pixels, "a cat"), Picture(pixels, "a dog"))),
        "valid": Records(pictures=(Picture(pixels, "a cow"), Picture(pixels, "a dog"))),
    }

    found = preview(dataset, data, level="word", seed=4)
    apart = preview(Dataset(Kind.PICTURES, "Two", files), DataConfig(), level="word")

    assert {part: count for part, count in found.counts.items() if count} == task.counts
    assert found.overlaps == ()
    assert apart.counts == {"train": 2, "valid": 2}
    assert apart.overlaps == (Overlap("valid", (1,)),)
