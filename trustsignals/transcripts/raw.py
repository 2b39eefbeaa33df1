"""What a reader gives: pieces of speech as the file has them, before roles and joining."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trustsignals.session import Segment, Speaker


@dataclass(frozen=True, slots=True)
class RawUtterance:
    """One piece of speech: a cue, a row, a paragraph.

    Attributes:
        speaker: the label as the file has it, or None where the piece has none.
        text: what was said, not yet cleaned.
        start_s, end_s: seconds from the beginning of the recording, or None.
        source_id: the file's own id of the piece, or None.
        segments: pieces that were joined when the file was written (our own reports only).
    """

    speaker: str | None
    text: str
    start_s: float | None = None
    end_s: float | None = None
    source_id: str | None = None
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class RawSession:
    """One meeting as the file has it.

    Attributes:
        utterances: the pieces in the order in which they were said.
        id: the file's own id of the session, or None.
        joins: whether pieces that follow each other and have the same speaker are one utterance.
        stated: roles that the file itself states, by label (a role column, a list of participants).
        notes: what the user should know about the reading; never words of the session.
    """

    utterances: tuple[RawUtterance, ...]
    id: str | None = None
    joins: bool = False
    stated: Mapping[str, Speaker] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
