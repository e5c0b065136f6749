"""Whether a reply is right, as a word, a colour and a sign: never by colour alone."""

import re
from dataclasses import dataclass

from engine.asking import Reply
from engine.decoding import Answer

_SUM = re.compile(r"[\d\s+*/()=-]*\d[\d\s+*/()=-]*", re.ASCII)
_NUMBER = re.compile(r"\s*-?\d*\s*", re.ASCII)


@dataclass(frozen=True)
class Verdict:
    """How a reply is judged.

    Attributes:
        icon: name of the sign, empty where there is nothing to tell. ground: token behind the word.
        sentence: what there is to say beyond the word.
    """

    word: str
    icon: str
    tone: str
    ground: str
    sentence: str = ""


def joint(reply: Reply) -> str:
    """Return the sign between question and answer: an equals sign for what can be worked out."""
    return "=" if is_sum(reply.answer) else "→"


def said(reply: Reply) -> str:
    """Return question and answer in a line; of a picture the answer alone."""
    asked, answer = reply.answer.question.strip(), reply.answer.text.strip()
    return f"{asked} {joint(reply)} {answer}" if asked else answer


def is_sum(answer: Answer) -> bool:
    """Tell whether numbers and signs were answered with a number; a date is no such thing."""
    asked, got = _SUM.fullmatch(answer.question), _NUMBER.fullmatch(answer.text)
    return asked is not None and got is not None


def verdict(reply: Reply) -> Verdict:
    """Judge a reply; one to a question unlike the data is not counted as right or wrong."""
    noun = "answer" if reply.answer.question.strip() else "caption"
    right = f"The right {noun} is {reply.expected}." if reply.expected else ""
    if reply.unlike is not None:
        correct = "It is right all the same." if reply.right else right
        sentence = " ".join(filter(None, (reply.unlike, correct, "Not counted.")))
        return Verdict("Unlike the data", "warn", "warn", "warn_soft", sentence)
    if reply.right is None:
        return Verdict("Cannot be checked", "", "ink2", "sunken", "The right answer is not known.")
    if reply.right:
        return Verdict("Right", "check", "right", "right_soft")
    return Verdict("Wrong", "cross", "wrong", "wrong_soft", right)
