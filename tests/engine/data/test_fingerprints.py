"""Equal texts are found by 64 bits of each."""

from engine.data.fingerprints import EMPTY, count_repeated, fingerprints, occurring


def test_equal_texts_have_equal_fingerprints() -> None:
    """And different ones different ones; an empty text is known by its own."""
    first, second, other, empty = fingerprints(["가나", "".join(("가", "나")), "가다", ""])

    assert first == second != other
    assert empty == EMPTY


def test_repeated_texts_are_counted_from_the_second_on() -> None:
    """Of three equal ones two are repeated."""
    assert count_repeated(fingerprints(["a", "b", "a", "c", "a", "b"])) == 3
    assert count_repeated(fingerprints([])) == 0


def test_texts_are_found_among_others() -> None:
    """Empty ones are not."""
    prints = fingerprints(["b", "", "x", "a", "b"])

    assert occurring(prints, fingerprints(["a", "", "b"])).tolist() == [
        True,
        False,
        False,
        True,
        True,
    ]
    assert not occurring(prints, fingerprints([""])).any()
