"""From rows (of a table, of a list of JSON objects) to sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from trustsignals.roles.labels import is_either, role_of_label
from trustsignals.session import Speaker, SpeakerRole
from trustsignals.transcripts.columns import SPEAKER, TEXT, Columns, looked_for, shown_columns
from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.source import Source
from trustsignals.transcripts.times import are_milliseconds, seconds

Row = Mapping[str, object]


def require_columns(columns: Columns, names: Sequence[str], source: Source, unit: str = "column") -> None:
    """Refuse rows without words or without a speaker.

    Raises:
        TranscriptError: the message names the columns that are there and those that would do.
    """
    if columns.text is None:
        raise source.error(f"no {unit} holds the words; {shown_columns(names, unit)}; name one of them {looked_for(TEXT)}.")
    if columns.speaker is None:
        raise source.error(
            f"no {unit} names the speaker; {shown_columns(names, unit)}; add one called {looked_for(SPEAKER)} "
            "(plain Whisper output has none: transcribe with speakers, as WhisperX --diarize or noScribe do)."
        )


def sessions_of_rows(rows: Iterable[Row], columns: Columns, joins: bool | None = None) -> list[RawSession]:
    """The sessions in the order in which they begin; without a column of sessions there is one.

    Rows that differ only in who coded them are read once.

    Args:
        rows: cells by column.
        columns: which column holds what.
        joins: whether rows of one speaker that follow each other are joined. None: only rows that have no id and that have a
            beginning and an end, since those are cues of speech recognition and not somebody's units.
    """
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        key = as_id(row.get(columns.session)) if columns.session else None
        grouped.setdefault(key or "", []).append(row)
    if joins is None:
        joins = columns.identifier is None and columns.start is not None and columns.end is not None
    return [_session(key or None, group, columns, joins) for key, group in grouped.items()]


def as_id(value: object) -> str | None:
    """A cell as an id: 17, 17.0 and "17" are one.

    >>> as_id(17.0), as_id(" 17 "), as_id(None), as_id("")
    ('17', '17', None, None)
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip()[:200] or None


def as_text(value: object) -> str:
    """A cell as words; empty where it holds nothing that can be words."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def label_of(value: object) -> str | None:
    """A cell as a speaker's label; of an object, its name or id."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "label", "display_name", "id") if key in value), None)
    return as_id(value)


def _session(key: str | None, rows: Sequence[Row], columns: Columns, joins: bool) -> RawSession:
    """One session of its rows."""
    notes: list[str] = []
    once = _read_once(rows, columns)
    if len(once) < len(rows):
        notes.append(f"{len(rows) - len(once)} rows of further coders were left out")
    stated = _stated_roles(once, columns)
    speaker = columns.speaker if stated is not None else columns.role
    pieces = [_piece(row, columns, speaker) for row in once]
    spans = [(p.start_s, p.end_s, len(p.text.split())) for p in pieces if p.start_s is not None and p.end_s is not None]
    if columns.scale == 1.0 and are_milliseconds(spans):
        notes.append("times were read as milliseconds")
        pieces = [replace(piece, start_s=_thousandth(piece.start_s), end_s=_thousandth(piece.end_s)) for piece in pieces]
    return RawSession(tuple(pieces), key, joins, stated or {}, tuple(notes))


def _piece(row: Row, columns: Columns, speaker: str | None) -> RawUtterance:
    """The piece of speech in a row."""

    def time(column: str | None) -> float | None:
        value = seconds(row.get(column)) if column else None
        return value if value is None or columns.scale == 1.0 else round(value * columns.scale, 6)

    return RawUtterance(
        speaker=label_of(row.get(speaker)) if speaker else None,
        text=as_text(row.get(columns.text)) if columns.text else "",
        start_s=time(columns.start),
        end_s=time(columns.end),
        source_id=as_id(row.get(columns.identifier)) if columns.identifier else None,
    )


def _read_once(rows: Sequence[Row], columns: Columns) -> list[Row]:
    """The rows without those that only another coder has added."""
    if columns.coder is None or columns.identifier is None:
        return list(rows)
    first: dict[tuple[str | None, str], Row] = {}
    for row in rows:
        words = as_text(row.get(columns.text)) if columns.text else ""
        first.setdefault((as_id(row.get(columns.identifier)), words), row)
    return list(first.values())


def _stated_roles(rows: Iterable[Row], columns: Columns) -> dict[str, Speaker] | None:
    """Roles by label as the column of roles states them; None where one label has both, so that the column names the speakers.

    A word in the column that tells no role is passed over.
    """
    if columns.role is None or columns.speaker is None:
        return {}
    stated: dict[str, Speaker] = {}
    seen: set[tuple[str | None, str | None]] = set()
    for row in rows:
        label, word = label_of(row.get(columns.speaker)), as_id(row.get(columns.role))
        if label is None or word is None or (label, word) in seen:
            continue
        seen.add((label, word))
        role = SpeakerRole.CLIENT if is_either(word) else role_of_label(word)
        if role is not None and stated.setdefault(label, Speaker(label, role)).role is not role:
            return None
    return stated


def _thousandth(value: float | None) -> float | None:
    return None if value is None else round(value / 1000, 6)
