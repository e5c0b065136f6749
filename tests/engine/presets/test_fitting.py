"""Which settings are offered for which data."""

from pathlib import Path

import pytest

from engine.data.dataset import Dataset, Kind, Pair, Records
from engine.data.reading import read_dataset
from engine.data.samples import SAMPLES
from engine.presets import PRESETS
from engine.presets.fitting import Suggestion, suggest
from tests.shared_data import shared_data


def pairs_of(*rows: tuple[str, str]) -> Dataset:
    """Return a data set of pairs."""
    records = Records(rows=tuple(Pair(*row) for row in rows))
    return Dataset(Kind.PAIRS, "Pairs", {"all": records})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("anki_fra/fra.txt", Suggestion("translation", "word")),
        ("chatbot_ko/ChatbotData.csv", Suggestion("question-answer", "character")),
        ("scan/tasks_train_simple.txt", Suggestion("commands", "word")),
        ("addition/addition.txt", Suggestion("addition", "character")),
        ("neko/neko.txt", Suggestion("char-lstm", "character")),
        ("korean_stories/치숙.txt", Suggestion("simple-rnnlm")),
        ("tinyshakespeare/input.txt", Suggestion("simple-rnnlm")),
    ],
)
def test_real_files_are_offered_what_learns_them(path: str, expected: Suggestion) -> None:
    """Sentences get attention; what has no blanks, or too many words, is read by letters."""
    assert suggest(read_dataset(shared_data(path))) == expected


@pytest.mark.parametrize("name", ["phrases", "questions", "commands", "reports"])
def test_files_like_the_samples_are_offered_their_presets(name: str) -> None:
    """Two languages, one language, few words at length, and long questions with short answers."""
    dataset = Dataset(Kind.PAIRS, name, {"all": SAMPLES[name].make()})

    assert suggest(dataset) == Suggestion(SAMPLES[name].preset, "word")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_suits_the_preset_that_it_names(name: str) -> None:
    """So that choosing it never changes settings that learn it."""
    preset = SAMPLES[name].preset

    assert Suggestion(preset).allows(PRESETS[preset].config)


def test_settings_without_attention_give_way_to_sentences() -> None:
    """Others may stay, whatever their preset, if they read the same tokens."""
    suggestion = suggest(pairs_of(("go on", "continue"), ("who is it ?", "tom")))
    attentive = PRESETS["dates-attention"].config

    assert suggestion == Suggestion("translation", "character")
    assert suggestion.allows(attentive)
    assert not suggestion.allows(PRESETS["addition-reverse"].config)
    assert not suggestion.allows(attentive.changed(**{"task.level": "word"}))


def test_puzzles_keep_any_settings_for_pairs() -> None:
    """Whoever compares networks on sums is not given another one."""
    suggestion = suggest(pairs_of(("1+1", "2"), ("1+2", "3")))

    assert suggestion.allows(PRESETS["addition-peeky"].config)
    assert not suggestion.allows(PRESETS["rnnlm"].config)


def test_a_word_model_set_to_letters_learns_a_text_without_blanks(tmp_path: Path) -> None:
    """It is the settings that count, not the name of their preset."""
    path = tmp_path / "cat.txt"
    path.write_text(
        "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n" * 9, encoding="utf-8"
    )
    suggestion, words = suggest(read_dataset(path)), PRESETS["rnnlm"].config

    assert suggestion == Suggestion("char-lstm", "character")
    assert not suggestion.allows(words)
    assert suggestion.allows(words.changed(**{"task.level": "character"}))


def test_a_suggestion_sets_the_tokens() -> None:
    """All else is the preset's."""
    spelt = Suggestion("translation", "character").config()

    assert spelt == PRESETS["translation"].config.changed(**{"task.level": "character"})
    assert Suggestion("rnnlm").config() == PRESETS["rnnlm"].config
