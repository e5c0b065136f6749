"""Tokens and their numbers."""

import numpy as np
import pytest

from engine.data import chunks
from engine.data.dataset import Pair
from engine.data.vocabulary import Vocabulary
from tests.shared_data import shared_data


def test_words_are_numbered_by_first_appearance_and_a_line_end_is_eos() -> None:
    """Ids follow the text, as in the book's reading of the Penn Treebank."""
    vocabulary = Vocabulary.of_text("you say goodbye\ni say hello\n", "word")

    assert vocabulary.tokens == ("you", "say", "goodbye", "<eos>", "i", "hello")
    assert vocabulary.encode("say you\n").ids.tolist() == [1, 0, 3]


def test_characters_are_numbered_by_first_appearance() -> None:
    """Every character counts, whatever its plane, also line ends and lone surrogates."""
    vocabulary = Vocabulary.of_text("b\na🐱가b\ud800", "character")

    assert vocabulary.tokens == ("b", "\n", "a", "🐱", "가", "\ud800")
    assert vocabulary.encode("가🐱\n\ud800").ids.tolist() == [4, 3, 1, 5]


def test_order_of_first_appearance_holds_across_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a text is cut for speed shows nowhere."""
    text = "alpha beta\ngamma  alpha\n\ndelta\tbeta epsilon\nzeta"
    levels: tuple[chunks.Level, ...] = ("word", "character")
    whole = {level: Vocabulary.of_text(text, level) for level in levels}
    ids = {level: v.encode(text).ids.tolist() for level, v in whole.items()}
    for size in (1, 2, 3, 7):
        monkeypatch.setattr(chunks, "CHUNK", size)
        for level, vocabulary in whole.items():
            again = Vocabulary.of_text(text, level)

            assert again == vocabulary
            assert again.encode(text).ids.tolist() == ids[level]


def test_a_limited_vocabulary_keeps_the_most_frequent_and_unk() -> None:
    """The size counts <unk>; of equally frequent words those that came first stay."""
    vocabulary = Vocabulary.of_text("c b b a a d", "word", max_size=3)

    assert vocabulary.tokens == ("b", "a", "<unk>")
    assert vocabulary.unknown == 2


def test_rare_words_become_unk() -> None:
    """A smallest count leaves <unk> for the others, and adds none where nothing is left out."""
    limited = Vocabulary.of_text("a a b <unk> a b", "word", min_count=2)
    whole = Vocabulary.of_text("a b a b", "word", min_count=2)

    assert limited.tokens == ("a", "b", "<unk>")
    assert whole.tokens == ("a", "b")


@pytest.mark.parametrize("level", ["word", "character"])
def test_unknown_tokens_without_unk_are_left_out_and_counted(level: chunks.Level) -> None:
    """Nothing is lost in silence."""
    vocabulary = Vocabulary(("x", "y", " "), level)
    encoded = vocabulary.encode("x z y z q" if level == "word" else "xzyzq")

    assert encoded.ids.tolist() == [0, 1]
    assert encoded.unknown == (("z", 2), ("q", 1))


def test_unknown_tokens_become_unk_where_there_is_one() -> None:
    """And are counted all the same."""
    encoded = Vocabulary(("a", "<unk>"), "word").encode("b a b")

    assert encoded.ids.tolist() == [1, 0, 1]
    assert encoded.unknown == (("b", 2),)


def test_pairs_are_numbered_question_start_answer_line_by_line() -> None:
    """<start> stands where the book's underscore does; equal widths need no <eos>."""
    rows = (Pair("1+2 ", "3 "), Pair("4+9 ", "13"))

    assert Vocabulary.of_pairs(rows).tokens == ("1", "+", "2", " ", "<start>", "3", "4", "9")


def test_answers_of_different_lengths_bring_eos() -> None:
    """A model has to say that it is done."""
    rows = (Pair("go home", "va"), Pair("run", "cours vite"))
    vocabulary = Vocabulary.of_pairs(rows, "word")

    assert vocabulary.tokens == ("go", "home", "<start>", "va", "run", "cours", "vite", "<eos>")


def test_words_are_joined_by_blanks_and_eos_is_a_line_end() -> None:
    """What is generated reads like the text that was learned."""
    vocabulary = Vocabulary.of_text("a b\nc\n", "word")

    assert vocabulary.decode([0, 1, 2, 3, 2, 2, 0]) == "a b\nc\n\na"
    assert Vocabulary(("a", "\n"), "character").decode(np.array([0, 1, 0])) == "a\na"


def test_progress_may_cancel() -> None:
    """A callback that raises ends the work."""

    def cancel(share: float) -> None:
        assert 0 < share <= 1
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Vocabulary.of_text("a b", "word", progress=cancel)
    with pytest.raises(KeyboardInterrupt):
        Vocabulary(("a",), "character").encode("aa", progress=cancel)


def test_ids_can_be_narrow() -> None:
    """A long text of few characters takes one byte for each."""
    vocabulary = Vocabulary.of_text("abc", "character")

    assert vocabulary.encode("cab", dtype=vocabulary.id_type).ids.nbytes == 3


def test_an_empty_text_has_no_tokens() -> None:
    """Nothing in, nothing out."""
    vocabulary = Vocabulary.of_text("", "character")

    assert len(vocabulary) == 0
    assert vocabulary.encode("").ids.size == 0


def test_penn_treebank_has_the_books_ids() -> None:
    """929,589 tokens and 10,000 words; the first 1,000 tokens use 418 of them."""
    text = shared_data("ptb/ptb.train.txt").read_text(encoding="utf-8")
    vocabulary = Vocabulary.of_text(text, "word")
    ids = vocabulary.encode(text).ids

    assert (len(vocabulary), ids.size) == (10_000, 929_589)
    assert ids[:1000].max() + 1 == 418
    assert vocabulary.id_of("<eos>") == 24
    assert vocabulary.unknown == 26
