"""Which preset suits a data set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.data.chunks import Level, split_words
from engine.data.dataset import Dataset, Kind, Records
from engine.presets import PRESETS
from engine.presets.sentences import SENTENCES
from engine.run_config import RunConfig

FIRST_OF_KIND = {
    Kind.TEXT: "simple-rnnlm",
    Kind.PAIRS: "addition",
    Kind.LABELLED: "keras-sentiment",
    Kind.PICTURES: "captioning",
}

LOOKED_AT = 100_000  # characters
ROWS = 20_000  # from all over the file: enough to tell, and done in a tenth of a second
LONGEST_WORD = 15  # characters, on average: English has 6, Japanese prose without blanks 30
LONG = 80  # letters of question and answer: shorter ones are soon read letter by letter
FEW_WORDS = 1_000
OFTEN = 6  # how often words occur: 9 times in 18,000 phrases, 4 times in Korean small talk
SHORT = 0.5  # of the words of a question
# Shares of an answer's words that occur in questions, too: 0.04 between English and French, 0.3 to
# 0.5 in one language, more where the answer is taken from the question.
SOME, MOST = 0.2, 0.5


class Suggestion(NamedTuple):
    """A preset, and the tokens that the data should be read by; None leaves what the preset has."""

    preset: str
    level: Level | None = None

    def config(self) -> RunConfig:
        """Return the preset's settings, on its own data."""
        config = PRESETS[self.preset].config
        return config.changed(**{"task.level": self.level}) if self.level else config

    def allows(self, config: RunConfig) -> bool:
        """Tell whether other settings suit the same data.

        Sentences need attention: they are too long for the one vector that an encoder says at its
        end.
        """
        if config.task.kind != self.config().task.kind:
            return False
        if self.level and getattr(config.task, "level", self.level) != self.level:
            return False
        has_attention = getattr(config.model, "attention", "none") != "none"
        return has_attention or PRESETS[self.preset] not in SENTENCES


def suggest(dataset: Dataset) -> Suggestion:
    """Return what to begin with, by what the records look like."""
    records = next(iter(dataset.parts.values()))
    if dataset.kind is Kind.TEXT and _is_without_blanks(records):
        return Suggestion("char-lstm", "character")
    if dataset.kind is Kind.PAIRS and _is_of_one_width(records):
        return Suggestion(FIRST_OF_KIND[Kind.PAIRS], "character")
    if dataset.kind is Kind.PAIRS:
        return _suggest_for_sentences(records.rows[:: 1 + len(records.rows) // ROWS])
    return Suggestion(FIRST_OF_KIND[dataset.kind])


def _is_without_blanks(records: Records) -> bool:
    beginning = records.text[:LOOKED_AT]
    return len(beginning) > LONGEST_WORD * max(len(beginning.split()), 1)


def _is_of_one_width(records: Records) -> bool:
    """Tell whether these are puzzles in the book's format."""
    return len({(len(question), len(answer)) for question, answer in records.rows}) == 1


def _suggest_for_sentences(rows: Sequence[tuple[str, str]]) -> Suggestion:
    questions = [word for question, _ in rows for word in split_words(question)]
    answers = [word for _, answer in rows for word in split_words(answer)]
    different, known = {*questions, *answers}, set(questions)
    level: Level = "character"
    if len(questions) + len(answers) > OFTEN * len(different):
        level = "word"
    shared = sum(word in known for word in answers) / max(len(answers), 1)
    if shared > MOST and len(answers) < SHORT * len(questions):
        return Suggestion("summaries", level)
    if shared > SOME:
        return Suggestion("question-answer", level)
    letters = sum(map(len, (*questions, *answers)))
    is_commands = len(different) <= FEW_WORDS and letters > LONG * len(rows)
    return Suggestion("commands" if is_commands else "translation", level)
