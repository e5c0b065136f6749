"""Dates in many written forms, to be rewritten as year-month-day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from engine.data.dataset import Records
from engine.data.samples.draws import Draws
from engine.data.samples.fixed_width import padded

SEED = 2026
COUNT = 50_000
QUESTION_WIDTH = 29
ANSWER_WIDTH = 10

# Seventy years: a year of two digits stands for one of them only.
FIRST, LAST = date(1965, 1, 1), date(2034, 12, 31)

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CASES: tuple[Callable[[str], str], ...] = (str, str, str.lower, str.upper)

# Slashes put the month first and points the day, so that every form has one reading.
FORMS = (
    "{month} {day}, {year}",
    "{mon} {day}, {year}",
    "{weekday}, {month} {day}, {year}",
    "{wday} {mon} {day} {year}",
    "{day} {month} {year}",
    "{day}{th} of {month} {year}",
    "the {day}{th} of {month}, {year}",
    "{day:02}-{mon}-{year}",
    "{month_number}/{day}/{short_year:02}",
    "{month_number:02}/{day:02}/{year}",
    "{day}.{month_number}.{year}",
    "{day}. {month} {year}",
    "{year}/{month_number:02}/{day:02}",
    "{year}{month_number:02}{day:02}",
    "{year}년 {month_number}월 {day}일",
    "{year}年{month_number}月{day}日",
)


def make(count: int = COUNT, seed: int = SEED) -> Records:
    """Draw a day, a form and a way of writing letters for each pair.

    Questions are 29 characters wide and answers 10, as in the book's file of dates. Days and
    forms are drawn anew each time, so some questions occur more than once.
    """
    draws = Draws(seed)
    days = (LAST - FIRST).days + 1
    rows = []
    for _ in range(count):
        day = FIRST + timedelta(draws.below(days))
        rows.append((draws.choice(CASES)(written(day, draws.choice(FORMS))), day.isoformat()))
    return padded(rows, QUESTION_WIDTH, ANSWER_WIDTH)


def written(day: date, form: str) -> str:
    """Return a date in one of the forms."""
    month, weekday = MONTHS[day.month - 1], WEEKDAYS[day.weekday()]
    return form.format(
        year=day.year,
        short_year=day.year % 100,
        month_number=day.month,
        month=month,
        mon=month[:3],
        day=day.day,
        th=_ordinal_ending(day.day),
        weekday=weekday,
        wday=weekday[:3],
    )


def _ordinal_ending(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
