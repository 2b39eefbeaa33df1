"""Transcripts in all the formats in which sessions come, read as `Session`."""

from trustsignals.transcripts.formats import FORMATS, Format, known_endings
from trustsignals.transcripts.limits import Limits
from trustsignals.transcripts.merging import merge_sessions
from trustsignals.transcripts.reading import read_sessions, read_stream, read_transcript

__all__ = ["FORMATS", "Format", "Limits", "known_endings", "merge_sessions", "read_sessions", "read_stream", "read_transcript"]
