"""The pairs of whole sentences."""

import re
from itertools import pairwise

from engine.data.reading import read_dataset
from engine.data.samples import commands, phrases, questions, reports
from tests.shared_data import shared_data

SCAN_ACTIONS = {"I_TURN_LEFT": "LEFT", "I_TURN_RIGHT": "RIGHT"}


def test_commands_are_those_of_scan() -> None:
    """Every phrase does what it does in SCAN's own file, alone and joined."""
    phrases_of = commands._phrases()
    published = read_dataset(shared_data("scan/tasks_train_simple.txt")).part("all")
    assert len(phrases_of) == 102

    for said, done in published.rows:
        first, joint, second = re.fullmatch(r"(.*?)(?: (and|after) (.*))?", said).groups()  # type: ignore[union-attr]
        parts = [phrases_of[first]] + ([phrases_of[second]] if joint else [])
        ours = " ".join(parts[::-1] if joint == "after" else parts)
        theirs = [SCAN_ACTIONS.get(one, one.removeprefix("I_")) for one in done.split()]
        assert ours.split() == theirs, said


def test_commands_are_different() -> None:
    """10,000 of the 20,910; among them single phrases and both ways of joining."""
    rows = dict(commands.make().rows)

    assert len(rows) == 10_000
    assert rows["jump thrice and run around right twice"].split()[:5] == [
        *("JUMP", "JUMP", "JUMP", "RIGHT", "RUN")
    ]
    assert rows["walk thrice after jump opposite left"] == "LEFT LEFT JUMP WALK WALK WALK"


def test_french_agrees_and_changes_places() -> None:
    """By examples, and in number and gender throughout."""
    rows = dict(phrases.make().rows)
    words = {word for french in rows.values() for word in french.split()}

    assert len(rows) == 8_000
    assert rows["my boy does not know this green boat"] == (
        "mon garçon ne connaît pas ce bateau vert"
    )
    assert rows["two girls often sell two black books"] == (
        "deux filles vendent souvent deux livres noirs"
    )
    feminine = {"la", "ma", "cette", "une"}
    masculine_nouns = {n.french[0] for n in (*phrases.PERSONS, *phrases.THINGS) if not n.gender}
    for french in rows.values():
        sentence = french.split()
        pairs = pairwise(sentence)
        assert not any(a in feminine and b in masculine_nouns for a, b in pairs)
    assert {"verte", "vertes", "verts", "chevaux", "bateaux", "nouveaux"} <= words


def test_negation_is_two_words_and_never_before_un() -> None:
    """ "Ne" and "pas" go together, and the article that would change is left out."""
    rows = phrases.make(2_000).rows
    denied = [french.split() for english, french in rows if " not " in english]

    assert denied
    assert all(words.index("pas") == words.index("ne") + 2 for words in denied)
    assert not any({"un", "une"} & set(words[words.index("pas") :]) for words in denied)


def test_a_fact_is_the_same_however_it_is_asked_for() -> None:
    """By name, by work, with "please"; and nobody shares a name or a work."""
    rows = dict(questions.make().rows)
    work = {name: rows[f"who is {name} ?"] for name in questions.NAMES}

    assert len(rows) == 1_160
    assert len(set(work.values())) == len(questions.NAMES)
    for forms in questions.ABOUT.values():
        for name, its_work in work.items():
            asked = [form.format(who=who) for form in forms for who in (name, its_work)]
            answers = {rows[f"{please}{one}"] for one in asked for please in ("", "please , ")}
            assert len(answers) == 1
    assert all(rows[f"who is {its_work} ?"] == name for name, its_work in work.items())


def test_headlines_say_only_what_is_in_the_report() -> None:
    """Who, what and where stand in it, the deed in the past."""
    past = {does: did for did, does in reports.DID}

    for report, headline in reports.make(2_000).rows:
        who, does, what, _, place = headline.split()
        assert {who, what, place, past[does]} <= set(report.split())
    assert len(set(reports.make().rows)) == 6_000


def test_each_seed_draws_others() -> None:
    """And the same one the same."""
    for sample in (commands, phrases, reports):
        assert sample.make(50, seed=1) == sample.make(50, seed=1) != sample.make(50, seed=2)
    assert questions.make(seed=1) != questions.make(seed=2)
