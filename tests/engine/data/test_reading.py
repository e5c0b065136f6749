"""From files to a data set."""

from pathlib import Path

import pytest

from engine.data.dataset import Dataset, Kind, Labelled, Pair
from engine.data.reading import Content, read_dataset
from engine.errors import DataError
from tests.shared_data import shared_data


def read(folder: Path, text: str, name: str = "x.txt", content: Content = "auto") -> Dataset:
    """Return what a file with this text is read as."""
    path = folder / name
    path.write_bytes(text.encode())
    return read_dataset(path, content=content)


def test_fixed_width_pairs_keep_their_blanks(tmp_path: Path) -> None:
    """The book's curves depend on them; a note says so."""
    dataset = read(tmp_path, "16+75  _91  \n52+607 _659 \n")

    assert dataset.kind is Kind.PAIRS
    assert dataset.part("all").rows == (Pair("16+75  ", "91  "), Pair("52+607 ", "659 "))
    assert "questions to 7 and answers to 4 characters" in dataset.notes[0]


def test_pairs_of_other_widths_lose_their_blanks(tmp_path: Path) -> None:
    """And the first line that differs is named."""
    dataset = read(tmp_path, "1+1_2  \n1+2_3  \n\n16+75 _91\n")

    assert dataset.part("all").rows == (Pair("1+1", "2"), Pair("1+2", "3"), Pair("16+75", "91"))
    assert "(line 4 from line 1)" in dataset.notes[0]


def test_a_cut_last_pair_is_filled_up_or_left_out(tmp_path: Path) -> None:
    """One broken line does not change the other pairs."""
    short = read(tmp_path, "1+1 _2  \n1+2 _3  \n7+5 _1")
    broken = read(tmp_path, "1+1_2\n1+2_3\n7+")

    assert short.part("all").rows[-1] == Pair("7+5 ", "1  ")
    assert "The last line (3) was cut" in short.notes[0]
    assert broken.part("all").rows == (Pair("1+1", "2"), Pair("1+2", "3"))
    assert "The last line (3) is cut before its end and was left out." in broken.notes


GOOD = "".join(f"{i}+1_{i + 1}\n" for i in range(20))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("21+1 22", "there is no “_” in “21\\+1 22”"),
        ("21_+1_22", "2 “_” stand in “21_\\+1_22”"),
        ("21+1_  ", "nothing stands after the “_”"),
        ("_22", "nothing stands before the “_”"),
    ],
)
def test_a_wrong_pair_is_named_by_file_and_line(tmp_path: Path, line: str, what: str) -> None:
    """With what to do."""
    with pytest.raises(DataError, match=f"^“x.txt”, line 21: {what}"):
        read(tmp_path, f"{GOOD}{line}\n{GOOD}")


def test_tabs_separate_pairs_and_a_third_column_is_left_out(tmp_path: Path) -> None:
    """As Tatoeba's files have it."""
    dataset = read(tmp_path, "Go.\tVa !\tCC-BY\nRun!\tCours !\tCC-BY\n")

    assert dataset.part("all").rows == (Pair("Go.", "Va !"), Pair("Run!", "Cours !"))
    assert dataset.notes == ("Of 3 columns the first two were used.",)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("no tab", "there is no tab in “no tab”"),
        ("question\t \tmore", "the answer is empty"),
        ("\tanswer", "the question is empty"),
    ],
)
def test_a_wrong_tab_line_is_named(tmp_path: Path, line: str, what: str) -> None:
    """By its number in the file, empty lines counted."""
    good = "".join(f"question {i}\tanswer {i}\n" for i in range(20))
    with pytest.raises(DataError, match=f"^“x.txt”, line 22: {what}"):
        read(tmp_path, f"\n{good}{line}\n{good}")


def test_a_short_table_with_a_wrong_line_is_not_taken_for_a_text(tmp_path: Path) -> None:
    """The ending of its name says what it was meant to be."""
    lines = "a\tb\nc\td\nno tab here\nx\ty\n"
    with pytest.raises(DataError, match=r"“x\.tsv”, line 3: there is no tab in “no tab here”"):
        read(tmp_path, lines, "x.tsv")

    assert read(tmp_path, lines, "x.txt").kind is Kind.TEXT


def test_csv_takes_the_columns_that_the_header_names(tmp_path: Path) -> None:
    """Quoted commas, quotation marks and line ends belong to a cell."""
    text = 'id,Answer,Question\n1,"yes, ""sure""",Really?\n2,"two\nlines",How?\n'
    dataset = read(tmp_path, text)

    assert dataset.part("all").rows == (
        Pair("Really?", 'yes, "sure"'),
        Pair("How?", "two\nlines"),
    )


def test_csv_without_such_a_header_takes_the_first_two_columns(tmp_path: Path) -> None:
    """And says so."""
    dataset = read(tmp_path, "1+1;2\n2+2;4\n", "sums.csv")

    assert dataset.part("all").rows == (Pair("1+1", "2"), Pair("2+2", "4"))
    assert "No header names questions and answers" in dataset.notes[0]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Q,A\n1,2\nlonely\n", "line 3: it has 1 column, and column 2 is needed"),
        ("Q,A\n1,\n", "line 2: the answer is empty"),
        ('Q,A\n1,"open\n3,4\n', "line 2: the quotation marks do not match"),
        (f"Q,A\n1,{'x' * 200_000}\n", "line 2: the quotation marks do not match"),
    ],
)
def test_a_wrong_csv_row_is_named(tmp_path: Path, text: str, what: str) -> None:
    """By the line on which it begins."""
    with pytest.raises(DataError, match=what):
        read(tmp_path, text, "x.csv")


def test_labelled_lines_are_found(tmp_path: Path) -> None:
    """TREC's marks, a label before a tab, a csv column."""
    rows = (Labelled("How far is it ?", "NUM"), Labelled("Who was Galileo ?", "HUM"))
    trec = read(tmp_path, "NUM:dist How far is it ?\nHUM:desc Who was Galileo ?\n")
    tab = read(tmp_path, "NUM\tHow far is it ?\nHUM\tWho was Galileo ?\n" * 2)
    csv = read(tmp_path, "text,label\nHow far is it ?,NUM\nWho was Galileo ?,HUM\n", "x.csv")

    assert {d.kind for d in (trec, tab, csv)} == {Kind.LABELLED}
    assert trec.part("all").rows == rows
    assert tab.part("all").rows == rows * 2
    assert csv.part("all").rows == rows


def test_what_is_true_of_two_files_is_said_once(tmp_path: Path) -> None:
    """Train and test questions of TREC share one note."""
    test = tmp_path / "test.txt"
    test.write_text("LOC:city Where is it ?\nABBR:exp What is a km ?\n", encoding="utf-8")
    path = tmp_path / "train.txt"
    path.write_text("NUM:dist How far is it ?\nHUM:desc Who was Galileo ?\n", encoding="utf-8")

    notes = read_dataset(path, test=test).notes

    assert notes == ("Of labels such as NUM:dist the part before the colon is used.",)


def test_the_user_knows_better(tmp_path: Path) -> None:
    """The kind can be chosen against the first look."""
    text = "NUM\tHow far ?\nHUM\tWho ?\n" * 2
    pairs = read(tmp_path, text, content="pairs")
    running = read(tmp_path, text, content="text")
    swapped = read(tmp_path, "a b\tno\nc d\tno\n", content="labelled")

    assert pairs.part("all").rows[0] == Pair("NUM", "How far ?")
    assert running.part("all").text == text
    assert swapped.part("all").rows == (Labelled("a b", "no"), Labelled("c d", "no"))


@pytest.mark.parametrize("content", ["pairs", "labelled"])
def test_running_text_is_not_read_as_rows(tmp_path: Path, content: Content) -> None:
    """The sentence says what lines should look like."""
    with pytest.raises(DataError, match=f"line 1: this is not read as {content}"):
        read(tmp_path, "It was a dark night.\nIt rained.\n", content=content)


def test_twins_of_opinions_are_read_together(tmp_path: Path) -> None:
    """x.pos and x.neg beside each other, whichever is chosen."""
    (tmp_path / "x.pos").write_text("a gem\n", encoding="utf-8")
    dataset = read(tmp_path, "a bore\n\nno\n", "x.neg")

    assert dataset.part("all").rows == (
        Labelled("a gem", "positive"),
        Labelled("a bore", "negative"),
        Labelled("no", "negative"),
    )


def test_separate_files_are_separate_parts(tmp_path: Path) -> None:
    """Read as the first one is."""
    for name in ("train", "valid", "test"):
        (tmp_path / f"{name}.txt").write_text(f"this is {name}\n", encoding="utf-8")
    paths = [tmp_path / f"{name}.txt" for name in ("train", "valid", "test")]
    dataset = read_dataset(paths[0], valid=paths[1], test=paths[2])

    assert dataset.is_split
    assert {name: part.text for name, part in dataset.parts.items()} == {
        name: f"this is {name}\n" for name in ("train", "valid", "test")
    }
    assert dataset.encodings == {str(path): "utf-8" for path in paths}


def test_progress_rises_to_one_over_all_files(tmp_path: Path) -> None:
    """Each file is an equal share."""
    shares: list[float] = []
    path = tmp_path / "x.txt"
    path.write_text("a\n", encoding="utf-8")
    read_dataset(path, valid=path, progress=shares.append)

    assert shares == [0.5, 1.0]


@pytest.mark.parametrize(
    ("name", "kind", "count", "first"),
    [
        ("addition/addition.txt", Kind.PAIRS, 50_000, ("16+75  ", "91  ")),
        ("date/date.txt", Kind.PAIRS, 50_000, ("september 27, 1994           ", "1994-09-27")),
        ("anki_fra/fra.txt", Kind.PAIRS, 18_066, ("Go.", "Va !")),
        ("chatbot_ko/ChatbotData.csv", Kind.PAIRS, 11_823, ("12시 땡!", "하루가 또 가네요.")),
        ("scan/tasks_test_simple.txt", Kind.PAIRS, 4_182, None),
        ("trec/TREC.test", Kind.LABELLED, 500, ("How far is it from Denver to Aspen ?", "NUM")),
    ],
)
def test_real_files_of_rows(
    name: str, kind: Kind, count: int, first: tuple[str, str] | None
) -> None:
    """Found without being told."""
    dataset = read_dataset(shared_data(name))
    rows = dataset.part("all").rows

    assert (dataset.kind, len(rows)) == (kind, count)
    assert first is None or rows[0] == first


@pytest.mark.parametrize(
    "name",
    ["ptb/ptb.train.txt", "neko/neko.txt", "tinyshakespeare/input.txt", "xv6_c/xv6_all_c_h.txt"],
)
def test_real_running_text(name: str) -> None:
    """Prose, plays and programs are no rows."""
    assert read_dataset(shared_data(name)).kind is Kind.TEXT


def test_real_opinions() -> None:
    """5,331 and 5,331 lines once the encoding is confirmed."""
    dataset = read_dataset(shared_data("rt-polarity/rt-polarity.neg"), encoding="cp1252")
    labels = [label for _, label in dataset.part("all").rows]

    assert (labels.count("positive"), labels.count("negative")) == (5_331, 5_331)
