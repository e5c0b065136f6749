"""Whether a reply is right, as a word, a colour and a sign: never by colour alone."""

import re
from dataclasses import dataclass

from engine.asking import Reply

_SUM = re.compile(r"[\d\s+*/()=-]*\d[\d\s+*/()=-]*", re.ASCII)


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
    return "=" if is_sum(reply.answer.question) else "→"


def is_sum(question: str) -> bool:
    """Tell whether a question is made of numbers and signs alone."""
    return _SUM.fullmatch(question) is not None


def verdict(reply: Reply) -> Verdict:
    """Judge a reply; one to a question unlike the data is not counted as right or wrong."""
    right = f"The right answer is {reply.expected}." if reply.expected else ""
    if reply.unlike is not None:
        correct = "It is right all the same." if reply.right else right
        sentence = " ".join(filter(None, (reply.unlike, correct, "Not counted.")))
        return Verdict("Unlike the data", "warn", "warn", "warn_soft", sentence)
    if reply.right is None:
        return Verdict("Cannot be checked", "", "ink2", "sunken", "The right answer is not known.")
    if reply.right:
        return Verdict("Right", "check", "right", "right_soft")
    return Verdict("Wrong", "cross", "wrong", "wrong_soft", right)
