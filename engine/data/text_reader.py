"""Decode a file piece by piece, and say where it does not fit."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from engine.data.files import SAMPLE, Name, unreadable
from engine.data.suggestion import encoding_title, suggest
from engine.errors import DataError
from engine.shown_name import shown_name

PIECE = 1_000_000

# What decoders say of a character that the end of the file cuts off.
CUT = ("unexpected end of data", "truncated data", "incomplete multibyte sequence")


class EncodingError(DataError):
    """The bytes of a file do not fit an encoding; `suggestion` names one that they fit, or ""."""

    def __init__(self, sentence: str, suggestion: str = "") -> None:
        super().__init__(sentence)
        self.suggestion = suggestion


class TextReader:
    """Decode a file in pieces, keeping count of bytes, lines and line ends."""

    def __init__(self, path: Name, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.position = 0
        self._lines = self._crlf = self._cr = 0
        self._is_ascii = True
        self._held = ""

    def pieces(self) -> Iterator[str]:
        """Yield the text, line ends made "\\n"."""
        decoder = codecs.getincrementaldecoder(self.encoding)()
        try:
            with Path(self.path).open("rb") as file:
                while raw := file.read(PIECE):
                    self.position += len(raw)
                    text = self._held + self._decoded(decoder, raw, final=False)
                    # A carriage return at the end may be the first half of a line end.
                    self._held = "\r" if text.endswith("\r") else ""
                    yield self._clean(text.removesuffix("\r"))
        except OSError as error:
            raise unreadable(self.path, error) from None
        yield self._clean(self._held + self._decoded(decoder, b"", final=True))

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
        self._is_ascii = self._is_ascii and text.isascii()
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
        before = self._held + data[:start].decode(self.encoding, "ignore")
        line = self._line_after(before)
        offset = self.position - len(data) + start
        name, title = shown_name(self.path), encoding_title(self.encoding)
        place = f"byte 0x{data[start]:02X} at line {line:,} (byte {offset:,})"
        # A single accented letter at the end of an English text looks like a cut character too.
        is_cut = error.reason in CUT and not (self._is_ascii and before.isascii())
        if is_cut:
            return EncodingError(
                f"{name} ends in the middle of a {title} character: {place}. It seems cut: "
                "choose a whole copy."
            )
        suggestion = suggest(self._sample(offset))
        advice = "Choose its encoding, or another file"
        if suggestion:
            advice = f"It reads well as {encoding_title(suggestion)}: choose that encoding"
        return EncodingError(f"{name} is not {title}: {place}. {advice}.", suggestion)

    def _line_after(self, before: str) -> int:
        """Return the number of the line on which a piece goes on after `before`."""
        ends = before.count("\n") + before.count("\r") - before.count("\r\n")
        return 1 + self._lines + ends

    def _nul(self, text: str) -> DataError:
        before = text[: text.index("\0")]
        line = self._line_after(before)
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
