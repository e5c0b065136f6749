"""Write the folder of sample data: `python -m engine.data.samples [FOLDER]`."""

from __future__ import annotations

import sys
from pathlib import Path

from engine.data.samples import SAMPLES
from engine.data.samples.file_format import as_text


def main(folder: Path) -> None:
    """Write every sample that has a file; each run writes the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES.values():
        if sample.file:
            text = as_text(sample.kind, sample.make())
            (folder / sample.file).write_bytes(text.encode())
            print(folder / sample.file)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "sample_data"))
