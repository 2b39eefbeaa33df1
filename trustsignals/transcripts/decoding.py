"""From bytes to text, in one place: byte order marks, UTF-8, UTF-16, Windows-1252, and the refusal of what is no text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from trustsignals.errors import TranscriptError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 100_000
_BINARY_SHARE = 0.02
# Control characters that no text has; tab, line feed, form feed, carriage return and CHAT's \x15 are left out.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x14\x16-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of its encoding.

    Attributes:
        text: with line feeds for all line breaks and without a byte order mark.
        encoding: as Python names it.
        note: what the user should know about it, or None.
    """

    text: str
    encoding: str
    note: str | None = None


def decode(data: bytes, name: str) -> Decoded:
    """The text of `data`, which messages call `name`.

    Raises:
        TranscriptError: the bytes are no text, or in an encoding that can't be told.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _attempt(data, encoding)
            if text is None:
                raise TranscriptError(f"{name}: the text is cut off or damaged ({encoding}); save it again as UTF-8.")
            return _checked(text, encoding, name)
    if b"\0" in data[:_SAMPLE]:
        return _without_mark(data, name)
    text = _attempt(data, "utf-8")
    return _checked(text, "utf-8", name) if text is not None else _eight_bit(data, name)


def _attempt(data: bytes, encoding: str) -> str | None:
    """The text, or None where the bytes aren't in this encoding.

    The error never leaves this function: it carries the bytes, and so the words of the session.
    """
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_mark(data: bytes, name: str) -> Decoded:
    """UTF-16 whose byte order mark was lost: every second byte of Latin text is zero. Anything else with zeros is binary."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    encoding = "utf-16-le" if odd > 0.6 * half and even == 0 else "utf-16-be" if even > 0.6 * half and odd == 0 else None
    text = _attempt(data, encoding) if encoding else None
    if encoding is None or text is None:
        raise _binary(name)
    return _checked(text, encoding, name)


def _eight_bit(data: bytes, name: str) -> Decoded:
    """Text that isn't UTF-8: damaged UTF-8, else Windows-1252, else the best guess of charset-normalizer."""
    repaired = data.decode("utf-8", errors="replace")
    lost = repaired.count("\ufffd")
    # Windows-1252 text almost never holds valid multi-byte sequences, so many of them mean UTF-8 with some damage.
    if sum(character > "\x7f" for character in repaired) > 10 * lost:
        return _checked(repaired, "utf-8", name, f"{lost} damaged characters were replaced; save the file again as UTF-8")
    if (text := _attempt(data, "cp1252")) is not None:
        return _checked(text, "cp1252", name, "read as Windows-1252; save as UTF-8 if letters look wrong")
    if _binary_share(data[:_SAMPLE].decode("latin-1")) > _BINARY_SHARE:
        raise _binary(name)
    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is not None and (text := _attempt(data, guess.encoding)) is not None:
        return _checked(text, guess.encoding, name, f"read as {guess.encoding}; save as UTF-8 if letters look wrong")
    raise TranscriptError(f"{name}: the encoding of the text can't be told; save it again as UTF-8.")


def _checked(text: str, encoding: str, name: str, note: str | None = None) -> Decoded:
    """The text with one kind of line break, refused where it is binary after all."""
    if "\0" in text or _binary_share(text[:_SAMPLE]) > _BINARY_SHARE:
        raise _binary(name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise TranscriptError(f"{name}: the file is empty; export the transcript once more.")
    return Decoded(text, encoding, note)


def _binary_share(text: str) -> float:
    """Share of characters that no text has."""
    return len(_CONTROL.findall(text)) / max(1, len(text))


def _binary(name: str) -> TranscriptError:
    return TranscriptError(f"{name}: this is a binary file and no transcript; export the session as .txt, .vtt, .docx or .csv.")
