"""How the user's own data come in: a file dialog, dropped files, the clipboard."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from playground.places import data_folder

_FILTER = "Texts and tables (*.txt *.csv *.tsv *.tab *.md *.pos *.neg);;All files (*)"


def file_dialog(title: str, parent: QWidget) -> QFileDialog:
    """Return a dialog for one file, to be opened without holding the window up."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(_FILTER)
    return dialog


def save_pasted(text: str) -> Path:
    """Write a pasted text into the program's folder and return where it lies.

    Raises:
        OSError: there is no room for it, or no right to write.
    """
    folder = data_folder() / "pasted"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Pasted {datetime.now():%Y-%m-%d %H.%M.%S}.txt"
    path.write_text(text, encoding="utf-8", newline="")
    return path
