"""The recurrent layers of a model as a person calls them."""

from collections.abc import Sequence

_SIDES = {"encoder": "Encoder", "decoder": "Decoder"}
_DIRECTIONS = {"ahead": "forwards", "back": "backwards"}


def layer_titles(names: Sequence[str]) -> dict[str, str]:
    """Return titles by the engine's names: “Layer 2”, “Encoder”, “Encoder 1, backwards”."""
    sides = {name: _side(name) for name in names}
    numbers = {name: _number(name) for name in names}
    titles = {}
    for name in names:
        title = sides[name]
        others = {numbers[other] for other in names if sides[other] == title}
        if len(others) > 1 or title == "Layer":
            title = f"{title} {numbers[name]}"
        direction = _DIRECTIONS.get(name.rpartition(".")[2])
        titles[name] = f"{title}, {direction}" if direction else title
    return titles


def _side(name: str) -> str:
    return next((title for side, title in _SIDES.items() if side in name.split(".")), "Layer")


def _number(name: str) -> int:
    return next((int(part) + 1 for part in name.split(".") if part.isdigit()), 1)
