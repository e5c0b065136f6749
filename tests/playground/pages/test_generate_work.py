"""The plain parts of the Generate page."""

import math
from dataclasses import replace

import pytest

from engine.data.dataset import Dataset, Kind, Pair, Records
from engine.generation import Alternative, Token
from playground.pages.generate.openings import openings, questions
from playground.pages.generate.weights import update_of, weights_sentence
from playground.pages.generate.writing import perplexity, taken
from tests.playground.pages.generate_models import writer


def _token(surprisal: float) -> Token:
    alternatives = (Alternative(1, "a", 0.5, 0.7), Alternative(2, "b", 0.25, 0.3))
    return Token(1, "a", 0.7, 0.5, surprisal, 1, alternatives)


def test_perplexity_is_exp_of_the_mean_surprisal() -> None:
    """Two bits and four bits make three in the mean, which is a choice between eight."""
    assert perplexity([_token(2), _token(4)]) == pytest.approx(8)
    assert perplexity([]) is None


def test_an_alternative_takes_a_token_s_place() -> None:
    """It has its own surprisal and rank, and the alternatives of the place."""
    token = _token(1)
    other = taken(token, token.alternatives[1])

    assert (other.id, other.text, other.rank) == (2, "b", 2)
    assert other.surprisal == pytest.approx(-math.log2(0.25))
    assert other.alternatives == token.alternatives


def test_openings_are_beginnings_of_lines() -> None:
    """Whole words of whole lines, without a sign at their end, none twice."""
    text = "a very small house .\n" + "on sunday , it rains .\n" * 9 + "he is here .\n" * 9
    dataset = Dataset(Kind.TEXT, "lines", {"all": Records(text)})

    assert openings(dataset) == ("a very small", "on sunday", "he is here")
    assert openings(None) == ()


def test_openings_never_begin_within_a_word() -> None:
    """A text of one line is looked into between its words."""
    dataset = Dataset(Kind.TEXT, "one", {"all": Records("hello world this is short")})
    beginnings = openings(dataset)

    words = {word for beginning in beginnings for word in beginning.split()}
    assert words <= {"hello", "world", "this", "is", "short"}


def test_questions_are_short_and_long() -> None:
    """The offers show how different questions can be."""
    rows = tuple(Pair(question, "") for question in ("1+1", "1+10", "10+10", "100+10", "100+100"))
    dataset = Dataset(Kind.PAIRS, "sums", {"all": Records(rows=rows)})

    assert questions(dataset) == ("1+1", "10+10", "100+100")
    assert openings(dataset) == ()


def test_the_weights_are_named_by_their_update() -> None:
    """Weights that came without a run say so."""
    checkpoint = writer()
    imported = replace(checkpoint, training=None)

    assert weights_sentence(checkpoint) == f"by the weights of update {update_of(checkpoint)}"
    assert weights_sentence(imported) == "by imported weights"
