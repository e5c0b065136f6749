"""Commands to a robot and what it then does, in the language of SCAN.

    command = phrase | phrase and phrase | phrase after phrase
    phrase  = move | move twice | move thrice
    move    = step | WHO left | WHO opposite left | WHO around left     (or right)
    WHO     = step | turn;   step = walk | look | run | jump

"after" turns the order round: what is said last is done first.
Source of the language: Lake & Baroni 2018, Generalization without systematicity, section 2.
"""

from __future__ import annotations

from engine.data.dataset import Pair, Records
from engine.data.samples.draws import Draws
from engine.data.samples.fixed_width import check_count

SEED = 2026
COUNT = 10_000

STEPS = ("walk", "look", "run", "jump")
TIMES = {"": 1, " twice": 2, " thrice": 3}


def make(count: int = COUNT, seed: int = SEED) -> Records:
    """Draw different commands, each of the 20,910 that there are as likely as any other.

    Raises:
        DataError: more than half of all were asked for.
    """
    phrases = list(_phrases().items())
    every = len(phrases) * (1 + 2 * len(phrases))
    check_count(count, every, "commands", "take those of SCAN itself")
    draws = Draws(seed)
    rows: dict[str, str] = {}
    while len(rows) < count:
        place, joint = divmod(draws.below(every), 1 + 2 * len(phrases))
        rows.setdefault(*_command(phrases, place, joint))
    return Records(rows=tuple(Pair(said, done) for said, done in rows.items()))


def _command(phrases: list[tuple[str, str]], first: int, joint: int) -> tuple[str, str]:
    """Return the phrase `first` alone, or joined to another: by "and" or by "after"."""
    said, done = phrases[first]
    if joint == 0:
        return said, done
    second, is_after = divmod(joint - 1, 2)
    other, then = phrases[second]
    if is_after:
        return f"{said} after {other}", f"{then} {done}"
    return f"{said} and {other}", f"{done} {then}"


def _phrases() -> dict[str, str]:
    """Return all 102 phrases with what is done."""
    return {
        said + often: " ".join([done] * times)
        for said, done in _moves().items()
        for often, times in TIMES.items()
    }


def _moves() -> dict[str, str]:
    """Return all 34 moves with what is done: the turning first, then the step."""
    moves = {step: step.upper() for step in STEPS}
    for who in (*STEPS, "turn"):
        step = "" if who == "turn" else f" {who.upper()}"
        for side in ("left", "right"):
            turn = side.upper()
            moves[f"{who} {side}"] = turn + step
            moves[f"{who} opposite {side}"] = f"{turn} {turn}{step}"
            moves[f"{who} around {side}"] = " ".join([turn + step] * 4)
    return moves
