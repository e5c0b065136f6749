"""From strings to ids and back."""

import numpy as np

from engine.backend import Backend
from engine.data.dataset import Pair
from engine.data.vocabulary import Vocabulary
from engine.layers.base import IGNORE
from engine.pairs import PairEncoder, to_batch

ROWS = [Pair("12", "21"), Pair("3", "3"), Pair("", "1")]


def encoder(*, reverse: bool = False) -> PairEncoder:
    """Return an encoder of the rows' own symbols: 1, 2, <start>, 3, <eos>."""
    return PairEncoder(Vocabulary.of_pairs(ROWS), reverse=reverse)


def test_questions_are_padded_in_front_and_answers_behind() -> None:
    """By what is ignored everywhere."""
    own = encoder()
    one, two, three, start, end = (
        own.vocabulary.id_of(t) for t in ("1", "2", "3", "<start>", "<eos>")
    )
    sizes = own.sizes(ROWS)

    assert (sizes.question_length, sizes.answer_length, sizes.fixed_width) == (2, 3, False)
    assert own.questions(ROWS, sizes).tolist() == [[one, two], [IGNORE, three], [IGNORE, IGNORE]]
    assert own.answers(ROWS, sizes).tolist() == [
        [start, two, one, end],
        [start, three, end, IGNORE],
        [start, one, end, IGNORE],
    ]


def test_symbols_that_are_not_known_are_left_out_and_named() -> None:
    """The question is answered all the same."""
    ids, unknown = encoder().question_ids("1x2y")

    assert unknown == ["x", "y"]
    assert ids == encoder().question_ids("12")[0]


def test_an_answer_with_an_unknown_symbol_has_no_target_there() -> None:
    """No model could be right about it."""
    own = encoder()

    (row,) = own.answers([Pair("1", "2x")], own.sizes(ROWS))

    assert row[2] == IGNORE
    assert row[3] == own.end


def test_a_longer_question_than_any_known_widens_the_table() -> None:
    """A person may type what is longer than the data."""
    own = encoder()

    table = own.questions([Pair("1233", ""), Pair("1", "")], own.sizes(ROWS))

    assert table.shape == (2, 4)
    assert (table[1, :3] == IGNORE).all()


def test_reversing_turns_the_question_alone() -> None:
    """What is fed is reversed; the answer is not."""
    assert encoder(reverse=True).question_ids("12")[0] == encoder().question_ids("12")[0][::-1]


def test_the_form_of_answers_is_that_of_the_data() -> None:
    """Where they begin and end, and how long the longest is, its end included."""
    own = encoder()

    form = own.form(own.sizes(ROWS))

    assert form == (own.start, own.end, 3)
    assert form.length_of(np.array([1, 2, own.end, 1, own.end])) == 2
    assert form.length_of(np.array([1, 2, 1])) == 3
    assert form._replace(end=None).length_of(np.array([1, 2, own.end])) == 3


def test_columns_of_nothing_but_padding_are_cut() -> None:
    """A batch of short pairs is a narrow batch; without padding it has no mask."""
    questions = np.array([[IGNORE, IGNORE, 1, 2], [IGNORE, IGNORE, 3, 1]])
    answers = np.array([[0, 1, IGNORE, IGNORE], [0, 1, 2, IGNORE]])

    batch = to_batch(questions, answers, Backend())

    assert batch.inputs.tolist() == [[1, 3], [2, 1]]
    assert batch.targets.tolist() == [[0, 0], [1, 1], [IGNORE, 2]]
    assert batch.mask is None
    assert batch.count == 3
