"""Questions about the people of a village, and their answers.

Each fact is asked for in several ways, so a question that was held out can be answered from
what was said in training, but only by who has understood whom it is about.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.data.dataset import Pair, Records
from engine.data.samples.draws import Draws

SEED = 2026

NAMES = (
    "anna", "bruno", "clara", "david", "emma", "felix", "greta", "hugo", "ida", "jonas",
    "klara", "leo", "mina", "nils", "olga", "peter", "rosa", "simon", "tilda", "viktor",
)  # fmt: skip
WORK = (
    "baker", "farmer", "teacher", "miller", "doctor", "fisher", "smith", "tailor", "painter",
    "gardener", "carpenter", "cook", "weaver", "mason", "singer", "sailor", "hunter", "judge",
    "potter", "shepherd",
)  # fmt: skip
STREETS = ("mill lane", "church street", "river road", "green hill", "market square")
PETS = ("cat", "dog", "parrot", "hen", "goat", "tortoise")
DISHES = ("bread", "soup", "cheese", "apples", "honey", "fish")

# {who} is a name or "the" and a work.
ABOUT = {
    "street": (
        "where does {who} live ?",
        "in which street does {who} live ?",
        "where is the house of {who} ?",
        "where do i find {who} ?",
        "tell me where {who} lives .",
    ),
    "pet": (
        "which animal does {who} keep ?",
        "what is the pet of {who} ?",
        "who runs about in the garden of {who} ?",
        "tell me which pet {who} has .",
    ),
    "dish": (
        "what does {who} like to eat ?",
        "what is the favourite dish of {who} ?",
        "what shall i cook for {who} ?",
        "tell me what {who} likes best .",
    ),
}
OF_WORK = ("what is the work of {name} ?", "what does {name} do all day ?", "who is {name} ?")
OF_NAME = ("who is the {work} ?", "what is the name of the {work} ?", "how is the {work} called ?")
ANSWERS = {"street": "in {}", "pet": "a {}", "dish": "{}"}


class Person(NamedTuple):
    """One of the village: nobody else has this name or this work."""

    name: str
    work: str
    facts: dict[str, str]


def make(seed: int = SEED) -> Records:
    """Draw who is what, lives where, keeps and eats what; then ask all there is to ask."""
    draws = Draws(seed)
    works = list(WORK)
    rows: list[Pair] = []
    for name in NAMES:
        work = works.pop(draws.below(len(works)))
        street, pet, dish = draws.choice(STREETS), draws.choice(PETS), draws.choice(DISHES)
        rows += _asked(Person(name, work, {"street": street, "pet": pet, "dish": dish}))
    return Records(rows=tuple(rows))


def _asked(person: Person) -> list[Pair]:
    rows = [Pair(form.format(name=person.name), f"the {person.work}") for form in OF_WORK]
    rows += [Pair(form.format(work=person.work), person.name) for form in OF_NAME]
    for fact, forms in ABOUT.items():
        answer = ANSWERS[fact].format(person.facts[fact])
        for who in (person.name, f"the {person.work}"):
            rows += [Pair(form.format(who=who), answer) for form in forms]
            rows += [Pair(f"please , {form.format(who=who)}", answer) for form in forms]
    return rows
