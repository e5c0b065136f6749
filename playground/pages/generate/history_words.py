"""How a history speaks of what it lists."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HistoryWords:
    """What is done to what, as buttons and sentences say it."""

    verb: str = "Ask"
    doing: str = "Asking"
    done: str = "asked"
    objects: str = "questions"
    results: str = "Answers"
