"""Guess how a text that is not UTF-8 is encoded, for the user to confirm."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

# The names as people know them. Order settles ties: the stricter of two related ones comes first.
ENCODINGS = {
    "cp949": "CP949",
    "shift_jis": "Shift_JIS",
    "cp932": "CP932",
    "euc_jp": "EUC-JP",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
}

# More than a few lines do not change the verdict, and a verdict takes milliseconds per kilobyte.
_ENOUGH = 4_000


def encoding_title(encoding: str) -> str:
    """Return the name of an encoding as people know it."""
    encoding = encoding.lower().replace("-", "_")
    return ENCODINGS.get(encoding, encoding.upper().replace("_", "-"))


def suggest(sample: bytes) -> str:
    """Return the encoding in which a sample reads best, or "" if it reads well in none.

    The sample may end in the middle of a character.
    """
    if b"\0" in sample:
        return _utf_16(sample)
    scores = {}
    for encoding in ENCODINGS:
        # Lines that are all ASCII say nothing about the encoding.
        lines = _incrementally(sample, encoding).splitlines()
        text = "\n".join(line for line in lines if not line.isascii())
        if text:
            judged = from_bytes(text[:_ENOUGH].encode(encoding), cp_isolation=[encoding]).best()
            if judged:
                scores[encoding] = (judged.chaos, -judged.coherence)
    return min(scores, key=scores.__getitem__, default="")


def _utf_16(sample: bytes) -> str:
    """Return the byte order in which the text has blanks and line ends, if there is one."""
    blanks = {}
    for encoding in ("utf_16_le", "utf_16_be"):
        text = _incrementally(sample, encoding)
        blanks[encoding] = text.count(" ") + text.count("\n")
    best = max(blanks, key=blanks.__getitem__)
    # A line of Japanese has no blanks and is seldom longer than two hundred characters.
    return best if blanks[best] * 400 >= len(sample) else ""


def _incrementally(sample: bytes, encoding: str) -> str:
    """Return the text of a sample that may be cut, or "" where the bytes do not fit."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return ""
