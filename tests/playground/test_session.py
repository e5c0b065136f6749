"""What the pages share changes in one place, and data that fail to load change nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.data.sources import FilesSource
from engine.presets.fitting import Suggestion
from playground.job import Job
from playground.session import Session
from tests.playground.runs import small_pairs_run, small_text_run


@pytest.fixture
def session(qapp: QApplication, qtbot: QtBot) -> Iterator[Session]:
    """Return a session with its data loaded and looked through."""
    made = Session(small_text_run())
    with qtbot.waitSignals([made.dataset_changed, made.survey_changed, made.survey_changed]):
        made.start()
    qtbot.waitUntil(lambda: made.survey is not None)
    yield made
    for job in qapp.findChildren(Job):
        job.close()


def pairs_file(folder: Path) -> Path:
    """Write twenty pairs in the book's format."""
    path = folder / "sums.txt"
    path.write_text("".join(f"{n}+1  _{n + 1} \n" for n in range(10, 30)), encoding="utf-8")
    return path


def test_the_first_start_has_data_and_a_preset(qapp: QApplication) -> None:
    """A session without remembered settings is armed with the first preset."""
    session = Session()

    assert session.is_first_start
    assert session.preset == "simple-rnnlm"
    assert not Session(small_text_run()).is_first_start


def test_the_data_are_read_and_looked_through(session: Session) -> None:
    """The survey says what a run will have."""
    assert session.dataset is not None
    assert session.dataset.name == "A small village"
    assert session.survey.counts["train"] == 300
    assert session.survey.unit == "words"


def test_a_text_of_ones_own_is_used_whole(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    """A preset's limit is for the book's data; one that is set for the file itself stays."""
    path = tmp_path / "novel.txt"
    path.write_text("it was a dark night\n" * 500, encoding="utf-8")
    source = FilesSource.named(str(path))
    with qtbot.waitSignal(session.dataset_changed):
        session.open_source(source)
    qtbot.waitUntil(lambda: session.survey is not None)
    assert session.config.data.limit == 0
    assert sum(session.survey.counts.values()) == 500 * 6

    session.choose_preset("simple-rnnlm")
    assert (session.config.data.limit, session.preset) == (0, "simple-rnnlm")

    session.set_config(session.config.changed(**{"data.limit": 300}))
    with qtbot.waitSignal(session.dataset_changed):
        session.open_source(source.changed(encoding="utf-8"))
    assert session.config.data.limit == 300


def test_a_change_is_undone_and_redone(session: Session, qtbot: QtBot) -> None:
    """Everybody hears of each step."""
    before = session.config
    after = before.changed(seed=7)
    with qtbot.waitSignal(session.config_changed):
        session.set_config(after)
    with qtbot.waitSignal(session.config_changed):
        session.undo()
    assert session.config == before

    session.redo()
    assert session.config == after


def test_settings_of_other_data_wait_until_these_are_read(session: Session, qtbot: QtBot) -> None:
    """Config and data change together, so that no page sees one without the other."""
    wanted = small_pairs_run()
    session.set_config(wanted)
    assert session.config.task.kind == "language_modelling"

    with qtbot.waitSignal(session.dataset_changed):
        pass
    assert session.config == wanted


def test_other_data_bring_a_preset_that_suits_them(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """A file of pairs opened over a language model leads to an encoder-decoder."""
    with qtbot.waitSignal(session.dataset_changed):
        session.open_source(FilesSource(train=str(pairs_file(tmp_path))))

    assert session.config.task.kind == "sequence_to_sequence"
    assert session.config.data.source.describe() == "sums.txt"


def test_sentences_bring_attention_even_over_settings_for_sums(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """What learns sums letter by letter has no way to hold a whole sentence."""
    with qtbot.waitSignal(session.dataset_changed):
        session.choose_preset("addition-reverse")
    path = tmp_path / "phrases.tsv"
    path.write_text("good day\tbonjour\nthank you\tmerci\n" * 20, encoding="utf-8")
    with qtbot.waitSignal(session.dataset_changed):
        session.open_source(FilesSource(train=str(path)))

    suggestion = Suggestion("translation", "word")
    assert session.preset == "translation"
    assert session.config.task == suggestion.config().task
    assert session.config.model == suggestion.config().model
    assert session.config.data.source.describe() == "phrases.tsv"


def test_a_preset_reads_the_users_file_by_the_tokens_that_suit_it(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """A network for translation that reads words is given letters where each word is another."""
    path = tmp_path / "names.tsv"
    names = "".join(f"name{n} of{n}\tanswer{n}{'x' * (n % 3)}\n" for n in range(40))
    path.write_text(names, encoding="utf-8")
    with qtbot.waitSignal(session.dataset_changed):
        session.open_source(FilesSource(train=str(path)))
    session.choose_preset("summaries")

    assert session.config.data.source.describe() == "names.tsv"
    assert session.config == Suggestion("summaries", "character").config().with_source(
        kind="files", train=str(path)
    )


def test_a_file_that_cannot_be_read_changes_nothing(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """The earlier data stay, and one sentence says why."""
    dataset, config = session.dataset, session.config
    with qtbot.waitSignal(session.problem_raised) as told:
        session.open_source(FilesSource(train=str(tmp_path / "none.txt")))

    assert "none.txt" in told.args[0]
    assert session.dataset is dataset
    assert session.config == config
    assert not session.is_loading


def test_another_encoding_is_suggested_not_taken(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """The bytes of a Japanese file lead to a source to confirm."""
    path = tmp_path / "cat.txt"
    path.write_bytes("吾輩は猫である。名前はまだ無い。\n".encode("shift_jis") * 20)
    with qtbot.waitSignal(session.encoding_suggested) as suggested:
        session.open_source(FilesSource(train=str(path)))

    assert suggested.args[0].encoding in ("shift_jis", "cp932")


def test_files_of_the_user_are_kept_by_presets_that_suit_them(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """Another language model goes to work on the same text; an adder brings its own sums."""
    path = tmp_path / "own.txt"
    path.write_text("to be or not to be \n" * 200, encoding="utf-8")
    with qtbot.waitSignal(session.dataset_changed):
        session.open_source(FilesSource(train=str(path)))
    session.choose_preset("gru-lm")
    assert session.config.data.source.describe() == "own.txt"

    with qtbot.waitSignal(session.dataset_changed):
        session.choose_preset("addition")
    assert session.config.data.source.kind == "sample"


def test_data_of_the_last_session_that_are_gone_lead_to_the_sample(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    """A start never ends without data."""
    gone = small_text_run().with_source(kind="files", train=str(tmp_path / "gone.txt"))
    session = Session(gone, "rnnlm")
    with qtbot.waitSignals([session.problem_raised, session.dataset_changed]):
        session.start()

    assert session.preset == "simple-rnnlm"


def test_two_places_may_have_something_against_a_start(session: Session, qtbot: QtBot) -> None:
    """What is put right in one place does not hide what is wrong in another."""
    session.set_problem("Too few words.")
    session.set_problem("1000 is above the limit.", "live settings")
    with qtbot.waitSignal(session.readiness_changed):
        session.set_problem("", "live settings")

    assert session.problem == session.problem_of("settings") == "Too few words."
    assert session.problem_of("live settings") == ""
