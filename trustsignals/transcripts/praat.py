"""Reader of Praat's TextGrid, long and short: an interval tier a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.source import Source
from trustsignals.transcripts.times import seconds

_UNINTELLIGIBLE = re.compile(r"<UNIN ?/?>", re.I)
_TAG = re.compile(r"</?[A-Z_]{2,20} ?/?>")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,17})?(?:[eE][-+]?\d{1,3})?")
_BLANK = re.compile(r"\s")
# Forced aligners write these below each speaker's tier.
_ALIGNED = re.compile(r".{0,80}\b(?:phones?|phonemes|segments)", re.I)


def read_praat(source: Source) -> list[RawSession]:
    """The one session of a TextGrid, its intervals in the order of time; empty intervals are silence and left out.

    Raises:
        TranscriptError: the file is damaged, or has no interval with words.
    """
    pieces = _pieces(list(_tokens(source.text)))
    if pieces is None:
        raise source.error("the TextGrid is damaged or cut off; save it once more from Praat.")
    if not pieces:
        raise source.error("no utterance was found; the TextGrid has no interval tier with words.")
    return [RawSession(tuple(sorted(pieces, key=lambda piece: piece.start_s or 0.0)), joins=True)]


def looks_like_praat(text: str) -> bool:
    """True where the text begins as a TextGrid does."""
    return "ooTextFile" in text[:200] and "TextGrid" in text[:400]


def _tokens(text: str) -> Iterator[str | float]:
    """Strings (with a quote before them) and free-standing numbers; as Praat itself, everything else is passed over.

    Written as a loop, since a pattern for quoted strings takes quadratic time on quotes that don't close.
    """
    position, length = 0, len(text)
    while position < length:
        if text[position].isspace():
            position += 1
        elif text[position] == '"':
            position, token = _string(text, position + 1)
            yield '"' + token
        elif text[position] == "!":
            position = _next_line(text, position)
        else:
            blank = _BLANK.search(text, position)
            end = blank.start() if blank else length
            if end - position < 40 and _NUMBER.fullmatch(text, position, end):
                yield float(text[position:end])
            position = end


def _string(text: str, position: int) -> tuple[int, str]:
    """Where a string ends that begins at `position`, and what it says; two quotes in it stand for one."""
    parts: list[str] = []
    while True:
        end = text.find('"', position)
        if end < 0:
            return len(text), "".join([*parts, text[position:]])
        parts.append(text[position:end])
        if text[end + 1 : end + 2] != '"':
            return end + 1, "".join(parts)
        parts.append('"')
        position = end + 2


def _next_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _pieces(tokens: list[str | float]) -> list[RawUtterance] | None:
    """The intervals with words of all interval tiers, or None where the numbers don't fit together."""
    pieces: list[RawUtterance] = []
    position = next((n for n, token in enumerate(tokens) if token in {'"IntervalTier', '"TextTier'}), len(tokens))
    while position + 5 <= len(tokens):
        kind, name, _, _, count = tokens[position : position + 5]
        if kind not in {'"IntervalTier', '"TextTier'} or not isinstance(name, str) or not isinstance(count, float):
            return None
        width = 3 if kind == '"IntervalTier' else 2
        position += 5
        last = position + int(count) * width if 0 <= count <= len(tokens) else len(tokens) + 1
        if last > len(tokens):
            return None
        if width == 3 and not _ALIGNED.fullmatch(name[1:]):
            for at in range(position, last, 3):
                start, end, words = tokens[at : at + 3]
                if not isinstance(words, str):
                    return None
                if text := _plain(words[1:]):
                    pieces.append(RawUtterance(name[1:].strip(), text, seconds(start), seconds(end)))
        position = last
    return pieces


def _plain(words: str) -> str:
    """The words without the tags of transcribers."""
    return _TAG.sub("", _UNINTELLIGIBLE.sub("[inaudible]", words)).strip() if "<" in words else words.strip()
