"""Readers of WebVTT (Zoom, Teams, noScribe, WhisperX) and SubRip."""

from __future__ import annotations

from trustsignals.transcripts.cues import has_cues, read_cues
from trustsignals.transcripts.raw import RawSession
from trustsignals.transcripts.source import Source
from trustsignals.transcripts.voices import pieces_of_cues


def read_subtitles(source: Source) -> list[RawSession]:
    """The one session of a subtitle file.

    Raises:
        TranscriptError: the file has no cue.
    """
    pieces = pieces_of_cues(read_cues(source.lines))
    if not pieces:
        raise source.error('no cue was found; a cue is a line such as "00:00:01.000 --> 00:00:04.000" with words below it.')
    return [RawSession(tuple(pieces), joins=True)]


def looks_like_vtt(text: str) -> bool:
    """True where the text begins with the word that every WebVTT file begins with."""
    return text.lstrip().startswith("WEBVTT") and not text.lstrip()[6:7].isalnum()


def looks_like_srt(text: str) -> bool:
    """True where the text has the times of cues near its beginning."""
    lines = [line for line in text.split("\n", 40)[:40] if line.strip()]
    return has_cues("\n".join(lines[:3])) and not looks_like_vtt(text)
