"""Reader of JSON and JSON Lines: lists of utterances, speech recognition output, our own reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from trustsignals.transcripts.columns import SESSION, find_columns
from trustsignals.transcripts.raw import RawSession
from trustsignals.transcripts.reports import is_report, session_of_report
from trustsignals.transcripts.revai import is_rev_ai, session_of_rev_ai
from trustsignals.transcripts.rows import Row, as_id, require_columns, sessions_of_rows
from trustsignals.transcripts.source import Source

_LISTS = ("utterances", "segments", "turns", "messages", "transcript", "dialogue", "dialog", "conversation", "data")
_COLLECTIONS = ("sessions", "conversations", "transcripts", "dialogues", "reports")
_SHAPES = 'a list of objects with "speaker" and "text", or an object with such a list under "utterances" or "segments"'
# Keys of so many rows are looked at; speech recognition leaves the speaker out where it isn't sure.
_LOOK = 1000


def read_json(source: Source) -> list[RawSession]:
    """The sessions of a JSON file, or of JSON Lines under its name.

    Raises:
        TranscriptError: the file is no JSON, or JSON of a shape that holds no session.
    """
    value, line = _parsed(source.text)
    if line is None:
        return _sessions_of_value(value, source)
    lines, _ = _objects_of_lines(source)
    if lines is not None and len(lines) > 1:
        return _sessions_of_value(lines, source)
    raise source.error("this is no valid JSON; export it once more.", line)


def read_json_lines(source: Source) -> list[RawSession]:
    """The sessions of JSON Lines: an utterance, a report or a session a line.

    Raises:
        TranscriptError: a line is no JSON, or the lines hold no session.
    """
    lines, broken = _objects_of_lines(source)
    if lines is not None:
        return _sessions_of_value(lines, source)
    value, line = _parsed(source.text)  # one JSON value under the other's name
    if line is None:
        return _sessions_of_value(value, source)
    raise source.error("this line is no valid JSON; export the file once more.", broken)


def _parsed(text: str) -> tuple[object, int | None]:
    """The value, or None with the number of the line that is wrong. The parser's error carries the text, so it ends here."""
    try:
        return json.loads(text), None
    except json.JSONDecodeError as error:
        return None, error.lineno
    except (ValueError, RecursionError):  # numbers of thousands of digits, lists in lists in lists
        return None, 1


def looks_like_json(text: str) -> bool:
    """True where the text begins as a JSON object or list does."""
    start = text.lstrip()[:200]
    return start.startswith("{") or (start.startswith("[") and start[1:].lstrip()[:1] in {"{", "]"})


def _objects_of_lines(source: Source) -> tuple[list[object] | None, int]:
    """The values of the lines, or None with the number of the first line that is no JSON."""
    values: list[object] = []
    for number, text in enumerate(source.lines, start=1):
        if text.strip():
            value, line = _parsed(text)
            if line is not None:
                return None, number
            values.append(value)
    return values, 0


def _sessions_of_value(value: object, source: Source) -> list[RawSession]:
    """The sessions in a JSON value.

    Raises:
        TranscriptError: there is none.
    """
    if isinstance(value, Mapping):
        return _sessions_of_object(value, source)
    if not isinstance(value, list):
        raise source.error(f"this JSON is no transcript; it should be {_SHAPES}.")
    objects = [item for item in value if isinstance(item, Mapping)]
    if not objects:
        what = "no utterance was found in this JSON" if not value else "this JSON is no transcript"
        raise source.error(f"{what}; it should be {_SHAPES}.")
    if any(_holds_session(item) for item in objects):
        return [session for item in objects for session in _sessions_of_object(item, source)]
    return _sessions_of_list(objects, source)


def _sessions_of_object(value: Row, source: Source) -> list[RawSession]:
    """The sessions in a JSON object.

    Raises:
        TranscriptError: there is none.
    """
    if is_report(value):
        return [session_of_report(value, source)]
    if is_rev_ai(value):
        return [session_of_rev_ai(value, source)]
    if isinstance(results := value.get("results"), Mapping) and _holds_session(results):
        value = results  # Deepgram
    for key in _COLLECTIONS:
        items = value.get(key)
        if isinstance(items, list) and any(isinstance(item, Mapping) and _holds_session(item) for item in items):
            return _sessions_of_value(items, source)
    found = _list_key(value)
    if found is None:
        raise source.error(f"this JSON is no transcript; it should be {_SHAPES}.")
    items = value[found]
    rows = [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    if not rows:
        raise source.error(f"no utterance was found in this JSON; it should be {_SHAPES}.")
    sessions = _sessions_of_list(rows, source, joins=True if found == "segments" else None)
    own_id = next((found for name in (*SESSION, "id") if (found := as_id(value.get(name)))), None)
    return [replace(session, id=session.id or own_id) for session in sessions]


def _sessions_of_list(rows: Sequence[Row], source: Source, joins: bool | None = None) -> list[RawSession]:
    """The sessions of a list of utterances.

    Raises:
        TranscriptError: the objects lack a key for the words or the speaker.
    """
    rows = [_with_speaker(row) for row in rows]
    names = list(dict.fromkeys(str(key) for row in rows[:_LOOK] for key in row))
    columns = find_columns(names)
    require_columns(columns, names, source, unit="key")
    return sessions_of_rows(rows, columns, joins)


def _with_speaker(row: Row) -> Row:
    """The row with the speaker of most of its words where WhisperX names them by word only."""
    words = row.get("words")
    if "speaker" in row or not isinstance(words, list):
        return row
    labels = [str(word["speaker"]) for word in words if isinstance(word, Mapping) and word.get("speaker") is not None]
    return {**row, "speaker": max(labels, key=labels.count)} if labels and len(labels) < _LOOK else row


def _holds_session(value: Row) -> bool:
    """Whether the object is a session, and not one utterance of it."""
    return is_report(value) or is_rev_ai(value) or _list_key(value) is not None


def _list_key(value: Row) -> str | None:
    """The key under which the utterances stand."""
    return next(iter(_list_keys(value)), None)


def _list_keys(value: Row) -> Iterator[str]:
    for key in _LISTS:
        items = value.get(key)
        if isinstance(items, list) and all(isinstance(item, Mapping) for item in items[:_LOOK]):
            yield key
