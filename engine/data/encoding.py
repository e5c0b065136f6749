"""From bytes to text: a byte order mark, then strict UTF-8, then a suggestion to confirm."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.data.chunks import Report
from engine.data.files import SAMPLE, Name, check_file, unreadable
from engine.data.suggestion import encoding_title, suggest
from engine.errors import DataError
from engine.shown_name import shown_name

PIECE = 4_000_000

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Python can also decode these, but they are ways of writing names or strings, not texts.
NOT_OF_FILES = ("idna", "punycode", "raw-unicode-escape", "unicode-escape")

# What decoders say of a character that the end of the file cuts off.
CUT = ("unexpected end of data", "truncated data", "incomplete multibyte sequence")


class EncodingError(DataError):
    """The bytes of a file do not fit an encoding; `suggestion` names one that they fit, or ""."""

    def __init__(self, sentence: str, suggestion: str = "") -> None:
        super().__init__(sentence)
        self.suggestion = suggestion


@dataclass(frozen=True)
class Decoded:
    """A text whose line ends are all "\\n", the encoding found, and what there is to tell."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def read_text(path: Name, encoding: str = "", progress: Report | None = None) -> Decoded:
    """Read a whole file; `progress` hears the share done and may raise to cancel.

    Args:
        encoding: the one the user confirmed; "" looks for a byte order mark and else takes UTF-8.

    Raises:
        EncodingError: the bytes do not fit.
        DataError: the file cannot be read or is not text.
    """
    size = check_file(path)
    if encoding:
        _check_name(encoding)
    reader = _Reader(path, encoding or _found_encoding(path))
    pieces = []
    for piece in reader.pieces():
        pieces.append(piece)
        if progress:
            progress(min(reader.position / size, 1.0))
    text = "".join(pieces)
    if not text or text.isspace():
        raise DataError(
            f"{shown_name(path)} holds nothing but blanks and line ends ({size:,} bytes). "
            "Choose a file with text in it."
        )
    return Decoded(text, reader.encoding, reader.notes())


def _check_name(encoding: str) -> None:
    try:
        known = codecs.lookup(encoding).name not in NOT_OF_FILES
        b"a".decode(encoding)
    except UnicodeDecodeError:
        pass
    except (LookupError, ValueError):
        known = False
    if not known:
        raise DataError(
            f"There is no text encoding called “{encoding}”. Leave it empty for UTF-8, or name "
            "one such as cp949, shift_jis or cp1252."
        )


def _found_encoding(path: Name) -> str:
    with Path(path).open("rb") as file:
        head = file.read(4)
    return next((encoding for mark, encoding in MARKS if head.startswith(mark)), "utf-8")


class _Reader:
    """Decode a file in pieces, keeping count of bytes, lines and line ends."""

    def __init__(self, path: Name, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.position = 0
        self._lines = self._crlf = self._cr = 0

    def pieces(self) -> Iterator[str]:
        """Yield the text, line ends made "\\n"."""
        decoder = codecs.getincrementaldecoder(self.encoding)()
        held = ""
        try:
            with Path(self.path).open("rb") as file:
                while raw := file.read(PIECE):
                    self.position += len(raw)
                    text = held + self._decoded(decoder, raw, final=False)
                    # A carriage return at the end may be the first half of a line end.
                    held = "\r" if text.endswith("\r") else ""
                    yield self._clean(text[:-1] if held else text)
        except OSError as error:
            raise unreadable(self.path, error) from None
        yield self._clean(held + self._decoded(decoder, b"", final=True))

    def notes(self) -> tuple[str, ...]:
        """Return sentences about the line ends that were changed."""
        counts = ((self._crlf, "Windows (CR LF)"), (self._cr, "old Macintosh (CR)"))
        return tuple(f"{n:,} {kind} line ends were read as LF." for n, kind in counts if n)

    def _clean(self, text: str) -> str:
        if self._lines == 0 and text.startswith("\ufeff"):
            text = text[1:]
        if "\0" in text:
            raise self._nul(text)
        if "\r" in text:
            pairs = text.count("\r\n")
            self._crlf += pairs
            self._cr += text.count("\r") - pairs
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._lines += text.count("\n")
        return text

    def _decoded(self, decoder: codecs.IncrementalDecoder, raw: bytes, final: bool) -> str:
        try:
            return decoder.decode(raw, final)
        except UnicodeDecodeError as error:
            raise self._misfit(error) from None
        except UnicodeError:
            raise EncodingError(
                f"{shown_name(self.path)} does not begin with a byte order mark (byte 0), which "
                f"{encoding_title(self.encoding)} needs. Choose another encoding."
            ) from None

    def _misfit(self, error: UnicodeDecodeError) -> EncodingError:
        data, start = bytes(error.object), error.start
        before = data[:start].decode(self.encoding, "ignore")
        line = 1 + self._lines + before.count("\n") + before.count("\r") - before.count("\r\n")
        offset = self.position - len(data) + start
        name, title = shown_name(self.path), encoding_title(self.encoding)
        place = f"byte 0x{data[start]:02X} at line {line:,} (byte {offset:,})"
        if error.reason in CUT:
            sentence = f"{name} ends in the middle of a {title} character: {place}."
            advice = "It seems cut: choose a whole copy"
        else:
            sentence, advice = f"{name} is not {title}: {place}.", "Choose its encoding"
        suggestion = "" if error.reason in CUT else suggest(self._sample(offset))
        if suggestion:
            advice = f"It reads well as {encoding_title(suggestion)}: choose that encoding"
        elif advice == "Choose its encoding":
            advice += ", or another file"
        return EncodingError(f"{sentence} {advice}.", suggestion)

    def _nul(self, text: str) -> DataError:
        before = text[: text.index("\0")]
        line = 1 + self._lines + before.count("\n") + before.count("\r") - before.count("\r\n")
        name = shown_name(self.path)
        with Path(self.path).open("rb") as file:
            head = file.read(PIECE)
        offset = head.find(b"\0")
        place = f"a NUL at line {line:,}" + (f" (byte {offset:,})" if offset >= 0 else "")
        suggestion = suggest(head[:SAMPLE]) if self.encoding == "utf-8" else ""
        if suggestion:
            title = encoding_title(suggestion)
            return EncodingError(
                f"{name} holds {place}. It reads well as {title}: choose that encoding.",
                suggestion,
            )
        return DataError(f"{name} holds {place}, so it is not plain text. Choose a text file.")

    def _sample(self, offset: int) -> bytes:
        """Return the beginning of the file and, where that is elsewhere, the lines at a byte."""
        with Path(self.path).open("rb") as file:
            sample = file.read(SAMPLE)
            if offset < SAMPLE:
                return sample
            file.seek(offset - SAMPLE // 2)
            there = file.read(SAMPLE)
        begin = there.rfind(b"\n", 0, SAMPLE // 2) + 1
        return sample[: sample.rfind(b"\n") + 1] + there[begin or SAMPLE // 2 :]
