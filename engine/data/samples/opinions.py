"""Opinions for and against, in which the order of the words decides.

"not dull but charming" and "not charming but dull" hold the same words.
"""

from __future__ import annotations

from engine.data.dataset import Labelled, Records
from engine.data.samples.draws import Draws

SEED = 2026
COUNT = 4_000
LABELS = ("negative", "positive")

THINGS = (
    "film", "play", "story", "song", "concert", "exhibition",
    "meal", "hotel", "walk", "garden", "lecture", "museum",
)  # fmt: skip
GOOD = (
    "charming", "clever", "lovely", "moving", "brilliant",
    "pleasant", "lively", "beautiful", "delightful", "fresh",
)  # fmt: skip
BAD = (
    "dull", "clumsy", "dreary", "tiresome", "noisy",
    "bland", "gloomy", "confusing", "shallow", "stale",
)  # fmt: skip
DEGREES = ("", "", "really ", "rather ", "so ", "very ")
WHEN = ("with my sister", "on sunday", "last night", "in the rain", "again", "with friends")
OPENINGS = ("", "", "honestly , ", "to my surprise , ", "after all , ", "they say ")

# {right} agrees with the label and {wrong} is its opposite.
PATTERNS = (
    "the {thing} was {degree}{right}",
    "the {thing} was not {wrong} at all",
    "the {thing} was not {wrong} but {right}",
    "the {thing} was {right} and not {wrong}",
    "the {thing} began {wrong} but ended {right}",
    "i expected a {wrong} {thing} and found a {right} one",
    "nobody could call the {thing} {wrong}",
    "i saw the {thing} {when} and never found it {wrong}",
    "we remember the {thing} as {degree}{right} , not as {wrong}",
    "at first {wrong} , the {thing} became {degree}{right}",
    "the {thing} is anything but {wrong}",
    "what a {right} {thing} we saw {when}",
)


def make(count: int = COUNT, seed: int = SEED) -> Records:
    """Draw different lines, half of them for and half against."""
    draws = Draws(seed)
    lines: dict[str, str] = {}
    while len(lines) < count:
        label = len(lines) % 2
        lines.setdefault(_line(draws, label), LABELS[label])
    return Records(rows=tuple(Labelled(text, label) for text, label in lines.items()))


def _line(draws: Draws, label: int) -> str:
    right, wrong = (GOOD, BAD) if label else (BAD, GOOD)
    return draws.choice(OPENINGS) + draws.choice(PATTERNS).format(
        thing=draws.choice(THINGS),
        right=draws.choice(right),
        wrong=draws.choice(wrong),
        degree=draws.choice(DEGREES),
        when=draws.choice(WHEN),
    )
