"""Small algorithms to learn: the value of an expression, digits reversed, digits sorted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from engine.data.dataset import Records
from engine.data.samples.draws import Draws
from engine.data.samples.fixed_width import check_count, padded

Operation = Literal["evaluate", "reverse", "sort"]

SEED = 2026
COUNT = 50_000
DIGITS = "0123456789"
BRACKETS = 0.4


def make(
    count: int = COUNT, seed: int = SEED, operation: Operation = "evaluate", length: int = 4
) -> Records:
    """Draw different questions of two to `length` one-digit numbers, or of as many digits.

    Expressions use +, - and *, and four in ten of those with three numbers or more have one pair
    of brackets.

    Raises:
        DataError: there are too few different questions.
    """
    signs = 3 if operation == "evaluate" else 1
    possible = sum(10**k * signs ** (k - 1) for k in range(2, length + 1))
    check_count(count, possible, "questions", "allow longer ones")
    draw: Callable[[Draws, int], tuple[str, str]] = _expression
    if operation != "evaluate":
        draw = _reversed if operation == "reverse" else _sorted
    draws = Draws(seed)
    rows: dict[str, str] = {}
    while len(rows) < count:
        question, answer = draw(draws, 2 + draws.below(length - 1))
        rows.setdefault(question, answer)
    width = 2 * length + 1 if operation == "evaluate" else length
    return padded(rows.items(), width, length + 1 if operation == "evaluate" else length)


def _reversed(draws: Draws, length: int) -> tuple[str, str]:
    digits = _digits(draws, length)
    return digits, digits[::-1]


def _sorted(draws: Draws, length: int) -> tuple[str, str]:
    digits = _digits(draws, length)
    return digits, "".join(sorted(digits))


def _digits(draws: Draws, length: int) -> str:
    return "".join(draws.choice(DIGITS) for _ in range(length))


def _expression(draws: Draws, length: int) -> tuple[str, str]:
    numbers = [draws.below(10) for _ in range(length)]
    signs = [draws.choice("+-*") for _ in range(length - 1)]
    words = [str(numbers[0])]
    for sign, number in zip(signs, numbers[1:], strict=True):
        words += [sign, str(number)]
    if length == 2 or draws.share() >= BRACKETS:
        return "".join(words), str(value(numbers, signs))
    # Brackets stand round two neighbours, which then count as one number.
    at = draws.below(length - 1)
    inner = value(numbers[at : at + 2], signs[at : at + 1])
    outer = value([*numbers[:at], inner, *numbers[at + 2 :]], [*signs[:at], *signs[at + 1 :]])
    words[2 * at : 2 * at + 3] = ["(", *words[2 * at : 2 * at + 3], ")"]
    return "".join(words), str(outer)


def value(numbers: list[int], signs: list[str]) -> int:
    """Return what numbers joined by signs come to, products first."""
    terms = [numbers[0]]
    for sign, number in zip(signs, numbers[1:], strict=True):
        if sign == "*":
            terms[-1] *= number
        else:
            terms.append(number if sign == "+" else -number)
    return sum(terms)
