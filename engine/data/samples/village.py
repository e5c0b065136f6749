"""Sentences about a small village, drawn from a grammar of known entropy.

The verb agrees with a subject that can stand several words before it ("the bakers near the old
mill sing"), which a recurrent network can learn and a bigram model cannot.
"""

from __future__ import annotations

from engine.data.dataset import Records
from engine.data.samples.draws import Draws
from engine.data.samples.grammar import Grammar

SEED = 2026
COUNT = 3_300


def _words(text: str) -> list[tuple[float, str]]:
    return [(1, word) for word in text.split()]


def _either(text: str) -> list[tuple[float, str]]:
    return [(1, phrase.strip()) for phrase in text.split("|")]


# Symbols are written in capitals. Of two alternatives of a symbol no two begin with the same
# word, and what may follow an empty one begins with none of its words: one derivation each.
GRAMMAR = Grammar(
    {
        "SENTENCE": [
            (50, "CLAUSE"),
            (22, "OPENING , CLAUSE"),
            (14, "when WEATHER , CLAUSE"),
            (14, "WEATHER and CLAUSE"),
        ],
        "CLAUSE": [(11, "PERSON PERSON_DOES"), (10, "PEOPLE PEOPLE_DO"), (7, "BEAST")],
        "BEAST": [(1, "ANIMAL ANIMAL_DOES"), (1, "ANIMALS ANIMALS_DO")],
        "PERSON": [(5, "the LOOK_ONE ROLE DETAIL"), (2, "NAME ASIDE")],
        "PEOPLE": [(1, "the LOOK_MANY ROLES DETAIL")],
        "ANIMAL": [(1, "a COAT CREATURE DETAIL")],
        "ANIMALS": [(1, "NUMBER COAT CREATURES DETAIL")],
        "LOOK_ONE": [(3, ""), (2, "LOOK")],
        "LOOK_MANY": [(3, ""), (2, "LOOK")],
        "LOOK": _words("old young quiet cheerful"),
        "COAT": [(1, ""), *_words("black small hungry")],
        "NUMBER": _words("two three many"),
        "NAME": _words("anna peter mina tom"),
        "ROLE": _words("baker farmer teacher miller child fisher"),
        "ROLES": _words("bakers farmers teachers millers children fishers"),
        "CREATURE": _words("cat dog goat hen horse fox"),
        "CREATURES": _words("cats dogs goats hens horses foxes"),
        "DETAIL": [(4, ""), (3, "NEAR the PLACE_OR_PLACES"), (2, "with the THING_OR_THINGS")],
        "ASIDE": [(3, ""), (1, ", who loves the PLACE_OR_PLACES ,")],
        "NEAR": _words("near behind beside"),
        "PLACE_OR_PLACES": [(1, "PLACE"), (1, "PLACES")],
        "PLACE": _words("mill river church garden bridge"),
        "PLACES": _words("mills rivers gardens bridges hills"),
        "THING_OR_THINGS": [(1, "THING"), (1, "THINGS")],
        "THING": _words("lantern basket hat umbrella"),
        "THINGS": _words("lanterns baskets flowers apples"),
        "PERSON_DOES": [
            (3, "PERSON_VERB WHERE"),
            (2, "tells STORY"),
            (2, "brings GIFT"),
            (1, "likes FOOD"),
        ],
        "PEOPLE_DO": [
            (3, "PEOPLE_VERB WHERE"),
            (2, "tell STORY"),
            (2, "bring GIFT"),
            (1, "like FOOD"),
        ],
        "PERSON_VERB": _words("sings works waits dances rests"),
        "PEOPLE_VERB": _words("sing work wait dance rest"),
        "ANIMAL_DOES": [(2, "ANIMAL_VERB WHERE"), (1, "looks for FOOD")],
        "ANIMALS_DO": [(2, "ANIMALS_VERB WHERE"), (1, "look for FOOD")],
        "ANIMAL_VERB": _words("sleeps listens runs hides"),
        "ANIMALS_VERB": _words("sleep listen run hide"),
        "WHERE": [(2, ""), (3, "in the SPOT"), (2, "under the TREE"), (1, "until MOMENT")],
        "SPOT": _words("kitchen meadow market barn snow"),
        "TREE": _either("apple tree | old oak | stars"),
        "MOMENT": _either("dawn | sunset | the bells ring"),
        "STORY": _either("a long story | the news | an old joke"),
        "GIFT": [(1, "FOOD to the HOST"), (1, "FOOD home")],
        "HOST": _words("neighbours doctor visitors"),
        "FOOD": _either("fresh bread | warm milk | red apples | honey"),
        "OPENING": _either(
            "in the morning | at noon | every evening | on sunday | after the harvest"
        ),
        "WEATHER": [(2, "it FALLS"), (1, "the wind BLOWS"), (1, "the sky IS")],
        "FALLS": _either("rains | snows | thunders"),
        "BLOWS": _either("blows | turns | sleeps"),
        "IS": _either("is grey | is clear | darkens"),
    },
    "SENTENCE",
)


def make(count: int = COUNT, seed: int = SEED) -> Records:
    """Draw sentences, one to a line; 3,300 of them are about 30,000 words."""
    draws = Draws(seed)
    lines = (" ".join(GRAMMAR.sentence(draws)) for _ in range(count))
    return Records(text="".join(f"{line}\n" for line in lines))
