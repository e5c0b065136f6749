"""Settings can be taken back one change at a time."""

from playground.undo import Undo


def test_back_and_forth() -> None:
    """Undo and redo walk along the same states; at the ends there is nothing."""
    undo = Undo()
    undo.push("a")
    undo.push("b")

    assert undo.undo("c") == "b"
    assert undo.undo("b") == "a"
    assert undo.undo("a") is None
    assert undo.redo("a") == "b"
    assert undo.redo("b") == "c"
    assert undo.redo("c") is None


def test_a_new_change_forgets_what_was_undone() -> None:
    """There is one line of states, not a tree."""
    undo = Undo()
    undo.push("a")
    undo.undo("b")
    undo.push("a")

    assert undo.redo("c") is None
    assert undo.undo("c") == "a"


def test_dragging_a_slider_is_one_change() -> None:
    """Changes of one setting in quick succession are taken back together, others are not."""
    undo = Undo()
    for state in (1, 2, 3):
        undo.push(state, kind="hidden_size")
    undo.push(4, kind="seed")

    assert undo.undo(5) == 4
    assert undo.undo(4) == 1
