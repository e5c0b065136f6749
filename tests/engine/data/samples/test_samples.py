"""The data sets of our own making."""

from collections.abc import Callable
from datetime import date
from importlib import import_module

import pytest

from engine.data.dataset import Kind, Records
from engine.data.samples import SAMPLES, additions, dates, expressions, opinions, python_reference
from engine.data.samples.file_format import as_text
from engine.errors import DataError
from engine.resources import sample_data


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.file])
def test_the_committed_file_is_what_the_generator_makes(name: str) -> None:
    """Byte for byte."""
    sample = SAMPLES[name]

    assert (sample_data() / sample.file).read_bytes() == as_text(
        sample.kind, sample.make()
    ).encode()


def test_additions_are_right_different_and_wide() -> None:
    """50,000 of them in the book's format."""
    rows = additions.make().rows

    assert len({question for question, _ in rows}) == 50_000
    assert {(len(question), len(answer)) for question, answer in rows} == {(7, 4)}
    assert all(sum(map(int, question.split("+"))) == int(answer) for question, answer in rows)


@pytest.mark.parametrize(
    ("operation", "compute"),
    [("subtract", int.__sub__), ("multiply", int.__mul__)],
)
def test_other_operations_are_right(
    operation: additions.Operation, compute: Callable[[int, int], int]
) -> None:
    """Also below zero."""
    rows = additions.make(300, 5, 2, operation).rows
    sign = additions.SIGNS[operation]

    assert all(compute(*map(int, q.split(sign))) == int(answer) for q, answer in rows)
    assert {len(answer) for _, answer in rows} == {4 if operation == "multiply" else 3}


def test_dates_are_the_day_that_is_written() -> None:
    """Each form by example, and all of one width."""
    day = date(1994, 9, 2)
    written = {dates.written(day, form) for form in dates.FORMS}
    rows = dates.make(2_000).rows

    assert written >= {
        "September 2, 1994",
        "Fri Sep 2 1994",
        "the 2nd of September, 1994",
        "9/2/94",
        "2.9.1994",
        "19940902",
        "1994년 9월 2일",
        "1994年9月2日",
    }
    assert len(written) == len(dates.FORMS)
    assert {(len(question), len(answer)) for question, answer in rows} == {(29, 10)}


def test_no_date_has_two_readings() -> None:
    """A question never stands with two answers."""
    rows = dates.make().rows

    assert len(dict(rows)) == len(set(rows))


@pytest.mark.parametrize(("day", "ending"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th")])
def test_ordinal_numbers(day: int, ending: str) -> None:
    """English is irregular."""
    assert dates.written(date(2000, 1, day), "{day}{th}") == ending


def test_expressions_are_worth_their_answers() -> None:
    """By Python's own reckoning, which reads them the same way."""
    rows = expressions.make(3_000).rows

    assert len({question for question, _ in rows}) == 3_000
    assert all(set(question) <= set("0123456789+-*() ") for question, _ in rows)
    assert all(eval(question) == int(answer) for question, answer in rows)
    assert any("(" in question for question, _ in rows)


def test_digits_are_reversed_and_sorted() -> None:
    """The two other little algorithms."""
    backwards = expressions.make(200, operation="reverse", length=6).rows
    in_order = expressions.make(200, operation="sort", length=6).rows

    assert all(question.strip()[::-1] == answer.strip() for question, answer in backwards)
    assert all("".join(sorted(question.strip())) == a.strip() for question, a in in_order)


def test_opinions_need_the_order_of_words() -> None:
    """Different lines, half and half; some have the same words and opposite labels."""
    rows = opinions.make().rows
    labels: dict[str, set[str]] = {}
    for text, label in rows:
        labels.setdefault(" ".join(sorted(text.split())), set()).add(label)

    assert len(set(rows)) == 4_000
    assert sum(label == "positive" for _, label in rows) == 2_000
    assert sum(len(found) == 2 for found in labels.values()) > 10


def test_python_reference_is_a_real_text() -> None:
    """Topics in the order of their names."""
    text = python_reference.make().text

    assert len(text) > 300_000
    assert text.startswith('The "assert" statement\n')


def test_a_python_without_its_reference_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence."""
    monkeypatch.delattr(import_module("pydoc_data.topics"), "topics")
    with pytest.raises(DataError, match="came without its language reference"):
        python_reference.make()


def test_a_sample_is_written_as_it_is_read() -> None:
    """Pairs by underscore, labels before a tab, text as it is."""
    pairs, labelled = additions.make(2, digits=1), opinions.make(2)

    assert as_text(Kind.PAIRS, pairs) == "".join(f"{q}_{a}\n" for q, a in pairs.rows)
    assert as_text(Kind.LABELLED, labelled).startswith("negative\t")
    assert as_text(Kind.TEXT, Records(text="a\n")) == "a\n"
