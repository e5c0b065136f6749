"""The samples that come with the program, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.data.dataset import Kind, Records
from engine.data.samples import (
    additions,
    commands,
    dates,
    expressions,
    opinions,
    phrases,
    python_reference,
    questions,
    reports,
    shapes,
    village,
)


@dataclass(frozen=True)
class Sample:
    """One sample: what it is, how it is made and which preset learns it well.

    Attributes:
        file: its name in the folder of sample data; empty for what is made when it is read.
        entropy: nats per word of the process that made it, line ends counted as words.
    """

    title: str
    detail: str
    kind: Kind
    preset: str
    make: Callable[[], Records]
    file: str = ""
    entropy: float | None = None


SAMPLES: dict[str, Sample] = {
    "village": Sample(
        "A small village",
        "3,300 sentences from a little grammar; its entropy is known, so the chart shows how far "
        "a model still is from the best possible.",
        Kind.TEXT,
        "village",
        village.make,
        "village.txt",
        village.GRAMMAR.entropy,
    ),
    "addition": Sample(
        "Additions",
        "50,000 sums of two numbers of up to three digits, such as 57+5 = 62.",
        Kind.PAIRS,
        "addition-reverse",
        additions.make,
        "addition.txt",
    ),
    "dates": Sample(
        "Dates",
        "50,000 dates written in sixteen ways, to be rewritten as 1994-09-27.",
        Kind.PAIRS,
        "dates-attention",
        dates.make,
        "dates.txt",
    ),
    "expressions": Sample(
        "Expressions",
        "50,000 small expressions such as 7*(1+4)+9 and their values.",
        Kind.PAIRS,
        "expressions",
        expressions.make,
        "expressions.txt",
    ),
    "phrases": Sample(
        "English and French",
        "8,000 short sentences with their French, in which words change places and agree.",
        Kind.PAIRS,
        "translation",
        phrases.make,
    ),
    "questions": Sample(
        "Questions",
        "1,160 questions about twenty people of a village, with their answers.",
        Kind.PAIRS,
        "question-answer",
        questions.make,
    ),
    "commands": Sample(
        "Commands",
        "10,000 commands such as “jump left twice after walk” and what is then done.",
        Kind.PAIRS,
        "commands",
        commands.make,
    ),
    "reports": Sample(
        "Reports",
        "6,000 long-winded sentences, each with the headline that it comes down to.",
        Kind.PAIRS,
        "summaries",
        reports.make,
    ),
    "opinions": Sample(
        "Opinions",
        "4,000 opinions for and against, in which the order of the words decides.",
        Kind.LABELLED,
        "keras-sentiment",
        opinions.make,
        "opinions.txt",
    ),
    "python": Sample(
        "Python language reference",
        "A real English text: the topics of the reference that comes with Python.",
        Kind.TEXT,
        "char-lstm",
        python_reference.make,
    ),
    "shapes": Sample(
        "Shapes",
        "4,000 small pictures of coloured shapes, each with a caption that says what it shows.",
        Kind.PICTURES,
        "captioning",
        shapes.make,
    ),
}
