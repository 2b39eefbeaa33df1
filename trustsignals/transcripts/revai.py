"""Rev.ai's JSON: monologues of elements, each a word or a punctuation mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.rows import Row, as_id, as_text, label_of
from trustsignals.transcripts.source import Source
from trustsignals.transcripts.times import seconds


def is_rev_ai(value: Row) -> bool:
    """True where the object has a list of monologues."""
    return isinstance(value.get("monologues"), list)


def session_of_rev_ai(value: Row, source: Source) -> RawSession:
    """The session of the monologues. Speakers that are numbers only get the label "Speaker 0", as in Rev.ai's own text files.

    Raises:
        TranscriptError: there is no monologue.
    """
    monologues = value["monologues"]
    objects = [item for item in monologues if isinstance(item, Mapping)] if isinstance(monologues, list) else []
    if not objects:
        raise source.error("no utterance was found in these monologues; export the transcript once more.")
    return RawSession(tuple(_piece(item) for item in objects), as_id(value.get("id")), joins=True)


def _piece(monologue: Row) -> RawUtterance:
    """The piece of speech of one monologue."""
    listed = monologue.get("elements")
    elements: Sequence[Row] = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
    starts = [time for item in elements if (time := seconds(item.get("ts"))) is not None]
    ends = [time for item in elements if (time := seconds(item.get("end_ts"))) is not None]
    label = label_of(monologue.get("speaker_info")) or label_of(monologue.get("speaker"))
    return RawUtterance(
        speaker=f"Speaker {label}" if label is not None and label.isdecimal() else label,
        text="".join(as_text(item.get("value")) for item in elements),
        start_s=min(starts, default=None),
        end_s=max(ends, default=None),
    )
