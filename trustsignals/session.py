"""Session: one meeting as ordered utterances, each with its speaker's role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

RoleSource = Literal["label", "option", "inferred"]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BACK_CHANNEL = frozenset(
    "ah aha alright cool good great hm hmm hmmm huh mhm mhmm mm mmhm mmhmm mmm nice no oh ok okay right sure true uh uhhuh um "
    "wow yeah yep yes".split()
)


class SpeakerRole(StrEnum):
    """Who speaks: the therapist (any helper in the session), the client, or someone else (interpreter, parent, observer …)."""

    THERAPIST = "therapist"
    CLIENT = "client"
    OTHER = "other"


def count_words(text: str) -> int:
    """Number of words in `text`; punctuation and marks such as `[inaudible]` between brackets don't count."""
    return len(words_of(text))


def words_of(text: str) -> list[str]:
    """Words of `text`, lower-cased, without punctuation and without marks between square brackets."""
    return [word.lower() for word in _WORD.findall(re.sub(r"\[[^\]]*\]", " ", text))]


def is_back_channel(text: str) -> bool:
    """True for an utterance that only keeps the other talking: no words, or up to three of "mm-hm", "okay", "right" …"""
    words = [word.replace("-", "") for word in words_of(text)]
    return len(words) <= 3 and all(word in _BACK_CHANNEL for word in words)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an utterance as the file had it.

    Attributes:
        source_id: the file's own id of the piece, or None.
        start_s, end_s: seconds from the beginning of the recording, or None.
        start, end: character offsets of the piece in the utterance's text.
    """

    source_id: str | None
    start_s: float | None
    end_s: float | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """One uninterrupted stretch of one speaker: the unit that is coded.

    Attributes:
        id: position in the session, from 0.
        speaker: the label as the transcript has it.
        role: who speaks.
        text: what was said, unchanged but for outer spaces and line breaks.
        start_s, end_s: seconds from the beginning, or None.
        source_id: the file's own id (of a joined utterance, the first piece's), or None.
        segments: the pieces that were joined; empty where the file had one piece without id or time.
    """

    id: int
    speaker: str
    role: SpeakerRole
    text: str
    start_s: float | None = None
    end_s: float | None = None
    source_id: str | None = None
    segments: tuple[Segment, ...] = ()

    @property
    def words(self) -> int:
        """Number of words."""
        return count_words(self.text)

    @property
    def is_back_channel(self) -> bool:
        """True where the utterance only keeps the other talking."""
        return is_back_channel(self.text)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's label with the role that it was given.

    Attributes:
        label: as the transcript has it.
        role: therapist, client or other.
        role_source: "label" (the word tells), "option" (the user said it) or "inferred" (from what is said).
        confidence: 1 where the label or the user says it, .9 where only the one other person is known, else the inference's.
    """

    label: str
    role: SpeakerRole
    role_source: RoleSource = "label"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting.

    Attributes:
        id: the file's own id, or the file's name without its ending, or "session" for stdin.
        utterances: in the order in which they were said.
        speakers: everyone who speaks, in the order of their first utterance.
        source: file name without its folder, or None (stdin, made in memory).
        format: name of the reader that read it.
        notes: what the reader wants the user to know (lines that it left out, say); never words of the session.
    """

    id: str
    utterances: tuple[Utterance, ...]
    speakers: tuple[Speaker, ...]
    source: str | None = None
    format: str = "memory"
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.utterances)

    def __iter__(self) -> Iterator[Utterance]:
        return iter(self.utterances)

    @property
    def duration_s(self) -> float | None:
        """Seconds from the beginning of the recording to the last time that the file tells, or None."""
        times = [t for u in self.utterances for t in (u.start_s, u.end_s) if t is not None]
        return max(times) if times else None

    def by_role(self, role: SpeakerRole) -> tuple[Utterance, ...]:
        """Utterances of one role, in order."""
        return tuple(u for u in self.utterances if u.role is role)

    def with_roles(self, speakers: tuple[Speaker, ...]) -> Session:
        """The same session with other roles; `speakers` names every label once."""
        role_of = {speaker.label: speaker.role for speaker in speakers}
        utterances = tuple(replace(u, role=role_of[u.speaker]) for u in self.utterances)
        return replace(self, utterances=utterances, speakers=speakers)
