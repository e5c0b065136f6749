"""Scores by the number of carries."""

from engine.asking import Reply
from engine.carry_scores import CarryScore, score_by_carries
from engine.decoding import Answer


def _reply(question: str, right: bool | None) -> Reply:
    answer = Answer(question, tuple(question), "1", ("1",), (0.5,))
    return Reply(answer, None, right, None)


def test_sums_are_grouped_by_carries() -> None:
    """57+5 carries once, 999+1 three times; what cannot be checked or is no sum does not count."""
    replies = [
        _reply("57+5", True),
        _reply("58+5  ", False),
        _reply("999+1", False),
        _reply("1+1", True),
        _reply("1+2", None),
        _reply("may 5", True),
    ]

    *_, last = score_by_carries(replies)

    assert last == (CarryScore(0, 1, 1), CarryScore(1, 1, 2), CarryScore(3, 0, 1))
    assert last[1].accuracy == 0.5


def test_scores_come_while_questions_are_asked() -> None:
    """The scores so far come again and again, so that a picture of them can grow."""
    replies = [_reply("1+1", True)] * 5

    counts = [scores[0].count for scores in score_by_carries(replies, every=2)]

    assert counts == [2, 4, 5]
