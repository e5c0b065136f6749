"""Long-winded reports, and each in the few words of a headline."""

from __future__ import annotations

from engine.data.dataset import Pair, Records
from engine.data.samples.draws import Draws

SEED = 2026
COUNT = 6_000

WHO = (
    "baker", "farmer", "teacher", "miller", "doctor", "fisher", "mayor", "child", "painter",
    "postman", "singer", "gardener",
)  # fmt: skip
WHAT = (
    "umbrella", "lantern", "basket", "bicycle", "horse", "goat", "letter", "ring", "violin",
    "boat", "hat", "key",
)  # fmt: skip
DID = (
    ("lost", "loses"), ("found", "finds"), ("sold", "sells"), ("painted", "paints"),
    ("borrowed", "borrows"), ("broke", "breaks"), ("hid", "hides"), ("mended", "mends"),
)  # fmt: skip
PLACES = ("mill", "church", "river", "market", "school", "bridge", "station", "inn")
WHEN = (
    "last night", "on sunday", "early in the morning", "after the harvest", "at noon",
    "during the great storm", "as everybody knows", "to nobody's surprise",
)  # fmt: skip
ASIDES = (
    ", who had slept badly ,", ", a cheerful soul ,", ", whom we all know ,",
    ", together with the {other} ,", ", a cousin of the {other} ,", "",
)  # fmt: skip
LOOKS = ("old", "beautiful", "brand new", "rather heavy", "nearly forgotten", "")
ENDINGS = (
    "while it rained .", "and went home .", "before the {other} could say a word .",
    "and told the {other} about it .", "which pleased the {other} very much .", ".",
)  # fmt: skip

FORMS = (
    "{when} , the {who} {aside} {did} the {look} {what} near the {place} {ending}",
    "the {who} {aside} {did} the {look} {what} near the {place} {when} {ending}",
    "{when} it was the {who} {aside} who near the {place} {did} the {look} {what} {ending}",
    "we hear from the {place} that {when} the {who} {aside} {did} the {look} {what} {ending}",
)


def make(count: int = COUNT, seed: int = SEED) -> Records:
    """Draw different reports; the headline says who does what at which place."""
    draws = Draws(seed)
    rows: dict[str, str] = {}
    while len(rows) < count:
        rows.setdefault(*_report(draws))
    return Records(rows=tuple(Pair(report, headline) for report, headline in rows.items()))


def _report(draws: Draws) -> tuple[str, str]:
    who, what, place = draws.choice(WHO), draws.choice(WHAT), draws.choice(PLACES)
    did, does = draws.choice(DID)
    other = draws.choice([one for one in WHO if one != who])
    text = draws.choice(FORMS).format(
        who=who,
        what=what,
        place=place,
        did=did,
        when=draws.choice(WHEN),
        look=draws.choice(LOOKS),
        aside=draws.choice(ASIDES).format(other=other),
        ending=draws.choice(ENDINGS).format(other=other),
    )
    return " ".join(text.split()), f"{who} {does} {what} at {place}"
