"""From a file to sessions: find the format, read the pieces, build the sessions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from trustsignals.errors import TrustSignalsError
from trustsignals.roles import match_options
from trustsignals.session import Session, SpeakerRole
from trustsignals.transcripts.assembly import build_session, clean_raw
from trustsignals.transcripts.formats import find_format, format_named
from trustsignals.transcripts.limits import DEFAULT_LIMITS, Limits
from trustsignals.transcripts.raw import RawSession
from trustsignals.transcripts.source import Source, read_source, source_of

Roles = Mapping[str, str]

_SHOWN_SESSIONS = 5


def read_sessions(
    path: str | Path, *, roles: Roles | None = None, format: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Session]:
    """The sessions of the file at `path`, in its order.

    The file is read at once. A session whose roles are not clear raises when its turn comes, and the next one can still be
    asked for with `next`, so that one bad session doesn't cost the others.

    Args:
        path: a transcript.
        roles: "therapist", "client" or "other" by label; a label is looked for exactly, then without regard to case.
        format: name or ending of the format; None finds it by the file's ending and content.
        limits: how much is read.

    Raises:
        TranscriptError: the file can't be read as a transcript.
        TranscriptTooLargeError: it passes a limit.
        RoleError: `roles` names a label that isn't there (at once), or a session's roles are not clear (in its turn).
    """
    return _sessions(read_source(path, limits), roles, format)


def read_stream(
    data: bytes, *, format: str, roles: Roles | None = None, name: str = "standard input", limits: Limits = DEFAULT_LIMITS
) -> Iterator[Session]:
    """The sessions in bytes that come from elsewhere than a file.

    Args:
        data: the whole transcript.
        format: name or ending of the format, such as "vtt".
        roles: as in `read_sessions`.
        name: what messages call it; the id of a session that has none of its own is "session".
        limits: how much is read.

    Raises:
        TranscriptError: as `read_sessions`.
        RoleError: as `read_sessions`.
    """
    return _sessions(source_of(data, name, limits=limits), roles, format)


def read_transcript(
    path: str | Path,
    *,
    roles: Roles | None = None,
    format: str | None = None,
    session: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Session:
    """The one session of the file at `path`.

    Args:
        path: a transcript.
        roles: as in `read_sessions`.
        format: as in `read_sessions`.
        session: id of the session to take where the file holds several.
        limits: how much is read.

    Raises:
        TranscriptError: the file holds several sessions and none is chosen, or none of that id; or as `read_sessions`.
        RoleError: as `read_sessions`.
    """
    source = read_source(path, limits)
    raws, format_name = read_raw(source, format)
    ids = _ids(raws, source)
    if session is not None:
        chosen = [position for position, own in enumerate(ids) if own == session]
        if not chosen:
            raise source.error(f"no session has the id that --session asks for; {_shown_ids(ids)}.")
    else:
        chosen = list(range(len(raws)))
        if len(chosen) > 1:
            raise source.error(f"this file holds {len(ids)} sessions; choose one with --session ID; {_shown_ids(ids)}.")
    options = _options(roles, raws, source)
    return build_session(raws[chosen[0]], source, options, format_name, ids[chosen[0]])


def read_raw(source: Source, format: str | None = None) -> tuple[list[RawSession], str]:
    """The sessions as the file has them, clean but without roles, and the name of the format.

    Raises:
        TranscriptError: as `read_sessions`.
    """
    chosen = find_format(source) if format is None else format_named(format)
    try:
        raws = chosen.reads(source)
        total = sum(len(raw.utterances) for raw in raws)
        if total > source.limits.utterances:
            raise source.too_large(f"{total:,} utterances", source.limits.utterances, "utterances")
        return _without_empty([clean_raw(raw, source) for raw in raws if raw.utterances], source), chosen.name
    except TrustSignalsError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
        # A reader met a file of a shape that nobody has thought of. What it says may quote the file, so it goes.
        raise source.error(f"the file is damaged or no {chosen.name} file; export it once more.") from None


def _sessions(source: Source, roles: Roles | None, format: str | None) -> Iterator[Session]:
    """The sessions of a source, each built when it is asked for."""
    raws, format_name = read_raw(source, format)
    build = partial(_built, source=source, options=_options(roles, raws, source), format_name=format_name)
    # `map` and not a generator: a generator would end with the first error.
    return map(build, raws, _ids(raws, source))


def _built(
    raw: RawSession, session_id: str, *, source: Source, options: Mapping[str, SpeakerRole], format_name: str
) -> Session:
    """The session, as `map` asks for it."""
    return build_session(raw, source, options, format_name, session_id)


def _options(roles: Roles | None, raws: Sequence[RawSession], source: Source) -> dict[str, SpeakerRole]:
    """The user's roles for all labels of the file; a label needs to be in one of its sessions only."""
    labels = dict.fromkeys(piece.speaker for raw in raws for piece in raw.utterances if piece.speaker)
    return match_options(roles, labels, source.name)


def _ids(raws: Sequence[RawSession], source: Source) -> list[str]:
    """An id for each session: its own, else the file's name without the ending (with a number where that isn't enough)."""
    stem = Path(source.file_name).stem if source.file_name else "session"
    ids: list[str] = []
    taken: set[str] = set()
    for raw in raws:
        base = raw.id or stem
        own, number = base, 1
        while own in taken:
            number += 1
            own = f"{base}-{number}"
        ids.append(own)
        taken.add(own)
    return ids


def _shown_ids(ids: Sequence[str]) -> str:
    """The ids of sessions as a message lists them."""
    more = ", …" if len(ids) > _SHOWN_SESSIONS else ""
    return f"the ids are {', '.join(own[:40] for own in ids[:_SHOWN_SESSIONS])}{more}"


def _without_empty(raws: list[RawSession], source: Source) -> list[RawSession]:
    """The sessions, if there are any.

    Raises:
        TranscriptError: there is none.
    """
    if not raws:
        raise source.error("no utterance was found; check that the file holds a transcript and not an empty form.")
    return raws
