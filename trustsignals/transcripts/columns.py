"""Names of columns and keys: which one holds the speaker, the words, the times, the session, the id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# In each row the names that count, the first that is there first.
SPEAKER = ("speaker", "interlocutor", "role", "speaker_label", "speaker_name", "speaker_id", "participant", "who", "name")
TEXT = ("text", "utterance_text", "utterance", "content", "message", "transcript", "transcription", "sentence")
START = ("start", "start_s", "start_time", "timestamp", "time", "begin", "onset", "start_ms", "begin_ms", "ts")
END = ("end", "end_s", "end_time", "stop", "end_ms", "end_ts")
SESSION = ("session", "session_id", "transcript_id", "conversation_id", "dialogue_id", "dialog_id", "conversation")
IDENTIFIER = ("utterance_id", "turn", "index", "turn_id", "utt_id", "id")
CODER = ("annotator_id", "annotator", "coder_id", "coder")
ROLE = ("role", "speaker_role", "interlocutor")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, as the file spells it; None where no column does.

    Attributes:
        text, speaker, role, start, end, session, identifier, coder: the columns.
        scale: what a time is multiplied with to get seconds.
    """

    text: str | None
    speaker: str | None
    role: str | None = None
    start: str | None = None
    end: str | None = None
    session: str | None = None
    identifier: str | None = None
    coder: str | None = None
    scale: float = 1.0


def find_columns(names: Iterable[str]) -> Columns:
    """The columns among `names`.

    >>> columns = find_columns(["Session ID", "Speaker", "Role", "Text"])
    >>> columns.speaker, columns.role, columns.text, columns.session
    ('Speaker', 'Role', 'Text', 'Session ID')
    """
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(column_key(name), name)

    def first(wanted: Sequence[str], taken: str | None = None) -> str | None:
        return next((by_key[key] for key in wanted if key in by_key and by_key[key] != taken), None)

    speaker = first(SPEAKER)
    start = first(START)
    in_milliseconds = start is not None and column_key(start).endswith("_ms")
    return Columns(
        text=first(TEXT),
        speaker=speaker,
        role=first(ROLE, taken=speaker),
        start=start,
        end=first(END),
        session=first(SESSION),
        identifier=first(IDENTIFIER),
        coder=first(CODER),
        scale=0.001 if in_milliseconds else 1.0,
    )


def column_key(name: str) -> str:
    """The name in small letters with underscores for blanks, hyphens and dots."""
    return "_".join(name.strip().lstrip("\ufeff").casefold().replace("-", " ").replace(".", " ").replace("_", " ").split())


def is_header(names: Sequence[str]) -> bool:
    """True where one of the names is one of ours, so that the row is a header and no words of the session."""
    known = {*SPEAKER, *TEXT, *START, *END, *SESSION, *IDENTIFIER, *CODER}
    return any(column_key(name) in known for name in names)


def looked_for(wanted: Sequence[str]) -> str:
    """Names as a message lists them."""
    return ", ".join(wanted[:5])


def shown_columns(names: Sequence[str], unit: str = "column") -> str:
    """The names of a table's columns (or an object's keys) for a message.

    Only where the row is surely a header: the first row of a table without one holds words of the session.
    """
    if not is_header(names):
        return f"none of the {len(names)} names is a known one"
    shown = [name.strip() if len(name) <= 40 and len(name.split()) <= 4 else "…" for name in names[:20]]
    return f"its {unit}s are " + ", ".join(shown) + (" …" if len(names) > 20 else "")
