"""English sentences with their French, from a little grammar of both.

Words change places on the way ("a red house", "une maison rouge"; "does not often see", "ne voit
pas souvent") and agree in gender and number, so that no word can be translated by itself.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.data.dataset import Pair, Records
from engine.data.samples.draws import Draws

SEED = 2026
COUNT = 8_000


class Noun(NamedTuple):
    """A noun: English and French, each for one and for several; `gender` is 0 for masculine."""

    english: tuple[str, str]
    french: tuple[str, str]
    gender: int


class Word(NamedTuple):
    """What stands beside a noun: English for one and for several, French so for each gender."""

    english: tuple[str, str]
    french: tuple[tuple[str, str], tuple[str, str]]


def _adjective(english: str, french: str) -> Word:
    one, several, feminine, feminines = french.split()
    return Word((english, english), ((one, several), (feminine, feminines)))


# No French word here that follows an article begins with a vowel, so nothing is elided.
PERSONS = (
    Noun(("boy", "boys"), ("garçon", "garçons"), 0),
    Noun(("girl", "girls"), ("fille", "filles"), 1),
    Noun(("neighbour", "neighbours"), ("voisin", "voisins"), 0),
    Noun(("king", "kings"), ("roi", "rois"), 0),
    Noun(("queen", "queens"), ("reine", "reines"), 1),
    Noun(("doctor", "doctors"), ("médecin", "médecins"), 0),
    Noun(("cat", "cats"), ("chat", "chats"), 0),
    Noun(("mouse", "mice"), ("souris", "souris"), 1),
)
THINGS = (
    Noun(("house", "houses"), ("maison", "maisons"), 1),
    Noun(("garden", "gardens"), ("jardin", "jardins"), 0),
    Noun(("boat", "boats"), ("bateau", "bateaux"), 0),
    Noun(("flower", "flowers"), ("fleur", "fleurs"), 1),
    Noun(("horse", "horses"), ("cheval", "chevaux"), 0),
    Noun(("car", "cars"), ("voiture", "voitures"), 1),
    Noun(("book", "books"), ("livre", "livres"), 0),
    Noun(("key", "keys"), ("clé", "clés"), 1),
)
DETERMINERS = (
    Word(("the", "the"), (("le", "les"), ("la", "les"))),
    Word(("my", "my"), (("mon", "mes"), ("ma", "mes"))),
    Word(("this", "these"), (("ce", "ces"), ("cette", "ces"))),
    Word(("a", "two"), (("un", "deux"), ("une", "deux"))),
)
BEFORE = (
    _adjective("small", "petit petits petite petites"),
    _adjective("big", "grand grands grande grandes"),
    _adjective("pretty", "joli jolis jolie jolies"),
    _adjective("new", "nouveau nouveaux nouvelle nouvelles"),
)
BEHIND = (
    _adjective("red", "rouge rouges rouge rouges"),
    _adjective("green", "vert verts verte vertes"),
    _adjective("white", "blanc blancs blanche blanches"),
    _adjective("black", "noir noirs noire noires"),
)
# The verb itself, then of one and of several.
VERBS = (
    (("see", "sees"), ("voit", "voient")),
    (("find", "finds"), ("trouve", "trouvent")),
    (("draw", "draws"), ("dessine", "dessinent")),
    (("sell", "sells"), ("vend", "vendent")),
    (("follow", "follows"), ("suit", "suivent")),
    (("lose", "loses"), ("perd", "perdent")),
    (("know", "knows"), ("connaît", "connaissent")),
    (("want", "wants"), ("veut", "veulent")),
)


def make(count: int = COUNT, seed: int = SEED) -> Records:
    """Draw different sentences."""
    draws = Draws(seed)
    rows: dict[str, str] = {}
    while len(rows) < count:
        rows.setdefault(*_sentence(draws))
    return Records(rows=tuple(Pair(english, french) for english, french in rows.items()))


def _sentence(draws: Draws) -> tuple[str, str]:
    number, is_denied, often = draws.below(2), draws.share() < 0.25, draws.share() < 0.2
    subject = _noun_phrase(draws, draws.choice(PERSONS), number)
    verb = _verb(draws, number, is_denied, often)
    # "Ne ... pas" would turn "un" into "de".
    determiners = DETERMINERS[: 3 if is_denied else 4]
    colour = draws.choice(BEHIND) if draws.share() < 0.5 else None
    thing = _noun_phrase(draws, draws.choice(THINGS), draws.below(2), determiners, colour)
    english, french = zip(subject, verb, thing, strict=True)
    return " ".join(english), " ".join(french)


def _noun_phrase(
    draws: Draws,
    noun: Noun,
    number: int,
    determiners: tuple[Word, ...] = DETERMINERS,
    colour: Word | None = None,
) -> tuple[str, str]:
    english, french = [], []
    determiner = draws.choice(determiners)
    before = draws.choice(BEFORE) if draws.share() < 0.4 else None
    for word in (determiner, before, colour):
        if word is not None:
            english.append(word.english[number])
            french.append(word.french[noun.gender][number])
    french.insert(len(french) - (colour is not None), noun.french[number])
    return " ".join([*english, noun.english[number]]), " ".join(french)


def _verb(draws: Draws, number: int, is_denied: bool, often: bool) -> tuple[str, str]:
    (plain, of_one), french = draws.choice(VERBS)
    form, french_form = (plain, french[1]) if number else (of_one, french[0])
    if is_denied:
        help_verb = "do" if number else "does"
        english = [help_verb, "not", *(["often"] if often else []), plain]
        return " ".join(english), f"ne {french_form} pas{' souvent' * often}"
    return f"{'often ' * often}{form}", f"{french_form}{' souvent' * often}"
