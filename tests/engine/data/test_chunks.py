"""A long text is gone through piece by piece, and nothing shows where it was cut."""

import pytest

from engine.data import chunks
from engine.data.chunks import line_chunks, line_length
from engine.data.dataset import Dataset, Kind, Records
from engine.data.preview import preview
from engine.data.sources import DataConfig
from engine.data.statistics import text_statistics

TEXTS = ("", "\n", "a", "a\n", "\n\na b\n\nccc d e\n", "a b c d\nä 가 🐱\n \nlast", "one two " * 9)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_lines_are_whole(monkeypatch: pytest.MonkeyPatch, text: str, size: int) -> None:
    """Put together they are all lines of the text, wherever the pieces end."""
    monkeypatch.setattr(chunks, "CHUNK", size)

    assert [line for lines in line_chunks(text) for line in lines] == text.split("\n")


def test_progress_rises_to_the_end() -> None:
    """The last report is of all of it."""
    heard: list[float] = []
    for _ in line_chunks("a line\n" * 100_000, heard.append):
        pass

    assert len(heard) > 2
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_line_of_any_length_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that is longer than a piece."""
    monkeypatch.setattr(chunks, "CHUNK", 10)

    assert line_length("one two  three four five six ", "word") == 6
    assert line_length("one two", "character") == 7


@pytest.mark.parametrize("level", ["word", "character"])
def test_what_is_found_does_not_depend_on_the_pieces(
    monkeypatch: pytest.MonkeyPatch, level: chunks.Level
) -> None:
    """Statistics and the split of a text are the same for pieces of any size."""
    text = "the cat sat\na dog ran\n\nthe cat sat\nbirds sing\na dog ran\n" * 5
    dataset = Dataset(Kind.TEXT, "A text", {"all": Records(text=text)})

    def found() -> tuple[object, object]:
        data = DataConfig(valid_share=0.3, test_share=0.2)
        return text_statistics(text, level), preview(dataset, data, level=level, batch_size=4)

    whole = found()
    for size in (1, 7, 30):
        monkeypatch.setattr(chunks, "CHUNK", size)

        assert found() == whole


def test_counting_can_be_called_off() -> None:
    """What hears the share done may raise, in the statistics and in the split."""

    class CalledOffError(Exception):
        pass

    def call_off(share: float) -> None:
        raise CalledOffError

    dataset = Dataset(Kind.TEXT, "A text", {"all": Records(text="a b\n")})
    with pytest.raises(CalledOffError):
        text_statistics("a b\n", "word", progress=call_off)
    with pytest.raises(CalledOffError):
        preview(dataset, DataConfig(), level="word", progress=call_off)
