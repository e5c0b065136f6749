"""What is known about an answer."""

import pytest

from engine.asking import Answerer
from engine.checkpoint import Checkpoint
from engine.data.dataset import Dataset, Kind, Pair, Records
from tests.engine.small_runs import config_of, summary_of

QUESTION = "who is it ?"
PHRASES = Dataset(
    Kind.PAIRS,
    "Phrases",
    {"all": Records(rows=tuple(Pair(QUESTION, f"it is {n}") for n in ("tom", "anna", "me") * 9))},
)


@pytest.fixture(scope="module")
def checkpoint() -> Checkpoint:
    """Return a network that has learned a little, word by word."""
    config = config_of("seq2seq", **{"task.level": "word", "training.epochs": 1})
    return summary_of(config, dataset=PHRASES).checkpoint


def asked(checkpoint: Checkpoint, *answers: str) -> tuple[str | None, bool | None]:
    """Ask the question where it has these answers; return the expected one and the verdict."""
    rows = tuple(Pair(QUESTION, answer) for answer in answers)
    dataset = Dataset(Kind.PAIRS, "Known", {"all": Records(rows=rows)})
    (reply,) = Answerer(checkpoint, dataset).ask([QUESTION])
    return reply.expected, reply.right


def test_any_of_several_answers_is_right(checkpoint: Checkpoint) -> None:
    """A sentence may have many translations; the one that was given is shown as expected."""
    (reply,) = Answerer(checkpoint).ask([QUESTION])
    said = reply.answer.text

    assert (reply.expected, reply.right) == (None, None)
    assert asked(checkpoint, "another", said, "a third") == (said, True)
    assert asked(checkpoint, "another", "a third") == ("another", False)


def test_blanks_between_words_do_not_make_an_answer_wrong(checkpoint: Checkpoint) -> None:
    """A network that reads words never sees how wide the blanks between them were."""
    (reply,) = Answerer(checkpoint).ask([QUESTION])
    wide = "\u202f ".join(reply.answer.text.split())

    assert wide != reply.answer.text
    assert asked(checkpoint, wide) == (wide, True)
