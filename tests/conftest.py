"""What holds for every test: no screen is needed, and nothing of the user's is touched."""

import os
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
# Before anything imports NumPy: with a thread per core, tests would wait a hundred times as long
# for their small products as soon as the machine has something else to do.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@pytest.fixture(autouse=True, scope="session")
def own_user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings, caches and logs of the tests apart from those of the user."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
            folder = tmp_path_factory.mktemp(kind.lower())
            patch.setenv(f"XDG_{kind}_HOME", str(folder))
        yield
