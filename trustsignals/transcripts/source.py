"""Source: the bytes of one transcript, its name for messages, and the limits that hold for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from trustsignals.errors import TranscriptError, TranscriptTooLargeError
from trustsignals.transcripts.decoding import Decoded, decode
from trustsignals.transcripts.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True)
class Source:
    """One transcript before it is read.

    Attributes:
        data: the bytes.
        name: what messages call it: the file's name without its folder, or "standard input".
        file_name: the file's name without its folder, or None.
        limits: how much may be read.
    """

    data: bytes = field(repr=False)
    name: str = "standard input"
    file_name: str | None = None
    limits: Limits = DEFAULT_LIMITS

    @cached_property
    def decoded(self) -> Decoded:
        """The bytes as text, with the encoding.

        Raises:
            TranscriptError: the bytes are no text.
        """
        return decode(self.data, self.name)

    @property
    def text(self) -> str:
        """The bytes as text, with line feeds for all line breaks."""
        return self.decoded.text

    @property
    def note(self) -> str | None:
        """What the user should know about the encoding; None as long as no reader has asked for the text."""
        decoded = self.__dict__.get("decoded")
        return decoded.note if isinstance(decoded, Decoded) else None

    @property
    def lines(self) -> list[str]:
        """The lines of the text, without their breaks; line 1 is the first."""
        return self.text.split("\n")

    @property
    def ending(self) -> str:
        """The file's ending in lower case with its dot, or an empty string."""
        return Path(self.file_name).suffix.lower() if self.file_name else ""

    def error(self, message: str, line: int | None = None) -> TranscriptError:
        """The error to raise for this source; `message` says what and what to do, without words of the session."""
        return TranscriptError(f"{self.place(line)}: {message}")

    def too_large(self, what: str, limit: int, option: str) -> TranscriptTooLargeError:
        """The error for a limit that is passed; `option` is the field of `Limits` that raises it."""
        return TranscriptTooLargeError(
            f"{self.name}: {what}, more than the {limit:,} allowed; split the file or pass Limits({option}=…) in Python."
        )

    def place(self, line: int | None = None) -> str:
        """The name with a line number, as messages begin."""
        return self.name if line is None else f"{self.name}, line {line}"


def read_source(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The bytes of the file at `path`.

    Raises:
        TranscriptError: there is no such file, it is a folder, it can't be opened, or it is empty.
        TranscriptTooLargeError: it holds more bytes than `limits` allows.
    """
    path = Path(path)
    name = path.name or str(path)
    if path.is_dir():
        raise TranscriptError(f"{name}: this is a folder; give one transcript, or read all of them with `trustsignals batch`.")
    try:
        with path.open("rb") as stream:
            # One byte more than allowed is enough to know, so a huge file or an endless device is never read whole.
            data = stream.read(limits.bytes + 1)
    except FileNotFoundError:
        raise TranscriptError(f"{name}: there is no such file; check the spelling and the folder.") from None
    except (OSError, ValueError):
        raise TranscriptError(f"{name}: the file can't be opened; check that you may read it.") from None
    return source_of(data, name, name, limits)


def source_of(
    data: bytes, name: str = "standard input", file_name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Source:
    """A source made of bytes that are already there.

    Raises:
        TranscriptError: there are none, or only blanks.
        TranscriptTooLargeError: there are more than `limits` allows.
    """
    source = Source(data, name, file_name, limits)
    if len(data) > limits.bytes:
        raise source.too_large("the file is too large in bytes", limits.bytes, "bytes")
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise source.error("the file is empty; export the transcript once more.")
    return source
