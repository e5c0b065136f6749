"""Data are chosen, read, looked at and split on the Data page."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from engine import PRESETS
from engine.data.dataset import Kind
from engine.data.sources import AdditionsSource, FilesSource, SampleSource
from playground.job import Job
from playground.pages.data import DataPage
from playground.pages.data.notice_row import NoticeRow
from playground.pages.data.pair_maker import PairMaker
from playground.pages.data.reading_head import ReadingHead
from playground.pages.data.samples import offered_samples
from playground.session import Session
from playground.training import Training
from playground.widgets.number_field import NumberField
from playground.widgets.pill_menu import PillMenu
from playground.widgets.sample_row import SampleRow
from playground.widgets.split_bar import SplitBar
from playground.widgets.welcome_tile import WelcomeTile
from tests.shared_data import shared_data


@pytest.fixture
def session(look: QApplication, qtbot: QtBot) -> Iterator[Session]:
    """A first start whose sample is loaded and looked through."""
    made = Session()
    made.start()
    qtbot.waitUntil(lambda: made.survey is not None, timeout=20_000)
    yield made
    for job in look.findChildren(Job):
        job.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> DataPage:
    """The page at the first start, its facts counted."""
    made = DataPage(session, Training(session))
    qtbot.addWidget(made)
    made.resize(1200, 736)
    made.show()
    facts = made.columns.facts  # still to come from the page's making
    qtbot.waitSignals([facts.indexed, facts.counted, facts.divided], timeout=20_000).wait()
    return made


def named(page: QWidget, name: str, kind: type = QAbstractButton) -> QAbstractButton:
    """Return the control in sight that bears a name."""
    controls: list[QAbstractButton] = page.findChildren(kind)
    found = [w for w in controls if w.accessibleName() == name and w.isVisible()]
    assert found, f"no {name} in sight"
    return found[0]


def read(page: DataPage, session: Session, qtbot: QtBot, **files: str) -> None:
    """Open files and wait for what is found out about them."""
    with qtbot.waitSignals([session.dataset_changed, page.columns.facts.divided], timeout=10_000):
        page.chooser.open(FilesSource.parse(files))


def pill(page: DataPage, name: str) -> PillMenu:
    """Return the pill in sight that bears a name."""
    found = named(page, name, PillMenu)
    assert isinstance(found, PillMenu)
    return found


def test_the_first_start_welcomes_and_offers_tiles(page: DataPage) -> None:
    """The text that is loaded is chosen; every tile and both buttons can be reached."""
    tiles = page.findChildren(WelcomeTile)

    assert page.is_welcoming
    assert tiles[0].isChecked()
    assert {"Text", "Additions", "Dates"} <= {tile.text() for tile in tiles}
    assert named(page, "Open").toolTip()
    assert named(page, "Paste").toolTip()


def test_the_first_tile_counts_what_is_loaded(page: DataPage, session: Session) -> None:
    """It says the same number of words as the strip: those of all parts together."""
    assert session.survey is not None
    assert session.dataset is not None
    words = sum(session.survey.counts.values())

    tile = page.findChildren(WelcomeTile)[0]
    assert tile.detail == f"{session.dataset.name}, {words:,} words"


def test_a_tile_loads_its_sample_with_what_learns_it(
    page: DataPage, session: Session, qtbot: QtBot
) -> None:
    """Additions come with a preset for pairs, and the page shows them."""
    tile = next(tile for tile in page.findChildren(WelcomeTile) if tile.text() == "Additions")

    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)

    assert not page.is_welcoming
    assert session.config.data.source == SampleSource(name="addition")
    assert session.config.task.kind == "sequence_to_sequence"


def test_the_tile_of_what_is_loaded_shows_it(page: DataPage, qtbot: QtBot) -> None:
    """Nothing is read again."""
    qtbot.mouseClick(page.findChildren(WelcomeTile)[0], Qt.MouseButton.LeftButton)

    assert not page.is_welcoming


def test_every_sample_that_can_be_learned_is_listed(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """Samples come first, then the user's own files; the loaded one is marked."""
    file = tmp_path / "notes.txt"
    file.write_text("one two three\n" * 200, encoding="utf-8")
    read(page, session, qtbot, train=str(file))
    rows = {row.text(): row for row in page.findChildren(SampleRow)}

    assert {sample.title for sample in offered_samples().values()} <= rows.keys()
    assert rows["notes.txt"].isChecked()
    assert [name for name, row in rows.items() if row.isChecked()] == ["notes.txt"]


def test_the_kind_that_was_found_can_be_changed(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """Lines with a tab are pairs; as running text they are read anew."""
    file = tmp_path / "pairs.tsv"
    file.write_text("".join(f"{i}\tno {i}\n" for i in range(300)), encoding="utf-8")
    read(page, session, qtbot, train=str(file))
    kind = pill(page, "Kind")
    assert kind.text() == "Pairs"

    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        kind.menu().actions()[0].trigger()

    assert session.dataset is not None
    assert session.dataset.kind is Kind.TEXT
    assert kind.text() == "Running text"


def test_what_validation_has_alone_is_told(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """Words that are left out of the score are counted before anything is trained."""
    file = tmp_path / "words.txt"
    file.write_text("one two three\n" * 9 + "four five six\n", encoding="utf-8")
    read(page, session, qtbot, train=str(file))

    sentence = "3 words of the validation part are not in the vocabulary and are left out."
    qtbot.waitUntil(lambda: sentence in sentences(page))


def test_the_batch_follows_the_time_steps(page: DataPage, session: Session) -> None:
    """They change nothing that takes time to count, but the batch is as long as they say."""
    session.set_config(session.config.changed(**{"task.time_steps": 8}))

    texts = [label.text() for label in page.findChildren(QLabel)]
    assert "10 streams × 8 words" in texts


def test_the_file_that_is_loaded_is_in_sight(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """The list scrolls to it, however many samples stand above."""
    column = page.columns.samples
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("one two three\n" * 100)
        read(page, session, qtbot, train=str(tmp_path / name))
        qtbot.waitUntil(partial(_is_in_sight, column, name))


def _is_in_sight(column: QWidget, name: str) -> bool:
    (row,) = (row for row in column.findChildren(SampleRow) if row.text() == name)
    return row.visibleRegion().boundingRect().height() == row.height()


def test_a_file_in_another_encoding_is_suggested_and_read(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """The earlier data stay until the suggestion is taken."""
    file = tmp_path / "sjis.txt"
    file.write_bytes(("吾輩は猫である。名前はまだ無い。\n" * 100).encode("shift_jis"))
    before = session.dataset

    with qtbot.waitSignal(session.encoding_suggested, timeout=10_000):
        page.chooser.open_path(str(file))
    button = named(page, "Read as Shift_JIS")
    assert session.dataset is before
    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert session.dataset is not None
    assert session.dataset.part("all").text.startswith("吾輩は猫である")
    assert pill(page, "Encoding").text() == "Shift_JIS"
    assert page.columns.failure.isHidden()


@pytest.mark.parametrize(
    ("content", "word"), [(b"\x89PNG\r\n\x1a\n0000", "PNG picture"), (b"", "empty")]
)
def test_what_cannot_be_read_is_said_and_the_data_stay(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path, content: bytes, word: str
) -> None:
    """One sentence names the file and what is wrong with it."""
    file = tmp_path / "strange.txt"
    file.write_bytes(content)
    before = session.dataset

    with qtbot.waitSignal(session.problem_raised, timeout=10_000) as told:
        page.chooser.open_path(str(file))

    assert "strange.txt" in told.args[0]
    assert word in told.args[0]
    assert page.columns.failure.isVisible()
    assert session.dataset is before


def test_pasted_text_becomes_a_file_and_is_read(
    page: DataPage, session: Session, qtbot: QtBot
) -> None:
    """The text lies in the program's own folder, so that it is there at the next start."""
    QGuiApplication.clipboard().setText("a b c d e f g\n" * 100)

    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        qtbot.mouseClick(named(page, "Paste"), Qt.MouseButton.LeftButton)

    source = session.config.data.source
    assert isinstance(source, FilesSource)
    assert Path(source.train).read_text(encoding="utf-8") == "a b c d e f g\n" * 100


def test_an_empty_clipboard_is_said(page: DataPage, session: Session, qtbot: QtBot) -> None:
    """There is nothing to read, and what to do is told."""
    QGuiApplication.clipboard().clear()
    with qtbot.assertNotEmitted(session.dataset_changed):
        qtbot.mouseClick(named(page, "Paste"), Qt.MouseButton.LeftButton)

    assert page.columns.failure.isVisible()


def test_text_that_is_dropped_is_read(page: DataPage, session: Session, qtbot: QtBot) -> None:
    """Any place of the page takes text."""
    data = QMimeData()
    data.setText("drop me here\n" * 100)
    event = QDropEvent(
        QPoint(500, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip

    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        page.dropEvent(event)

    assert session.dataset is not None
    assert session.dataset.part("all").text.startswith("drop me here")


def test_files_dropped_together_are_the_parts(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """Their names say which is which; the split is theirs and cannot be dragged."""
    for part in ("train", "valid", "test"):
        (tmp_path / f"my.{part}.txt").write_text(f"{part} a b c\n" * 90, encoding="utf-8")
    with qtbot.waitSignals([session.dataset_changed, page.columns.facts.divided], timeout=10_000):
        page.chooser.open_paths(sorted(tmp_path.iterdir()))

    assert session.dataset is not None
    assert session.dataset.parts.keys() == {"train", "valid", "test"}
    assert pill(page, "Part").text() == "Train part"
    handles = page.findChildren(SplitBar)[0].findChildren(QWidget)
    assert not any(handle.isEnabled() for handle in handles)


def test_what_leaks_can_be_shown_alone(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """The line says how many, Show goes to the part that holds them, Show all goes back."""
    (tmp_path / "train.txt").write_text("a b c\nd e f\n" * 90, encoding="utf-8")
    (tmp_path / "valid.txt").write_text("g h\n" * 20 + "d e f\n" + "i\n" * 9, encoding="utf-8")
    with qtbot.waitSignals([session.dataset_changed, page.columns.facts.divided], timeout=10_000):
        page.chooser.open_paths([tmp_path / "train.txt", tmp_path / "valid.txt"])
    assert "1 validation line also occurs in train." in sentences(page)

    with qtbot.waitSignal(page.columns.facts.indexed, timeout=10_000):
        qtbot.mouseClick(named(page, "Show these records"), Qt.MouseButton.LeftButton)
    assert pill(page, "Part").text() == "Validation part"
    assert "Line 21 of 30" in sentences(page)
    qtbot.mouseClick(named(page, "Show these records"), Qt.MouseButton.LeftButton)
    assert "Line 1 of 30" in sentences(page)


def sentences(page: QWidget) -> list[str]:
    """Return the texts of all labels in sight."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_dragging_the_split_changes_the_settings(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """The shares follow the handle once it rests."""
    file = tmp_path / "pairs.tsv"
    file.write_text("".join(f"{i}\tno {i}\n" for i in range(500)), encoding="utf-8")
    read(page, session, qtbot, train=str(file))
    bar = page.findChildren(SplitBar)[0]
    handle = bar.findChildren(QWidget)[0]
    before = session.config.data.valid_share

    with qtbot.waitSignal(session.config_changed):
        for _ in range(50):
            qtbot.keyClick(handle, Qt.Key.Key_Left)

    assert session.config.data.valid_share == pytest.approx(before + 0.05, abs=0.002)


def test_a_limit_is_said_and_can_be_lifted(page: DataPage, session: Session, qtbot: QtBot) -> None:
    """The first preset uses 1,000 words; one click uses all."""
    page.chooser.choose_tile("village")
    if session.config.data.limit == 0:
        pytest.skip("the first preset has no limit")
    split = page.columns.column.split
    qtbot.waitUntil(split.isVisible)

    qtbot.mouseClick(named(page, "Use all"), Qt.MouseButton.LeftButton)

    assert session.config.data.limit == 0


def test_pairs_are_made_by_a_sentence(page: DataPage, session: Session, qtbot: QtBot) -> None:
    """What is filled in is what is made."""
    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        page.chooser.choose_sample("addition")
    count = named(page, "Pairs", QWidget)
    count.setText("500")
    count.setModified(True)  # type: ignore[attr-defined]
    count.editingFinished.emit()  # type: ignore[attr-defined]

    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        qtbot.mouseClick(named(page, "Make pairs"), Qt.MouseButton.LeftButton)

    assert session.config.data.source == AdditionsSource(count=500, digits=3)
    assert session.dataset is not None
    assert len(session.dataset.part("all").rows) == 500


def test_reversing_the_question_is_a_setting(
    page: DataPage, session: Session, qtbot: QtBot
) -> None:
    """The box shows it and changes it."""
    with qtbot.waitSignal(session.dataset_changed, timeout=10_000):
        page.chooser.choose_sample("addition")
    box = named(page, "Reverse the question")
    before = session.config.task.reverse  # type: ignore[attr-defined]
    assert box.isChecked() is before

    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)

    assert session.config.task.reverse is not before  # type: ignore[attr-defined]


def test_everything_that_can_be_reached_has_a_name_and_a_tooltip(
    page: DataPage, session: Session, qtbot: QtBot
) -> None:
    """Screen readers and the mouse find the same."""
    with qtbot.waitSignal(page.columns.facts.divided, timeout=10_000):
        page.chooser.choose_sample("addition")
    reached = [
        w for w in page.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled()
    ]  # fmt: skip

    assert len(reached) >= 10
    assert [type(w).__name__ for w in reached if not w.accessibleName()] == []
    assert [
        w.accessibleName()
        for w in reached
        if not (w.toolTip() or (w.parentWidget() or w).toolTip())
    ] == []


def test_the_data_of_the_book_are_counted(page: DataPage, session: Session, qtbot: QtBot) -> None:
    """929,589 words, of which 4.8 % are unknown."""
    path = shared_data("ptb/ptb.train.txt")
    with qtbot.waitSignal(page.columns.facts.counted, timeout=20_000) as told:
        page.chooser.open_paths([path])

    assert told.args[0].tokens == 929_589
    assert told.args[0].unknown_share == pytest.approx(0.048, abs=0.001)


def test_words_beyond_a_limited_vocabulary_count_as_unknown(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """With two of four tokens kept beside <unk>, those that are left out are counted."""
    file = tmp_path / "abc.txt"
    file.write_text("a a a b b c\n" * 200, encoding="utf-8")
    read(page, session, qtbot, train=str(file))
    limits = {"data.limit": 0, "task.vocabulary_size": 3}

    counted = page.columns.facts.counted
    with qtbot.waitSignal(counted, check_params_cb=lambda f: f.unknown_share > 0, timeout=10_000):
        session.set_config(session.config.changed(**limits))

    assert "28.6 %" in sentences(page)


def test_other_data_do_not_make_the_window_wider(
    look: QApplication, qtbot: QtBot, session: Session
) -> None:
    """From pairs to a text, no moment needs the room of both heads at once."""
    text, head, holder = session.dataset, ReadingHead(), QWidget()
    qtbot.addWidget(holder)
    QHBoxLayout(holder).addWidget(head)
    source = AdditionsSource(count=200)
    pairs = PRESETS["addition"].config.with_source(**source.model_dump(mode="json"))
    head.show_dataset(source.read(), pairs)
    holder.show()
    holder.resize(holder.minimumSizeHint())
    width = holder.width()
    assert text is not None

    head.show_dataset(text, session.config)
    look.processEvents()
    assert holder.width() == max(width, holder.minimumSizeHint().width())


def test_what_was_noticed_while_reading_is_said(
    page: DataPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """A guess about columns stands above the data, and goes with them."""
    (tmp_path / "plain.csv").write_text("one,1\ntwo,2\nthree,3\n" * 9, encoding="utf-8")
    (tmp_path / "text.txt").write_text("a b c\n" * 90, encoding="utf-8")
    read(page, session, qtbot, train=str(tmp_path / "plain.csv"))
    notice = page.findChild(NoticeRow)
    assert notice is not None
    assert "the first two columns were used" in notice.accessibleName()
    assert notice.isVisible()

    read(page, session, qtbot, train=str(tmp_path / "text.txt"))
    assert not notice.isVisible()


def test_the_sentence_to_make_pairs_forgets_other_data(look: QApplication, qtbot: QtBot) -> None:
    """The number of pictures is no number of dates."""
    maker = PairMaker()
    qtbot.addWidget(maker)
    maker.show_source(AdditionsSource(count=4000))
    (count,) = [f for f in maker.findChildren(NumberField) if f.accessibleName() == "Pairs"]
    assert count.value() == 4000

    maker.show_source(SampleSource(name="dates"))
    assert count.value() == 50_000
