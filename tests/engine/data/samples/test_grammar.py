"""A grammar of known entropy."""

import math

import pytest

from engine.data.samples import SAMPLES, village
from engine.data.samples.draws import Draws
from engine.data.samples.grammar import Grammar


def test_entropy_of_a_grammar_by_hand() -> None:
    """A fair choice of one or two words, the second again fair: (ln 2 + ln 2 / 2) / 2.5."""
    grammar = Grammar({"S": [(1, "go"), (1, "go AWAY")], "AWAY": [(3, "away"), (3, "home")]}, "S")

    assert grammar.entropy == pytest.approx((math.log(2) + math.log(2) / 2) / 2.5)
    assert grammar.words == ("go", "away", "home")
    assert grammar.derivations(["go", "home"]) == [0.25]
    assert grammar.derivations(["home"]) == []


def test_an_ambiguous_sentence_has_two_derivations() -> None:
    """Which is how the next test would notice."""
    grammar = Grammar({"S": [(1, "A"), (1, "a")], "A": [(1, "a")]}, "S")

    assert grammar.derivations(["a"]) == [0.5, 0.5]


def test_every_village_sentence_has_one_derivation() -> None:
    """So the choices can be read off the words, and the entropy is exact."""
    lines = village.make().text.splitlines()

    assert {len(village.GRAMMAR.derivations(line.split())) for line in lines} == {1}


def test_village_entropy_agrees_with_drawn_sentences() -> None:
    """Within four standard errors of the mean surprise of 20,000 sentences."""
    draws = Draws(1)
    grammar = village.GRAMMAR
    sentences = [grammar.sentence(draws) for _ in range(20_000)]
    surprise = [-math.log(grammar.derivations(words)[0]) for words in sentences]
    tokens = [len(words) + 1 for words in sentences]
    mean = sum(surprise) / sum(tokens)
    residuals = [s - mean * t for s, t in zip(surprise, tokens, strict=True)]
    error = math.sqrt(sum(r * r for r in residuals)) / sum(tokens)

    assert error < 0.003
    assert abs(mean - grammar.entropy) < 4 * error


def test_the_documented_figures() -> None:
    """Those of the README beside the sample."""
    words = village.make().text.split()

    assert len(words) == 31_564
    assert len(set(words)) + 1 == 148
    assert SAMPLES["village"].entropy == pytest.approx(1.23151, abs=5e-6)


def test_verbs_agree_with_their_distant_subject() -> None:
    """The noun next to the verb does not decide."""
    text = village.make().text

    assert " near the mills sings" in text or " near the rivers sings" in text
    assert not any(f"the {role} sing" in text for role in ("baker ", "farmer ", "miller "))
