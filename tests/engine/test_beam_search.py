"""Beam search: against greedy search, and against trying every answer there is."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from engine.beam_search import BeamConfig, decode_by_beam
from engine.data.dataset import Pair
from engine.data.vocabulary import Vocabulary
from engine.decoding import answer_questions
from engine.greedy_search import AnswerForm, decode_greedily
from engine.layers.base import IGNORE
from engine.models import Seq2seqConfig
from engine.models.base import Batch, Sizes
from engine.models.encoder_decoder import EncoderDecoder
from engine.pairs import PairEncoder, to_batch
from tests.engine.gradient_check import float64_backend, randomize

PAIRS = [Pair("ab", "ba"), Pair("a", "a"), Pair("bba", "abb"), Pair("bb", "bb")]
VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "peeky, two layers": {"peeky": True, "num_layers": 2},
    "attention": {"attention": "book"},
    "general": {"attention": "general", "bidirectional": True},
}

every_variant = pytest.mark.parametrize("variant", VARIANTS)


def build(variant: str, seed: int = 7) -> tuple[EncoderDecoder, PairEncoder, Sizes]:
    """Return a model with random weights that writes answers of different lengths."""
    encoder = PairEncoder(Vocabulary.of_pairs(PAIRS), reverse=False)
    sizes = encoder.sizes(PAIRS)
    options = {"embedding_size": 4, "hidden_size": 5} | VARIANTS[variant]
    model = Seq2seqConfig.parse(options).build(sizes, float64_backend())
    randomize(model.parameters, seed, scale=1.5)
    return model, encoder, sizes


def questions(model: EncoderDecoder, encoder: PairEncoder, sizes: Sizes) -> Batch:
    """Return all questions as a batch."""
    starts = np.full((len(PAIRS), 1), encoder.start)
    return to_batch(encoder.questions(PAIRS, sizes), starts, model.backend)


def every_answer(form: AnswerForm, vocab_size: int) -> list[tuple[int, ...]]:
    """Return all answers there are: with their end, or as long as the longest."""
    others = [i for i in range(vocab_size) if i != form.end]
    ended = [
        (*ids, form.end)
        for length in range(form.length)
        for ids in product(others, repeat=length)
        if form.end is not None
    ]
    return ended + list(product(others, repeat=form.length))


def log_probability(
    model: EncoderDecoder, some: Batch, n: int, ids: tuple[int, ...], start: int
) -> float:
    """Return what the model gives an answer to the n-th question, scored as in training."""
    targets = np.full((len(ids) + 1, some.targets.shape[1]), IGNORE)
    targets[0], targets[1:, n] = start, ids
    return -float(
        model.forward(Batch(some.inputs, targets, len(ids), some.mask), None, training=False).nats
    )


@every_variant
@pytest.mark.parametrize("seed", range(5))
def test_one_beam_is_greedy_search(variant: str, seed: int) -> None:
    """The same symbols, the same probabilities, the same attention."""
    model, encoder, sizes = build(variant, seed)
    some, form = questions(model, encoder, sizes), encoder.form(sizes)
    greedy = decode_greedily(model, some, form, explain=True)

    found, _ = decode_by_beam(model, some, form, BeamConfig(width=1))

    for n in range(len(PAIRS)):
        length = form.length_of(greedy.ids[:, n])
        assert found.ids[:length, n].tolist() == greedy.ids[:length, n].tolist()
        assert form.length_of(found.ids[:, n]) == length
        np.testing.assert_allclose(
            found.probabilities[:length, n], greedy.probabilities[:length, n], rtol=1e-9
        )
        if greedy.attention is not None and found.attention is not None:
            np.testing.assert_allclose(found.attention[:length, n], greedy.attention[:length, n])


@every_variant
@pytest.mark.parametrize("length_power", [0.0, 1.0])
def test_a_wide_enough_beam_finds_the_best_answer_of_all(variant: str, length_power: float) -> None:
    """Sums of log probabilities, over length to a power, compared over every possible answer."""
    model, encoder, sizes = build(variant)
    some, form = questions(model, encoder, sizes), encoder.form(sizes)
    answers = every_answer(form, sizes.vocab_size)
    scores = np.array(
        [[log_probability(model, some, n, ids, form.start) for ids in answers] for n in range(4)]
    )
    lengths = np.array([len(ids) for ids in answers])
    best = (scores / lengths**length_power).argmax(axis=1)

    beam = BeamConfig(width=64, length_power=length_power)
    decoded, found = decode_by_beam(model, some, form, beam)

    for n, place in enumerate(best):
        expected = [i for i in answers[place] if i != form.end]
        assert list(found[n][0].ids) == expected
        assert found[n][0].score == pytest.approx(scores[n, place], rel=1e-9)
        length = form.length_of(decoded.ids[:, n])
        assert decoded.ids[:length, n].tolist() == expected


def test_hypotheses_are_scored_and_sorted() -> None:
    """Each with the log probability that the model gives it; none occurs twice."""
    model, encoder, sizes = build("attention")
    some, form = questions(model, encoder, sizes), encoder.form(sizes)

    _, found = decode_by_beam(model, some, form, BeamConfig(width=5))

    for n, beams in enumerate(found):
        assert len({f.ids for f in beams}) == len(beams) == 5
        assert [f.score for f in beams] == sorted((f.score for f in beams), reverse=True)
        for ids, score in beams:
            whole = ids if len(ids) == form.length or form.end is None else (*ids, form.end)
            assert score == pytest.approx(log_probability(model, some, n, whole, form.start))


@every_variant
def test_questions_are_answered_alike_alone_and_together(variant: str) -> None:
    """Neither the questions beside it nor padding change an answer."""
    model, encoder, sizes = build(variant)
    asked = [pair.question for pair in PAIRS]

    together = answer_questions(model, encoder, asked, sizes, BeamConfig(width=3))
    alone = [answer_questions(model, encoder, [q], sizes, BeamConfig(width=3))[0] for q in asked]

    for one, other in zip(alone, together, strict=True):
        assert one.text == other.text
        assert [h.text for h in one.hypotheses] == [h.text for h in other.hypotheses]
        assert one.hypotheses[0].text == one.text
        np.testing.assert_allclose(one.probabilities, other.probabilities)
