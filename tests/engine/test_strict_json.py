"""Strict JSON: what is ambiguous or bottomless is refused before it is parsed."""

import json

import pytest

from engine.strict_json import check_depth, parse_json


def test_sound_text_is_read_like_anywhere() -> None:
    """Values of every kind come back as the standard parser reads them."""
    text = '{"a": [1, 2.5, "x\\"]", null, true], "b": {"a": "{[\\\\"}}'

    assert parse_json(text, max_depth=2) == json.loads(text)


def test_brackets_in_text_are_no_levels() -> None:
    """Only brackets outside of quotation marks nest, also behind escaped marks."""
    check_depth('["[[[", "\\"[[[", "\\\\", {}]', 2)

    with pytest.raises(ValueError, match="deeper than 2"):
        check_depth('["\\\\", [["x"]]]', 2)


@pytest.mark.parametrize("text", ['{"a": 1, "a": 1}', '[{"a": {"b": 1, "b": 2}}]'])
def test_a_key_named_twice_is_refused(text: str) -> None:
    """Two programs could read two different values, so that neither is taken."""
    with pytest.raises(ValueError, match="a key twice"):
        parse_json(text, max_depth=9)


@pytest.mark.parametrize("text", ["[" * 10**6, '{"a":' * 10**6, '"\\' * 10**6, "", "[1,"])
def test_bottomless_and_broken_text_is_refused(text: str) -> None:
    """A million levels or unclosed marks take no more time and stack than their length."""
    with pytest.raises(ValueError, match=r"."):
        parse_json(text, max_depth=9)
