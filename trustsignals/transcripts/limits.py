"""Limits: how much of a file is read before a reader refuses it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a transcript may hold; a file beyond it is refused with `TranscriptTooLargeError`.

    The defaults are far above any real session (an hour is about 60 kB and 800 utterances) and far below what fills a computer.

    Attributes:
        bytes: size of the file, and of what a packed file (.docx, .xlsx) unpacks to.
        utterances: pieces of speech in the whole file, before pieces of one speaker are joined.
        speakers: different labels in one session.
        characters: length of one piece of speech.
    """

    bytes: int = 50_000_000
    utterances: int = 200_000
    speakers: int = 200
    characters: int = 100_000


DEFAULT_LIMITS = Limits()
