"""Our own JSON reports, read back as the sessions that they report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from trustsignals.session import RoleSource, Segment, Speaker, SpeakerRole
from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.rows import Row, as_id, as_text, label_of
from trustsignals.transcripts.source import Source
from trustsignals.transcripts.times import seconds

_SCHEMA = "trustsignals.report/"
_KNOWN = "trustsignals.report/1"
_ROLE_SOURCES = ("label", "option", "inferred")


def is_report(value: Row) -> bool:
    """True for an object whose schema is one of our reports."""
    schema = value.get("schema")
    return isinstance(schema, str) and schema.startswith(_SCHEMA)


def session_of_report(value: Row, source: Source) -> RawSession:
    """The session of a report, with its utterances, segments, ids and roles as they were.

    Raises:
        TranscriptError: the report is of another version, or damaged.
    """
    if value["schema"] != _KNOWN:
        raise source.error("this report was made by another version of Trust Signals; read the transcript itself.")
    about, listed = value.get("session"), value.get("utterances")
    if not isinstance(about, Mapping) or not isinstance(listed, list):
        raise source.error("this report is damaged; read the transcript itself.")
    utterances = tuple(_piece(item) for item in listed if isinstance(item, Mapping))
    return RawSession(utterances, as_id(about.get("id")), joins=False, stated=_stated(about.get("speakers")))


def _piece(item: Row) -> RawUtterance:
    """One utterance of a report."""
    text = as_text(item.get("text"))
    return RawUtterance(
        speaker=label_of(item.get("speaker")),
        text=text,
        start_s=seconds(item.get("start_s")),
        end_s=seconds(item.get("end_s")),
        source_id=as_id(item.get("source_id")),
        segments=_segments(item.get("segments"), len(text)),
    )


def _segments(value: object, length: int) -> tuple[Segment, ...]:
    """The segments of an utterance with so many characters; none where one of them is damaged."""
    items: Sequence[object] = value if isinstance(value, list) else ()
    segments: list[Segment] = []
    for item in items:
        start, end = (item.get("start"), item.get("end")) if isinstance(item, Mapping) else (None, None)
        if not (isinstance(item, Mapping) and isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
            return ()
        times = seconds(item.get("start_s")), seconds(item.get("end_s"))
        segments.append(Segment(as_id(item.get("source_id")), *times, start, end))
    return tuple(segments)


def _stated(value: object) -> dict[str, Speaker]:
    """The speakers by label, with the roles that they had."""
    stated: dict[str, Speaker] = {}
    for item in value if isinstance(value, list) else ():
        if not isinstance(item, Mapping):
            continue
        label, role, role_source = label_of(item.get("label")), item.get("role"), item.get("role_source")
        if label is None or role not in set(SpeakerRole) or role_source not in _ROLE_SOURCES:
            continue
        number = seconds(item.get("confidence"))
        confidence = 1.0 if number is None else min(1.0, number)
        stated[label] = Speaker(label, SpeakerRole(str(role)), cast(RoleSource, role_source), confidence)
    return stated
