"""Answers by greedy decoding, many at a time, and their score."""

from typing import Any

import numpy as np
import pytest

from engine import decoding
from engine.backend import Backend
from engine.data.dataset import Pair
from engine.data.vocabulary import Vocabulary
from engine.decoding import answer_questions, score_answers
from engine.greedy_search import decode_greedily
from engine.models import Seq2seqConfig
from engine.models.base import Sizes
from engine.pairs import PairEncoder, to_batch
from tests.engine.gradient_check import randomize
from tests.engine.layers.cells import FORMS

ROWS = [Pair(str(n * n), str(n)) for n in range(40)]

VARIANTS: dict[str, dict[str, Any]] = {
    "plain": {},
    "peeky": {"peeky": True},
    "attention": {"attention": "book"},
    "two layers": {"num_layers": 2},
}
every_variant = pytest.mark.parametrize("variant", VARIANTS)


def build(
    variant: str = "plain", form: str = "lstm", rows: list[Pair] = ROWS, reverse: bool = False
) -> tuple[Any, PairEncoder, Sizes]:
    """Return a model with random weights, large enough that its answers differ."""
    encoder = PairEncoder(Vocabulary.of_pairs(rows), reverse=reverse)
    sizes = encoder.sizes(rows)
    options = {"embedding_size": 4, "hidden_size": 8} | VARIANTS[variant]
    config = Seq2seqConfig(cell=FORMS[form]).changed(**options)
    model = config.build(sizes, Backend("float64"))
    randomize(model.parameters, scale=1.5)
    return model, encoder, sizes


def answer_by_hand(model: Any, encoder: PairEncoder, pair: Pair, sizes: Sizes) -> str:
    """Score every beginning of an answer anew and take the likeliest symbol each time."""
    questions = encoder.questions([pair], sizes)
    written = [encoder.start]
    while len(written) <= sizes.answer_length:
        answers = np.array([[*written, 0]])
        result = model.forward(to_batch(questions, answers, model.backend), None, training=False)
        written.append(int(result.cache.output.exp[-1].argmax()))
        if written[-1] == encoder.end:
            break
    form = encoder.form(sizes)
    return encoder.vocabulary.decode(written[1:][: form.length_of(np.array(written[1:]))])


@every_variant
@pytest.mark.parametrize("form", FORMS)
def test_each_symbol_is_the_likeliest_after_those_before(variant: str, form: str) -> None:
    """Batched single steps give what scoring every beginning anew gives."""
    model, encoder, sizes = build(variant, form)
    expected = [answer_by_hand(model, encoder, pair, sizes) for pair in ROWS]

    answers = answer_questions(model, encoder, [pair.question for pair in ROWS], sizes)

    assert [answer.text for answer in answers] == expected
    assert len(set(expected)) > 2


@every_variant
@pytest.mark.parametrize("batch_size", [1, 7])
def test_answers_do_not_hang_on_their_neighbours(
    variant: str, batch_size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One by one, seven at a time or all together, padded or not: the same answers and score."""
    model, encoder, sizes = build(variant)
    questions = [pair.question for pair in ROWS]
    together = answer_questions(model, encoder, questions, sizes)
    score = score_answers(model, encoder, ROWS, sizes, split="valid")

    monkeypatch.setattr(decoding, "ROWS", batch_size)
    apart = answer_questions(model, encoder, questions, sizes)
    again = score_answers(model, encoder, ROWS, sizes, split="valid")

    for ours, theirs in zip(apart, together, strict=True):
        assert (ours.text, ours.symbols, ours.fed) == (theirs.text, theirs.symbols, theirs.fed)
        np.testing.assert_allclose(ours.probabilities, theirs.probabilities, rtol=1e-10)
        if ours.attention is not None and theirs.attention is not None:
            np.testing.assert_allclose(ours.attention, theirs.attention, rtol=1e-10)
    assert again.loss == pytest.approx(score.loss, rel=1e-12)
    assert (again.accuracy, again.token_accuracy) == (score.accuracy, score.token_accuracy)


@every_variant
def test_three_more_columns_of_padding_change_no_answer(variant: str) -> None:
    """A much longer question in the batch pads all the others."""
    model, encoder, sizes = build(variant)
    questions = [pair.question for pair in ROWS]
    longest = "9" * (sizes.question_length + 3)

    alone = answer_questions(model, encoder, questions, sizes)
    beside = answer_questions(model, encoder, [*questions, longest], sizes)[:-1]

    assert [answer.text for answer in beside] == [answer.text for answer in alone]


def test_an_answer_explains_itself() -> None:
    """What was fed, each symbol's probability, where it looked, and what was not known."""
    model, encoder, sizes = build("attention", reverse=True)

    (answer,) = answer_questions(model, encoder, ["1x6"], sizes)

    assert answer.fed == ("6", "1")
    assert answer.unknown == ("x",)
    assert "".join(answer.symbols) == answer.text
    assert len(answer.probabilities) == len(answer.symbols)
    assert all(0 < p <= 1 for p in answer.probabilities)
    assert answer.attention is not None
    assert answer.attention.shape == (len(answer.symbols), 2)
    np.testing.assert_allclose(answer.attention.sum(axis=1), 1)


def test_a_question_without_a_known_symbol_is_answered() -> None:
    """Nothing is read; the decoder starts from nothing."""
    for variant in VARIANTS:
        model, encoder, sizes = build(variant)

        (answer,) = answer_questions(model, encoder, ["xyz"], sizes)

        assert answer.unknown == ("x", "y", "z")
        assert answer.fed == ()


def test_decoding_ends_when_every_answer_has_ended() -> None:
    """A model that says nothing but the end takes one step."""
    model, encoder, sizes = build()
    model.parameters.flat_values[...] = 0
    model.output.W.value[encoder.end, -1] = 5

    questions, answers = encoder.questions(ROWS, sizes), encoder.answers(ROWS, sizes)
    batch = to_batch(questions, answers, model.backend)

    decoded = decode_greedily(model, batch, encoder.form(sizes))

    assert decoded.ids.shape == (1, len(ROWS))
    assert answer_questions(model, encoder, ["12"], sizes)[0].text == ""


def test_the_score_is_of_whole_answers() -> None:
    """One wrong symbol makes an answer wrong; the loss and token accuracy are of symbols."""
    model, encoder, sizes = build()
    answers = answer_questions(model, encoder, [pair.question for pair in ROWS], sizes)
    own = [Pair(pair.question, a.text) for pair, a in zip(ROWS, answers, strict=True)]
    usable = [pair for pair in own if len(pair.answer) < sizes.answer_length]
    wrong = [pair._replace(answer=pair.answer[:-1] + "?") for pair in usable[:3] if pair.answer]

    right = score_answers(model, encoder, usable, sizes, split="test")
    mixed = score_answers(model, encoder, wrong + usable[3:], sizes, split="test")

    assert right.accuracy == right.token_accuracy == 1
    assert mixed.accuracy == 1 - len(wrong) / len(wrong + usable[3:])
    assert (right.unit, right.count, right.split) == ("pairs", len(usable), "test")


def test_blanks_of_a_fixed_width_count() -> None:
    """In the book's format every answer has the same length, and all of it must be right."""
    rows = [Pair(pair.question.ljust(4), pair.answer.ljust(3)) for pair in ROWS]
    model, encoder, sizes = build(rows=rows)
    model.parameters.flat_values[...] = 0
    model.output.W.value[encoder.vocabulary.id_of(" "), -1] = 5

    score = score_answers(
        model, encoder, [Pair("1   ", "   "), Pair("2   ", "1  ")], sizes, split="x"
    )

    assert encoder.end is None
    assert score.accuracy == 0.5
    assert score.token_accuracy == 5 / 6


def test_words_are_compared_word_by_word() -> None:
    """The white space between the words of an answer is not part of it."""
    rows = [Pair("go on", "va  toujours"), Pair("stop", "halte")]
    encoder = PairEncoder(Vocabulary.of_pairs(rows, "word"), reverse=False)
    sizes = encoder.sizes(rows)
    model = Seq2seqConfig(embedding_size=8, hidden_size=16).build(sizes, Backend("float64"))
    batch = to_batch(encoder.questions(rows, sizes), encoder.answers(rows, sizes), model.backend)
    for _ in range(300):
        model.backward(model.forward(batch, None, training=True).cache, 1.0)
        model.parameters.spread_rows()
        model.parameters.flat_values -= 0.3 * model.parameters.flat_grads

    assert score_answers(model, encoder, rows, sizes, split="train").accuracy == 1


@every_variant
@pytest.mark.parametrize("reverse", [False, True])
def test_the_score_is_what_writing_the_answers_gives(variant: str, reverse: bool) -> None:
    """Nothing is written to score, but the share of right answers is the same."""
    model, encoder, sizes = build(variant, reverse=reverse)
    answers = answer_questions(model, encoder, [pair.question for pair in ROWS], sizes)
    typed = [a for a in answers if "<start>" not in a.symbols]  # no text can ask for that
    rows = [Pair(a.question, a.text + "1" * (n % 3 == 0)) for n, a in enumerate(typed)]
    rows += [Pair(a.question, a.text[:-1]) for a in typed]
    right = sum(row.answer == a.text for row, a in zip(rows, typed * 2, strict=True))
    assert 0 < right < len(rows)

    score = score_answers(model, encoder, rows, sizes, split="test")

    assert score.accuracy == right / len(rows)


def test_an_answer_that_no_model_can_write_is_wrong() -> None:
    """One too long or with a symbol that the vocabulary lacks, however its beginning is."""
    model, encoder, sizes = build()
    (answer,) = answer_questions(model, encoder, ["16"], sizes)
    for ending in ("9" * sizes.answer_length, "x"):
        rows = [Pair("16", answer.text + ending)]

        assert score_answers(model, encoder, rows, sizes, split="test").accuracy == 0
