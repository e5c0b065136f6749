"""Where the sample data is found."""

from engine.resources import sample_data


def test_sample_data_is_found() -> None:
    """The folder is there and holds something."""
    assert any(sample_data().iterdir())
