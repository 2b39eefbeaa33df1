"""From raw pieces to a session, in one place: clean text, join pieces of one speaker, offsets, roles, limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trustsignals.roles import NO_LABEL, assign_roles
from trustsignals.session import Segment, Session, SpeakerRole, Utterance
from trustsignals.transcripts.names import label_key
from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.source import Source

# What can't be shown or written: control characters and halves of surrogate pairs (JSON can carry both).
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufeff]")


def clean_raw(raw: RawSession, source: Source) -> RawSession:
    """The session with clean texts and labels; pieces without words are left out and noted.

    One label that is written in several ways (case, blanks) gets the first spelling. Pieces without a label get
    `NO_LABEL` as long as others have one.

    Raises:
        TranscriptError: nothing is said, or no piece has a label.
        TranscriptTooLargeError: too many utterances or speakers, or too long an utterance.
    """
    limits = source.limits
    if len(raw.utterances) > limits.utterances:
        raise source.too_large(f"{len(raw.utterances):,} utterances", limits.utterances, "utterances")
    spelling: dict[str, str] = {}
    kept: list[RawUtterance] = []
    for position, piece in enumerate(raw.utterances, start=1):
        text = piece.text if piece.segments else clean_text(piece.text)
        if not text:
            continue
        if len(text) > limits.characters:
            what = f"utterance {position} has {len(text):,} characters"
            raise source.too_large(what, limits.characters, "characters")
        label = clean_text(piece.speaker or "")
        label = spelling.setdefault(label_key(label), label) or NO_LABEL
        kept.append(replace(piece, speaker=label, text=text, source_id=clean_text(piece.source_id or "") or None))
    _check_pieces(kept, source)
    stated = {spelling[key]: replace(speaker, label=spelling[key]) for label, speaker in raw.stated.items()
              if (key := label_key(clean_text(label))) in spelling}  # fmt: skip
    nameless = sum(piece.speaker == NO_LABEL for piece in kept)
    about_bytes = [source.note] if source.note else []
    notes = [*about_bytes, *raw.notes, *_notes(len(raw.utterances) - len(kept), nameless)]
    return replace(raw, utterances=tuple(kept), stated=stated, notes=tuple(notes))


def build_session(
    raw: RawSession, source: Source, options: Mapping[str, SpeakerRole], format_name: str, session_id: str
) -> Session:
    """The session of clean pieces.

    Raises:
        RoleError: the role of a speaker is not clear.
    """
    joined = [_join(number, pieces) for number, pieces in enumerate(_group(raw.utterances, raw.joins))]
    where = source.name if raw.id is None else f"{source.name}, session {session_id}"
    speakers = assign_roles([(u.speaker, u.text) for u in joined], options=options, stated=raw.stated, where=where)
    session = Session(session_id, tuple(joined), speakers, source.file_name, format_name, raw.notes)
    return session.with_roles(speakers)


def clean_text(text: str) -> str:
    r"""The text without outer blanks; line breaks become single spaces, characters that can't be shown go.

    >>> clean_text("  one\r\n two\x00 ")
    'one two'
    """
    if text.isascii() and text.isprintable():
        return text.strip()  # nearly all texts; the rest of this function costs ten times as much
    text = _UNSHOWABLE.sub("", text)
    return " ".join(line for part in text.splitlines() if (line := part.strip()))


def _check_pieces(kept: Sequence[RawUtterance], source: Source) -> None:
    """Refuse a session without words, without labels, or with too many labels.

    Raises:
        TranscriptError: see above.
        TranscriptTooLargeError: see above.
    """
    if not kept:
        raise source.error("no utterance was found; check that the file holds a transcript and not an empty form.")
    labels = {piece.speaker for piece in kept}
    if labels == {NO_LABEL}:
        raise source.error(
            "no speaker is named (plain Whisper output has none); transcribe with speakers (WhisperX --diarize, noScribe), "
            'or write each speaker\'s name and a colon before the words ("Therapist: …").'
        )
    if len(labels) > source.limits.speakers:
        raise source.too_large(f"{len(labels):,} speakers in one session", source.limits.speakers, "speakers")


def _notes(empty: int, nameless: int) -> list[str]:
    """What to tell about pieces without words and without a label."""
    notes = []
    if empty:
        notes.append(f"{empty} pieces without words were left out" if empty > 1 else "1 piece without words was left out")
    if nameless:
        verb = "pieces have" if nameless > 1 else "piece has"
        notes.append(f'{nameless} {verb} no speaker; read as "{NO_LABEL}" with the role other')
    return notes


def _group(pieces: Iterable[RawUtterance], joins: bool) -> list[list[RawUtterance]]:
    """Pieces of one utterance together. Pieces without a label stay apart: nobody knows that one person said them."""
    groups: list[list[RawUtterance]] = []
    for piece in pieces:
        if joins and groups and groups[-1][0].speaker == piece.speaker != NO_LABEL:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _join(number: int, pieces: Sequence[RawUtterance]) -> Utterance:
    """One utterance of pieces, with a blank between them; each piece's offsets in the text are kept as a segment."""
    first = pieces[0]
    segments: list[Segment] = []
    offset = 0
    for piece in pieces:
        segments.append(Segment(piece.source_id, piece.start_s, piece.end_s, offset, offset + len(piece.text)))
        offset += len(piece.text) + 1
    if len(pieces) == 1:
        bare = first.source_id is None and first.start_s is None and first.end_s is None
        segments = list(first.segments) or ([] if bare else segments)
    starts = [piece.start_s for piece in pieces if piece.start_s is not None]
    ends = [piece.end_s for piece in pieces if piece.end_s is not None]
    return Utterance(
        id=number,
        speaker=first.speaker or NO_LABEL,
        role=SpeakerRole.OTHER,  # until the roles of all speakers are known
        text=" ".join(piece.text for piece in pieces),
        start_s=starts[0] if starts else None,
        end_s=ends[-1] if ends else None,
        source_id=first.source_id,
        segments=tuple(segments),
    )
