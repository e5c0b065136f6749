"""Whoever wrote the weights, the right reader gets them."""

from pathlib import Path

import pytest

from engine import import_weights, save_checkpoint
from engine.errors import CheckpointError
from engine.interchange import export_torch_weights
from tests.engine.interchange.models import language_model


@pytest.mark.parametrize("name", ["model.safetensors", "model.SAFETENSORS", "model", "model.pkl"])
def test_a_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    """PyTorch's names are found whatever the file is called."""
    checkpoint = language_model()
    export_torch_weights(checkpoint, tmp_path / name)

    assert import_weights(tmp_path / name).config == checkpoint.config


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("model.pt", b"PK\x03\x04\x00\x00archive/data.pkl", "PyTorch file.*Convert it"),
        ("model.safetensors", b"", "is empty"),
        ("model.pkl", b"", "is empty"),
        ("model", b"words\n", "is a text file"),
        ("model", None, "cannot be opened|is not there|no such file|cannot be read"),
    ],
)
def test_what_is_neither_is_refused(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    """One sentence each."""
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(CheckpointError, match=sentence):
        import_weights(tmp_path / name)


def test_our_own_models_are_opened_not_imported(tmp_path: Path) -> None:
    """Even under a name without an end."""
    save_checkpoint(language_model(), tmp_path / "mine")

    with pytest.raises(CheckpointError, match="a model that this program saved"):
        import_weights(tmp_path / "mine")
