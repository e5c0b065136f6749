"""Name what a file is that was opened in place of a checkpoint."""

from __future__ import annotations

PREFIX = 1024  # bytes: enough for every signature below

SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "a PyTorch file"),
    (b"\x80\x02", "a Python pickle"),
    (b"\x80\x03", "a Python pickle"),
    (b"\x80\x04", "a Python pickle"),
    (b"\x80\x05", "a Python pickle"),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file, such as Keras writes"),
    (b"\x93NUMPY", "a NumPy array file"),
    (b"GGUF", "a GGUF model"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3\0", "an SQLite data base"),
    (b"version https://git-lfs", "a Git LFS pointer, which stands for a file not yet fetched"),
)

# The first member's name stands right behind a ZIP archive's signature.
ZIP_MEMBERS = ((b"/data.pkl", "a PyTorch file"), (b".npy", "a NumPy archive"))


def foreign_kind(prefix: bytes) -> str | None:
    """Return what a file with these first bytes looks like, with its article, if it is known."""
    for signature, kind in SIGNATURES:
        if prefix.startswith(signature):
            return _zip_kind(prefix) or kind if signature.startswith(b"PK") else kind
    return "a text file" if _is_text(prefix) else None


def _zip_kind(prefix: bytes) -> str | None:
    return next((kind for member, kind in ZIP_MEMBERS if member in prefix), None)


def _is_text(prefix: bytes) -> bool:
    text = prefix.decode(errors="replace")[:-1]  # the last character may be cut
    return (
        bool(text)
        and all(c.isprintable() or c in "\t\r\n\f\ufeff" for c in text)
        and ("\N{REPLACEMENT CHARACTER}" not in text)
    )
