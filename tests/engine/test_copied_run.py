"""How much of a text was copied."""

import pytest

from engine import copied_run
from engine.copied_run import CopyFinder
from engine.data.dataset import Dataset, Kind, Pair, Records

TEXT = "the cat sat\non  the mat .\nthe dog sat on the rug .\n"


def _finder(level: str) -> CopyFinder:
    dataset = Dataset(Kind.TEXT, "cats", {"all": Records(TEXT)})
    return CopyFinder(dataset, "word" if level == "word" else "character")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the dog sat on the mat", ("the", "dog", "sat", "on", "the")),
        ("a cat sat <eos> on the mat", ("cat", "sat", "<eos>", "on", "the", "mat")),
        ("at", ()),  # a part of a word is no word
        ("cat dog mat", ("cat",)),  # of equals the first
        ("", ()),
    ],
)
def test_runs_of_words(text: str, expected: tuple[str, ...]) -> None:
    """Words are compared as wholes, line ends count, the white space between them does not."""
    assert _finder("word").longest_run(text.split()) == expected


def test_runs_of_characters() -> None:
    """At character level every character counts, blanks and line ends too."""
    assert "".join(_finder("character").longest_run(list("xat\non thex"))) == "at\non "


def test_a_run_across_two_windows_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text is searched piece by piece, and what lies across a border is not missed."""
    monkeypatch.setattr(copied_run, "_WINDOW", 7)

    assert _finder("word").longest_run(["dog", "sat", "on", "the"]) == ("dog", "sat", "on", "the")


def test_pairs_hold_no_text() -> None:
    """Nothing can be copied from data that are no running text."""
    dataset = Dataset(Kind.PAIRS, "sums", {"all": Records(rows=(Pair("1+1", "2"),))})

    assert CopyFinder(dataset, "word").longest_run(["2"]) == ()
