"""Guess how a text that is not UTF-8 is encoded, for the user to confirm."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from charset_normalizer import from_bytes

# The names as people know them. Order settles ties: Korean bytes also make common Chinese
# characters, and Japanese ones do, but not the other way round.
ENCODINGS = {
    "cp949": "CP949",
    "shift_jis": "Shift_JIS",
    "cp932": "CP932",
    "euc_jp": "EUC-JP",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp1252": "Windows-1252",
    "cp1251": "Windows-1251",
    "utf_16_le": "UTF-16-LE",
    "utf_16_be": "UTF-16-BE",
}

# More than a few lines do not change the verdict, and a verdict takes milliseconds per kilobyte.
_ENOUGH = 4_000
_PLAUSIBLE = 0.6

_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[\u3041-\u30fe]")
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKS = re.compile("[\u3000-\u303f\uff01-\uff5e‘’“”…·–—«»¿¡°]")
_ACCENTED = re.compile("(?<=[A-Za-z])[À-ÿŠšŽžŒœŸ]|[À-ÿŠšŽžŒœŸ](?=[A-Za-z])")
_CYRILLIC = re.compile("(?<![A-Za-z])[А-яЁё](?![A-Za-z])")


def encoding_title(encoding: str) -> str:
    """Return the name of an encoding as people know it."""
    encoding = encoding.lower().replace("-", "_")
    return ENCODINGS.get(encoding, encoding.upper().replace("_", "-"))


def suggest(sample: bytes) -> str:
    """Return the encoding in which a sample reads best, or "" if it reads well in none.

    A decoded text is judged by how many of its characters are common ones of the language that
    the encoding is for, and among equals by charset-normalizer. The sample may end in the middle
    of a character.
    """
    if b"\0" in sample:
        return _utf_16(sample)
    scores = {}
    for encoding, common in _COMMON.items():
        # Lines that are all ASCII say nothing about the encoding.
        lines = _incrementally(sample, encoding).splitlines()
        text = "\n".join(line for line in lines if not line.isascii())[:_ENOUGH]
        share = _share(text, common)
        if share < _PLAUSIBLE:
            continue
        judged = from_bytes(text.encode(encoding), cp_isolation=[encoding]).best()
        if judged:
            scores[encoding] = (-round(share, 1), judged.chaos, -judged.coherence)
    return min(scores, key=scores.__getitem__, default="")


def _share(text: str, common: Callable[[str], int]) -> float:
    """Return the share of common characters and marks among all that are not ASCII."""
    foreign = sum(not character.isascii() for character in text)
    return (common(text) + len(_MARKS.findall(text))) / foreign if foreign else 0.0


def _korean(text: str) -> int:
    # The 2,350 syllables in use stand where EUC-KR has them; CP949 adds 8,822 rare ones elsewhere.
    hangul = "".join(_HANGUL.findall(text)).encode("cp949")
    return sum(min(pair) > 0xA0 for pair in zip(hangul[::2], hangul[1::2], strict=True))


def _japanese(text: str) -> int:
    kana = len(_KANA.findall(text))
    han = len(_HAN.findall(text))
    return kana + han if kana * 10 > han else 0


def _simplified(text: str) -> int:
    return len(_HAN.findall(text.encode("gb2312", "ignore").decode("gb2312")))


def _traditional(text: str) -> int:
    han = "".join(_HAN.findall(text)).encode("big5", "ignore")
    return sum(lead <= 0xC6 for lead in han[::2])


def _western(text: str) -> int:
    return len(_ACCENTED.findall(text))


def _russian(text: str) -> int:
    return len(_CYRILLIC.findall(text))


_COMMON: dict[str, Callable[[str], int]] = {
    "cp949": _korean,
    "shift_jis": _japanese,
    "cp932": _japanese,
    "euc_jp": _japanese,
    "gb18030": _simplified,
    "big5": _traditional,
    "cp1252": _western,
    "cp1251": _russian,
}


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
