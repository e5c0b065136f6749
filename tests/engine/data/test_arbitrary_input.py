"""Whatever is in a file, it is read or there is a sentence."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.dataset import Kind
from engine.data.reading import Content, read_dataset
from engine.data.vocabulary import Vocabulary
from engine.errors import DataError

QUICK = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
CONTENTS: st.SearchStrategy[Content] = st.sampled_from(["auto", "text", "pairs", "labelled"])
NAMES = st.sampled_from(["x.txt", "x.csv", "x.tsv"])
LINES = st.lists(st.text("ab_\t,;\"'1+ :INOUT가\r", max_size=12), max_size=8)


def reads_or_says_why(path: Path, content: Content, encoding: str = "") -> None:
    """Fail if anything but a data set or one sentence comes of a file."""
    try:
        dataset = read_dataset(path, content=content, encoding=encoding)
    except DataError as error:
        sentence = str(error)

        assert path.name in sentence
        assert sentence.endswith(".")
        assert "\n" not in sentence
    else:
        records = dataset.part("all")

        assert bool(records.text) == (dataset.kind is Kind.TEXT)
        assert bool(records.rows) == (dataset.kind is not Kind.TEXT)


@QUICK
@given(data=st.binary(max_size=300), content=CONTENTS, name=NAMES)
def test_any_bytes(tmp_path: Path, data: bytes, content: Content, name: str) -> None:
    """Bytes of any kind."""
    path = tmp_path / name
    path.write_bytes(data)
    reads_or_says_why(path, content)


@QUICK
@given(data=st.binary(max_size=100), encoding=st.sampled_from(["cp949", "utf-16", "shift_jis"]))
def test_any_bytes_in_a_confirmed_encoding(tmp_path: Path, data: bytes, encoding: str) -> None:
    """Confirmed does not mean right."""
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    reads_or_says_why(path, "auto", encoding)


@QUICK
@given(lines=LINES, content=CONTENTS, name=NAMES, end=st.sampled_from(["", "\n"]))
def test_any_lines_with_separators(
    tmp_path: Path, lines: list[str], content: Content, name: str, end: str
) -> None:
    """Texts full of what separates columns."""
    path = tmp_path / name
    path.write_bytes(("\n".join(lines) + end).encode())
    reads_or_says_why(path, content)


@QUICK
@given(text=st.text())
def test_any_text_comes_back_from_its_characters(text: str) -> None:
    """Encoding and decoding at character level is exact."""
    vocabulary = Vocabulary.of_text(text, "character")

    assert vocabulary.decode(vocabulary.encode(text).ids) == text


@QUICK
@given(text=st.text("ab\n \u3000가"))
def test_words_are_the_books_words(text: str) -> None:
    """Splitting is `replace` and `split`, whatever the white space."""
    vocabulary = Vocabulary.of_text(text, "word")
    expected = text.replace("\n", " <eos> ").split()

    assert [vocabulary.tokens[i] for i in vocabulary.encode(text).ids] == expected


@pytest.mark.parametrize("text", ["_\n_\n", "a_b", '"\n', ",\n,\n", "\t\n", "\ufeff", "\u2028"])
def test_odd_little_files(tmp_path: Path, text: str) -> None:
    """Nearly nothing in them."""
    for name in ("x.txt", "x.csv"):
        (tmp_path / name).write_bytes(text.encode())
        reads_or_says_why(tmp_path / name, "auto")
