"""Where the assets are found."""

from playground.resources import assets


def test_assets_are_found() -> None:
    """The folder is there and holds the icons."""
    assert any((assets() / "icons").iterdir())
