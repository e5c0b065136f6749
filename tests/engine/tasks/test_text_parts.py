"""Which ids the parts of a text are, and whose vocabulary it is."""

import numpy as np
import pytest

from engine.data.dataset import Dataset, Kind, Records
from engine.data.sources import DataConfig
from engine.data.vocabulary import Vocabulary
from engine.tasks.text_parts import encode_parts, learn_parts

NO_SPLIT = DataConfig(valid_share=0.0)


def one_file(text: str) -> Dataset:
    """Return a text that is split later."""
    return Dataset(Kind.TEXT, "A text", {"all": Records(text=text)})


def separate_files(train: str, valid: str) -> Dataset:
    """Return a text that came in two files."""
    parts = {"train": Records(text=train), "valid": Records(text=valid)}
    return Dataset(Kind.TEXT, "A text", parts)


def test_words_seen_only_later_are_unknown() -> None:
    """The last tenth has a word of its own: it has no number, and is read as <unk>."""
    dataset = one_file("a <unk> b a c b a c b zebra")

    text = learn_parts(dataset, DataConfig(valid_share=0.1), "word")

    assert text.vocabulary.tokens == ("a", "<unk>", "b", "c")
    assert text.ids["train"].tolist() == [0, 1, 2, 0, 3, 2, 0, 3, 2]
    assert text.ids["valid"].tolist() == [1]
    assert text.notes == (
        "1 word of the validation part is not in the vocabulary and is read as <unk>.",
    )


def test_without_unk_they_are_left_out_and_counted() -> None:
    """A model that was never told <unk> cannot read it."""
    text = learn_parts(one_file("a b a c b a c b a zebra"), DataConfig(valid_share=0.2), "word")

    assert text.vocabulary.tokens == ("a", "b", "c")
    assert text.ids["valid"].tolist() == [0]
    assert text.notes == (
        "1 word of the validation part is not in the vocabulary and is left out.",
    )


def test_a_limit_shortens_the_vocabulary_too() -> None:
    """Only the first tokens are trained on; they alone have numbers."""
    data = DataConfig(limit=4, valid_share=0.5)

    text = learn_parts(one_file("a b a b c a d b"), data, "word")

    assert text.vocabulary.tokens == ("a", "b")
    assert text.ids["train"].tolist() == [0, 1, 0, 1]
    assert text.ids["valid"].tolist() == [0]


def test_a_limited_vocabulary_keeps_the_most_frequent_of_the_training_part() -> None:
    """What is frequent only in validation gets no number; rare words are <unk>."""
    dataset = one_file("a b a c a b d z z z z")

    text = learn_parts(dataset, DataConfig(valid_share=0.4), "word", max_size=3)

    assert text.vocabulary.tokens == ("a", "b", "<unk>")
    assert text.ids["train"].tolist() == [0, 1, 0, 2, 0, 1, 2]
    assert text.ids["valid"].tolist() == [2, 2, 2, 2]
    assert text.notes[0].startswith("2 words of the training part are not")


def test_unk_keeps_its_place_in_a_limited_vocabulary() -> None:
    """It stands where the text first has it."""
    text = learn_parts(one_file("a <unk> b a c a b"), NO_SPLIT, "word", max_size=3)

    assert text.vocabulary.tokens == ("a", "<unk>", "b")
    assert text.ids["train"].tolist() == [0, 1, 2, 0, 1, 0, 2]


def test_of_equally_frequent_words_the_first_are_kept() -> None:
    """So the vocabulary does not hang on chance."""
    text = learn_parts(one_file("d c b a d c b a"), NO_SPLIT, "word", max_size=3)

    assert text.vocabulary.tokens == ("d", "c", "<unk>")


@pytest.mark.parametrize("max_size", [0, 4])
def test_separate_files_are_numbered_by_the_training_file(max_size: int) -> None:
    """The validation file is read with its vocabulary, <unk> where it is limited."""
    dataset = separate_files("a b a b c d a b c", "a zebra b")

    text = learn_parts(dataset, NO_SPLIT, "word", max_size=max_size)

    assert "zebra" not in text.vocabulary.tokens
    assert len(text.vocabulary) == 4
    expected = [0, 3, 1] if max_size == 4 and text.vocabulary.unknown == 3 else [0, 1]
    assert text.ids["valid"].tolist() == expected


def test_a_limit_of_separate_files_leaves_validation_whole() -> None:
    """Only the training file is cut."""
    text = learn_parts(separate_files("a b a b c", "a b c"), NO_SPLIT.changed(limit=4), "word")

    assert text.vocabulary.tokens == ("a", "b")
    assert text.ids["train"].tolist() == [0, 1, 0, 1]
    assert text.ids["valid"].tolist() == [0, 1]


def test_other_data_are_read_with_a_known_vocabulary() -> None:
    """Nothing is learned from them; what is not known is counted by part."""
    vocabulary = Vocabulary(("b", "a", "<unk>"), "word")

    text = encode_parts(separate_files("a b zebra", "a"), NO_SPLIT, vocabulary)

    assert text.vocabulary is vocabulary
    assert text.ids["train"].tolist() == [1, 0, 2]
    assert text.notes == (
        "1 word of the training part is not in the vocabulary and is read as <unk>.",
    )


def test_a_known_vocabulary_finds_the_parts_of_the_training_run() -> None:
    """What is left out does not move the border: no word of training gets into validation."""
    dataset, data = one_file("a b a c b a c b z y x w"), DataConfig(valid_share=0.5)
    learned = learn_parts(dataset, data, "word")

    again = encode_parts(dataset, data, learned.vocabulary)

    assert {part: ids.tolist() for part, ids in again.ids.items()} == {
        part: ids.tolist() for part, ids in learned.ids.items()
    }
    assert len(again.ids["valid"]) == 2
    assert again.notes == learned.notes


def test_what_is_read_in_one_piece_has_no_parts_to_name() -> None:
    """Other data are scored as a whole; the sentence about them says so."""
    text = encode_parts(one_file("a b zebra a"), NO_SPLIT, Vocabulary(("a", "b"), "word"))

    assert text.ids["train"].tolist() == [0, 1, 0]
    assert text.notes == ("1 word is not in the vocabulary and is left out.",)


def test_characters_are_numbered_in_the_same_way() -> None:
    """Letter by letter, ids as narrow as they can be."""
    text = learn_parts(one_file("abab\n"), NO_SPLIT, "character")

    assert text.vocabulary.tokens == ("a", "b", "\n")
    assert text.ids["train"].tolist() == [0, 1, 0, 1, 2]
    assert text.ids["train"].dtype == np.uint8
