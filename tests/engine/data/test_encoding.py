"""From bytes to text."""

import os
from pathlib import Path

import pytest

from engine.data import text_reader
from engine.data.encoding import EncodingError, read_text
from engine.data.files import needed_bytes
from engine.errors import DataError
from engine.shortened import shortened
from tests.shared_data import shared_data

KOREAN = "고양이가 마을을 걷는다.\n개는 잔다.\n" * 3
JAPANESE = "吾輩は猫である。\n名前はまだ無い。\n" * 3
CHINESE = "我是一只猫，今天天气很好，\n我们去公园玩吧。\n" * 3


def written(folder: Path, data: bytes, name: str = "x.txt") -> Path:
    """Return a file that holds the bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("utf-32", "utf-32")],
)
def test_utf_with_and_without_mark_is_read_at_once(
    tmp_path: Path, encoding: str, found: str
) -> None:
    """The mark itself is no part of the text."""
    decoded = read_text(written(tmp_path, KOREAN.encode(encoding)))

    assert (decoded.text, decoded.encoding) == (KOREAN, found)


@pytest.mark.parametrize(
    ("text", "encoding", "suggestions"),
    [
        (KOREAN, "cp949", {"cp949"}),
        (KOREAN, "euc_kr", {"cp949"}),
        (JAPANESE, "shift_jis", {"shift_jis"}),
        (JAPANESE, "euc_jp", {"euc_jp"}),
        (CHINESE, "gb18030", {"gb18030"}),
        ("Le café est déjà fermé.\n", "cp1252", {"cp1252"}),
        ("The end of a café", "cp1252", {"cp1252"}),
        ("Привет, как дела?\n", "cp1251", {"cp1251"}),
        ("고양이", "cp949", {"cp949"}),
        ("今日は天気がいいですね", "euc_jp", {"euc_jp"}),
        ("吾輩は猫である", "shift_jis", {"shift_jis"}),
        (KOREAN, "utf-16-le", {"utf_16_le"}),
        ("plain English\n", "utf-16-be", {"utf_16_be"}),
    ],
)
def test_another_encoding_is_suggested_and_reads_when_confirmed(
    tmp_path: Path, text: str, encoding: str, suggestions: set[str]
) -> None:
    """Never guessed in silence."""
    path = written(tmp_path, text.encode(encoding))
    with pytest.raises(EncodingError, match="choose that encoding") as caught:
        read_text(path)

    assert caught.value.suggestion in suggestions
    assert read_text(path, caught.value.suggestion).text == text


def test_the_sentence_has_byte_line_and_suggestion(tmp_path: Path) -> None:
    """The user can find the place in the file."""
    path = written(tmp_path, b"one\r\ntwo\r\nca\xe7a va\r\n")
    with pytest.raises(EncodingError) as caught:
        read_text(path)

    assert str(caught.value) == (
        "“x.txt” is not UTF-8: byte 0xE7 at line 3 (byte 12). "
        "It reads well as Windows-1252: choose that encoding."
    )


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 4_000_000])
def test_places_do_not_depend_on_how_a_file_is_cut_into_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    """Line ends and characters may lie across two pieces."""
    monkeypatch.setattr(text_reader, "PIECE", piece)
    good = written(tmp_path, "a\r\n가\rb\n\r\nc\r".encode(), "good.txt")
    bad = written(tmp_path, "가\r\n나\r".encode("cp949") + b"\xff\xff x", "bad.txt")
    decoded = read_text(good)
    with pytest.raises(EncodingError, match=r"is not CP949: byte 0xFF at line 3 \(byte 7\)"):
        read_text(bad, "cp949")

    assert decoded.text == "a\n가\nb\n\nc\n"
    assert decoded.notes == (
        "2 Windows (CR LF) line ends were read as LF.",
        "2 old Macintosh (CR) line ends were read as LF.",
    )


def test_a_text_cut_inside_a_character_says_so(tmp_path: Path) -> None:
    """No other encoding is suggested for what is a broken copy."""
    for data in (KOREAN.encode("utf-16")[:-1], KOREAN.encode()[:-3]):
        with pytest.raises(EncodingError, match="ends in the middle of a UTF-") as caught:
            read_text(written(tmp_path, data))

        assert caught.value.suggestion == ""


def test_a_confirmed_encoding_that_fails_says_where(tmp_path: Path) -> None:
    """And suggests a better one."""
    path = written(tmp_path, JAPANESE.encode("euc_jp"))
    with pytest.raises(EncodingError, match=r"is not UTF-8: byte .* at line 1 \(byte 0\)") as found:
        read_text(path, "utf-8")
    with pytest.raises(EncodingError, match="does not begin with a byte order mark"):
        read_text(written(tmp_path, b"abcd", "mark.txt"), "utf-16")

    assert found.value.suggestion == "euc_jp"


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "idna", "undefined", "a\0b"])
def test_what_is_no_text_encoding_is_refused_by_name(tmp_path: Path, name: str) -> None:
    """Python's codecs hold more than encodings of text."""
    with pytest.raises(DataError, match="no text encoding called"):
        read_text(written(tmp_path, b"abc"), name)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG picture, not text"),
        (b"PK\x03\x04\x14\0", "is a ZIP archive, not text"),
        (b"\x80\x04\x95\x03\0\0", "is a Python pickle, not text"),
        (b"hello\nwor\0ld\n", r"holds a NUL at line 2 \(byte 9\)"),
        (b"", r"is empty \(0 bytes\)"),
        (b" \n\t\n", r"nothing but blanks and line ends \(4 bytes\)"),
        (bytes(range(1, 256)) * 9, "is not UTF-8: byte 0x80 at line"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, data: bytes, sentence: str) -> None:
    """Each with its place."""
    with pytest.raises(DataError, match=sentence):
        read_text(written(tmp_path, data))


def test_what_is_no_file_is_named(tmp_path: Path) -> None:
    """Without opening what would block."""
    os.mkfifo(tmp_path / "pipe")
    os.symlink(tmp_path / "a", tmp_path / "b")
    os.symlink(tmp_path / "b", tmp_path / "a")
    cases = {
        tmp_path: "is a folder",
        tmp_path / "none.txt": f"There is no file “none.txt” in “{shortened(str(tmp_path))}”",
        tmp_path / "pipe": "is a pipe or a device",
        Path("/dev/null"): "is a pipe or a device",
        tmp_path / "a": "cannot be read: ",
        tmp_path / ("n" * 300): "cannot be read: ",
    }
    for path, sentence in cases.items():
        with pytest.raises(DataError, match=sentence):
            read_text(path)
    with pytest.raises(DataError, match="cannot be read: "):
        read_text("a\0b")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    """With what to do about it."""
    path = written(tmp_path, b"abc")
    path.chmod(0)
    with pytest.raises(DataError, match="may not be read by you"):
        read_text(path)


def test_progress_may_cancel(tmp_path: Path) -> None:
    """Between two pieces."""
    path = written(tmp_path, b"abc\n")
    shares: list[float] = []

    def cancel(share: float) -> None:
        shares.append(share)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_text(path, progress=cancel)

    assert shares == [1.0]


def test_needed_memory_follows_size_and_widest_character(tmp_path: Path) -> None:
    """Twice the text: one byte for each Latin letter, two for each Hangul syllable, four else."""
    cases = {b"abcd" * 10: 80, "가".encode() * 10: 40, "🐱".encode() * 10: 80}
    for data, expected in cases.items():
        assert needed_bytes(written(tmp_path, data)) == expected


@pytest.mark.parametrize(
    ("name", "suggestions"),
    [
        ("wagahai_sjis/wagahaiwa_nekodearu.txt", {"shift_jis", "cp932"}),
        ("rt-polarity/rt-polarity.pos", {"cp1252"}),
        ("rt-polarity/rt-polarity.neg", {"cp1252"}),
        ("trec/TREC.train", {"cp1252"}),
    ],
)
def test_real_files_get_the_right_suggestion(name: str, suggestions: set[str]) -> None:
    """Whole books, reviews, and a file with a single odd byte."""
    path = shared_data(name)
    with pytest.raises(EncodingError) as caught:
        read_text(path)

    assert caught.value.suggestion in suggestions
    assert read_text(path, caught.value.suggestion).text


@pytest.mark.parametrize("encoding", ["cp949", "euc_kr", "utf-16-le"])
def test_korean_stories_in_old_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    """Prose with long lines."""
    text = (shared_data("korean_stories") / "운수좋은날.txt").read_text(encoding="utf-8")
    path = written(tmp_path, text.encode(encoding, "ignore"))
    expected = "utf_16_le" if encoding == "utf-16-le" else "cp949"
    with pytest.raises(EncodingError) as caught:
        read_text(path)

    assert caught.value.suggestion == expected
