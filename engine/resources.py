"""Where the sample data lies."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def sample_data() -> Traversable:
    """Return the folder of sample data: inside an installed engine, beside it in a checkout."""
    package = files("engine")
    installed = package / "sample_data"
    return installed if installed.is_dir() else package / ".." / "sample_data"
