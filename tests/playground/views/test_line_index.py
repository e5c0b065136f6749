"""Any line of a text is found at once, however long the text or the line."""

from playground.views.line_index import LONGEST, LineIndex


def lines_of(text: str, index: LineIndex) -> list[str]:
    """Return the text of each piece."""
    return [text[p.start : p.end] for p in map(index.piece, range(len(index)))]


def test_lines_are_those_of_the_text() -> None:
    """Empty lines count; what follows the last line end is no line."""
    text = "one\n\nthree\n"
    index = LineIndex.of(text)

    assert lines_of(text, index) == ["one", "", "three"]
    assert [index.piece(i).line for i in range(3)] == [1, 2, 3]
    assert index.count == 3


def test_a_text_without_a_last_line_end_keeps_its_last_line() -> None:
    """The end of the text ends a line, too; an empty text has one empty line."""
    assert lines_of("a\nb", LineIndex.of("a\nb")) == ["a", "b"]
    assert lines_of("", LineIndex.of("")) == [""]


def test_a_long_line_is_cut_at_spaces_and_nothing_is_lost() -> None:
    """The pieces together are the line; only the first begins it and only the last ends it."""
    line = "word " * 300
    text = f"short\n{line}\nend"
    index = LineIndex.of(text)
    pieces = [index.piece(i) for i in range(len(index))]
    middle = [p for p in pieces if p.line == 2]

    assert index.count == 3
    assert "".join(text[p.start : p.end] for p in middle) == line
    assert all(p.end - p.start <= LONGEST for p in pieces)
    assert all(text[p.end - 1] == " " for p in middle)
    assert [p.begins_line for p in middle] == [True] + [False] * (len(middle) - 1)
    assert [text[p.end] == "\n" for p in middle] == [False] * (len(middle) - 1) + [True]


def test_a_long_line_without_spaces_is_cut_all_the_same() -> None:
    """Japanese has no spaces to cut at."""
    text = "猫" * (2 * LONGEST + 10)

    assert [len(line) for line in lines_of(text, LineIndex.of(text))] == [LONGEST, LONGEST, 10]


def test_some_lines_alone_keep_their_numbers() -> None:
    """An index of some lines shows these and nothing else."""
    text = "a\nb\nc\nd"
    index = LineIndex.of(text).only([2, 4])

    assert lines_of(text, index) == ["b", "d"]
    assert [index.piece(i).line for i in range(2)] == [2, 4]


def test_a_line_is_found_by_its_number() -> None:
    """The first piece of a line; of a line that is left out, the next one's."""
    index = LineIndex.of("a\nb\n" + "c " * LONGEST + "\nd")

    assert index.first_piece(3) == 2
    assert index.piece(index.first_piece(4)).line == 4
    assert index.only([1, 4]).first_piece(2) == 1
