"""One session from several files, such as a TextGrid a speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from trustsignals.errors import TranscriptError
from trustsignals.roles import NO_LABEL, match_options
from trustsignals.session import Session, Speaker
from trustsignals.transcripts.assembly import build_session, clean_raw
from trustsignals.transcripts.limits import DEFAULT_LIMITS, Limits
from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.reading import read_raw
from trustsignals.transcripts.source import Source, read_source


def merge_sessions(
    paths: Sequence[str | Path],
    *,
    roles: Mapping[str, str] | None = None,
    format: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Session:
    """The one session that several files hold together, in the order of time.

    A label that comes in more than one file is told apart by the file's name ("therapist.TextGrid" with a tier "words" gives
    the label "therapist"), since files that are merged hold different speakers.

    Args:
        paths: at least two files, each with one session and with times.
        roles: as in `read_sessions`.
        format: as in `read_sessions`, for all files.
        limits: for each file, and for the utterances and speakers of the merged session.

    Raises:
        TranscriptError: a file can't be read, holds several sessions, or has an utterance without a time.
        RoleError: the roles are not clear.
    """
    if len(paths) < 2:
        raise TranscriptError("merging: only one file was given; name all files of the session.")
    sources = [read_source(path, limits) for path in paths]
    read = [(source, *_one(source, format)) for source in sources]
    files = Counter(label for _, raw, _ in read for label in {piece.speaker for piece in raw.utterances})
    repeated = {label for label, count in files.items() if count > 1}
    pieces: list[RawUtterance] = []
    stated: dict[str, Speaker] = {}
    for source, raw, _ in read:
        own = Path(source.name).stem
        several = len({piece.speaker for piece in raw.utterances}) > 1
        for piece in raw.utterances:
            label = piece.speaker if piece.speaker not in repeated else f"{own} {piece.speaker}" if several else own
            pieces.append(replace(piece, speaker=label))
        stated |= {label: speaker for label, speaker in raw.stated.items() if label not in repeated}
    pieces.sort(key=lambda piece: piece.start_s or 0.0)
    merged = Source(b"", " + ".join(source.name for source in sources), sources[0].file_name, limits)
    notes = tuple(note for _, raw, _ in read for note in raw.notes)
    raw = clean_raw(RawSession(tuple(pieces), None, True, stated, notes), merged)
    options = match_options(roles, [piece.speaker or NO_LABEL for piece in raw.utterances], merged.name)
    return build_session(raw, merged, options, read[0][2], Path(sources[0].name).stem)


def _one(source: Source, format: str | None) -> tuple[RawSession, str]:
    """The only session of a file, and the format's name.

    Raises:
        TranscriptError: the file holds several, or an utterance has no time.
    """
    raws, format_name = read_raw(source, format)
    if len(raws) > 1:
        raise source.error(f"this file holds {len(raws)} sessions; only files with one session each can be merged.")
    if any(piece.start_s is None for piece in raws[0].utterances):
        raise source.error("some utterances have no time, without which files can't be merged.")
    return raws[0], format_name
