"""Real data that lies beside the checkout and is not ours to ship."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(name: str) -> Path:
    """Return a file or folder of the shared data, or skip the test where it is missing."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/data/{name} beside the checkout")
    return path
