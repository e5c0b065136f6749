"""What there is to see in a data set."""

from engine.data.carries import carries_of
from engine.data.dataset import Labelled, Pair, Picture
from engine.data.histogram import Histogram
from engine.data.reading import read_dataset
from engine.data.statistics import (
    Frequency,
    labelled_statistics,
    pair_statistics,
    picture_statistics,
    text_statistics,
)
from engine.data.vocabulary import Vocabulary
from tests.shared_data import shared_data


def test_text_is_counted_in_tokens_and_lines() -> None:
    """Line ends are tokens, but no line is longer for them."""
    found = text_statistics("a b a\n\na b a\nc\n", "word", top=2)

    assert (found.tokens, found.symbols, found.repeated) == (11, 4, 1)
    assert found.top == (Frequency("a", 4, 4 / 11), Frequency("<eos>", 4, 4 / 11))
    assert found.lengths == Histogram(1, 1, (1, 0, 2), 3.0)
    assert found.unknown_share == 0


def test_unknown_share_counts_unk_and_what_the_vocabulary_lacks() -> None:
    """In the text of another part, for instance."""
    vocabulary = Vocabulary(("a", "<unk>"), "word")

    assert text_statistics("a <unk> b a", "word", vocabulary).unknown_share == 0.5


def test_pairs_are_counted_without_their_padding() -> None:
    """But blanks are symbols."""
    rows = [Pair("9+1  ", "10 "), Pair("12+99", "111"), Pair("9+1", "10")]
    found = pair_statistics(rows, "character")

    assert (found.pairs, found.symbols, found.repeated) == (3, 6, 1)
    assert (found.longest_question, found.longest_answer) == (5, 3)
    assert found.lengths == Histogram(3, 1, (2, 0, 1), 3.0)
    assert found.carries == (0, 2, 1)


def test_pairs_that_are_read_word_by_word_are_counted_in_words() -> None:
    """Blanks only part them."""
    rows = [Pair("who is it ?", "it is tom ."), Pair("go", "va !")]
    found = pair_statistics(rows, "word")

    assert (found.symbols, found.longest_question, found.longest_answer) == (9, 4, 4)
    assert found.lengths == Histogram.of([4, 1])


def test_carries_go_on_through_nines_and_are_for_sums_alone() -> None:
    """999+1 carries three times; dates and differences have none."""
    assert carries_of([Pair("999+1", "1000"), Pair("5+4", "9")]) == (1, 0, 0, 1)
    assert carries_of([Pair("9+1", "10"), Pair("9-1", "8")]) == ()


def test_labels_are_counted() -> None:
    """The most frequent one first."""
    found = labelled_statistics([Labelled("a b", "x"), Labelled("c", "y"), Labelled("c", "y")])

    assert found.labels == (Frequency("y", 2, 2 / 3), Frequency("x", 1, 1 / 3))
    assert (found.lines, found.repeated, found.lengths.median) == (3, 1, 1.0)


def test_a_histogram_has_at_most_24_bars() -> None:
    """Wide ranges get wide bars."""
    found = Histogram.of([1, 100, 100])

    assert (found.low, found.width, len(found.counts), sum(found.counts)) == (1, 5, 20, 3)
    assert Histogram.of([]) == Histogram(0, 1, (), 0.0)


def test_penn_treebank() -> None:
    """The known figures."""
    text = shared_data("ptb/ptb.train.txt").read_text(encoding="utf-8")
    found = text_statistics(text, "word")

    assert (found.tokens, found.symbols) == (929_589, 10_000)
    assert [entry.name for entry in found.top[:3]] == ["the", "<unk>", "<eos>"]
    assert found.top[0].count == 50_770
    assert sum(found.lengths.counts) == 42_068


def test_the_books_additions() -> None:
    """How many of the 50,000 sums carry how often."""
    additions = read_dataset(shared_data("addition/addition.txt")).part("all").rows

    assert pair_statistics(additions, "character").carries == (  # type: ignore[arg-type]
        14_457,
        20_057,
        12_686,
        2_800,
    )


def test_pictures_are_counted_by_their_captions() -> None:
    """The most frequent caption first, with its share of all; words are counted once each."""
    captions = ("a red cross", "a blue cross on top", "a red cross", "a red dot")
    found = picture_statistics([Picture(b"", caption) for caption in captions])

    assert (found.pictures, found.symbols) == (4, 7)
    assert found.captions[0] == Frequency("a red cross", 2, 0.5)
    assert [f.count for f in found.captions] == [2, 1, 1]
    assert (found.lengths.low, found.lengths.counts) == (3, (3, 0, 1))
