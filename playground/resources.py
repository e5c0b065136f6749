"""Where the icons, styles and texts lie."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def assets() -> Traversable:
    """Return the folder of assets: inside an installed playground, beside it in a checkout."""
    package = files("playground")
    installed = package / "assets"
    return installed if installed.is_dir() else package / ".." / "assets"
