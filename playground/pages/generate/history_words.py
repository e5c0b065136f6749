"""How a history speaks of what it lists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HistoryWords:
    """What is done to what, as buttons and sentences say it."""

    verb: str
    doing: str
    done: str
    objects: str
    results: str


QUESTIONS = HistoryWords("Ask", "Asking", "asked", "questions", "Answers")
PICTURES = HistoryWords("Describe", "Describing", "described", "pictures", "Captions")
