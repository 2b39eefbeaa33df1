"""JSON and JSON Lines: lists of utterances, speech recognition, our own reports."""

from __future__ import annotations

import json

import pytest

from trustsignals.errors import TranscriptError
from trustsignals.session import Segment, Session
from trustsignals.transcripts import read_stream

TURNS = [{"speaker": "T", "text": "How was it?"}, {"speaker": "C", "text": "Long."}]


def read(value: object, roles: dict[str, str] | None = None, format: str = "json") -> list[Session]:
    data = value if isinstance(value, str) else json.dumps(value)
    return list(read_stream(data.encode(), format=format, roles=roles))


def rows(session: Session) -> list[tuple[str, str]]:
    return [(u.speaker, u.text) for u in session]


SHAPES = {
    "list": TURNS,
    "utterances": {"utterances": TURNS},
    "segments": {"segments": TURNS},
    "turns": {"id": "x", "turns": TURNS},
    "results of Deepgram": {
        "results": {"utterances": [{"speaker": turn["speaker"], "transcript": turn["text"]} for turn in TURNS]}
    },
    "speaker as an object": [
        {"speaker": {"id": 4, "name": "T"}, "text": "How was it?"},
        {"speaker": {"id": "C"}, "text": "Long."},
    ],
    "chat": {"messages": [{"role": "assistant", "content": "How was it?"}, {"role": "user", "content": "Long."}]},
}


@pytest.mark.parametrize("value", SHAPES.values(), ids=SHAPES.keys())
def test_shape(value: object) -> None:
    [session] = read(value)
    assert [text for _, text in rows(session)] == ["How was it?", "Long."]
    assert [str(u.role) for u in session] == ["therapist", "client"]


def test_ids_and_times() -> None:
    [session] = read({"session_id": 7, "utterances": [{"id": 3, "start": 1, "end": 2.5, **TURNS[0]}, {"id": 4, **TURNS[1]}]})
    assert session.id == "7"
    assert [(u.source_id, u.start_s, u.end_s) for u in session] == [("3", 1.0, 2.5), ("4", None, None)]


def test_digits_are_labels() -> None:
    [session] = read([{"speaker": 0, "text": "a"}, {"speaker": 1, "text": "b"}], roles={"0": "therapist"})
    assert [s.label for s in session.speakers] == ["0", "1"]


def test_whisperx_joins_and_takes_speakers_of_words() -> None:
    segments = [
        {"start": 0.0, "end": 1.0, "text": " Hello.", "speaker": "SPEAKER_00", "words": []},
        {
            "start": 1.0,
            "end": 2.0,
            "text": " How was it?",
            "words": [{"word": "How", "speaker": "SPEAKER_00"}, {"word": "was"}],
        },
        {"start": 2.0, "end": 3.0, "text": " Long.", "speaker": "SPEAKER_01"},
    ]
    [session] = read({"segments": segments, "language": "en"}, roles={"SPEAKER_00": "therapist"})
    assert rows(session) == [("SPEAKER_00", "Hello. How was it?"), ("SPEAKER_01", "Long.")]
    assert session.utterances[0].segments == (Segment(None, 0.0, 1.0, 0, 6), Segment(None, 1.0, 2.0, 7, 18))


def test_whisper_without_speakers() -> None:
    with pytest.raises(TranscriptError, match="no key names the speaker"):
        read({"text": "hello", "segments": [{"id": 0, "start": 0.0, "end": 1.0, "text": "hello"}]})


def test_rev_ai() -> None:
    monologues = [
        {
            "speaker": 0,
            "elements": [
                {"type": "text", "value": "How", "ts": 1.0, "end_ts": 1.2},
                {"type": "punct", "value": " "},
                {"type": "text", "value": "long", "ts": 1.3, "end_ts": 1.6},
                {"type": "punct", "value": "?"},
            ],
        },
        {
            "speaker": 1,
            "elements": [{"type": "text", "value": "Long", "ts": 2.0, "end_ts": 2.4}, {"type": "punct", "value": "."}],
        },
    ]
    [session] = read({"monologues": monologues}, roles={"Speaker 0": "therapist"})
    assert [(u.speaker, u.text, u.start_s, u.end_s) for u in session] == [
        ("Speaker 0", "How long?", 1.0, 1.6),
        ("Speaker 1", "Long.", 2.0, 2.4),
    ]


def test_milliseconds_of_assemblyai() -> None:
    [session] = read(
        {
            "utterances": [
                {"speaker": "A", "text": "how was it", "start": 4000, "end": 6000},
                {"speaker": "B", "text": "very long", "start": 7000, "end": 9000},
            ]
        },
        roles={"A": "therapist"},
    )
    assert [u.start_s for u in session] == [4.0, 7.0]


REPORT = {
    "schema": "trustsignals.report/1",
    "session": {
        "id": "four",
        "speakers": [
            {"label": "Speaker 1", "role": "therapist", "role_source": "option", "confidence": 1.0},
            {"label": "Speaker 2", "role": "client", "role_source": "inferred", "confidence": 0.8},
        ],
    },
    "utterances": [
        {
            "id": 0,
            "source_id": "17",
            "speaker": "Speaker 1",
            "role": "therapist",
            "start_s": 1.0,
            "end_s": 3.0,
            "text": "How was it? So?",
            "segments": [
                {"source_id": "17", "start_s": 1.0, "end_s": 2.0, "start": 0, "end": 11},
                {"source_id": "18", "start_s": 2.0, "end_s": 3.0, "start": 12, "end": 15},
            ],
        },
        {
            "id": 1,
            "source_id": None,
            "speaker": "Speaker 2",
            "role": "client",
            "start_s": None,
            "end_s": None,
            "text": "Long.",
            "segments": [],
        },
    ],
}


def test_our_report_comes_back() -> None:
    [session] = read(REPORT)
    assert session.id == "four"
    assert [(s.label, str(s.role), s.role_source, s.confidence) for s in session.speakers] == [
        ("Speaker 1", "therapist", "option", 1.0),
        ("Speaker 2", "client", "inferred", 0.8),
    ]
    first, second = session.utterances
    assert (first.source_id, first.start_s, first.end_s) == ("17", 1.0, 3.0)
    assert [first.text[s.start : s.end] for s in first.segments] == ["How was it?", "So?"]
    assert second.segments == ()


def test_reports_as_lines() -> None:
    text = "\n".join(json.dumps({**REPORT, "session": {**REPORT["session"], "id": name}}) for name in "ab")  # type: ignore[dict-item]
    assert [s.id for s in read(text, format="jsonl")] == ["a", "b"]


def test_utterances_as_lines() -> None:
    about = {"conversation_id": "c1", "reply-to": None, "meta": {}}  # as ConvoKit writes them
    text = "\n".join(json.dumps({"id": f"u{n}", **about, **turn}) for n, turn in enumerate(TURNS))
    for format in ("jsonl", "json"):
        [session] = read(text + "\n", format=format)
        assert session.id == "c1"
        assert [u.source_id for u in session] == ["u0", "u1"]


def test_json_named_as_lines() -> None:
    assert len(read(json.dumps(TURNS, indent=1), format="jsonl")) == 1


def test_sessions_in_one_file() -> None:
    value = {"sessions": [{"id": "a", "utterances": TURNS}, {"id": "b", "utterances": TURNS}]}
    assert [s.id for s in read(value)] == ["a", "b"]
    assert [s.id for s in read(value["sessions"])] == ["a", "b"]
    assert [s.id for s in read([{"utterances": TURNS}, {"utterances": TURNS}])] == ["session", "session-2"]


BROKEN = {
    "cut off": ('{"utterances": [{"speaker": "T", "te', "line 1: this is no valid JSON"),
    "number": ("12", "this JSON is no transcript"),
    "strings": ('["a", "b"]', "this JSON is no transcript"),
    "empty list": ("[]", "no utterance was found"),
    "other object": ('{"a": 1}', "this JSON is no transcript"),
    "no words": ('[{"speaker": "T", "said": "a"}]', "no key holds the words"),
    "deep": ("[" * 100_000, "no valid JSON"),
    "newer report": ('{"schema": "trustsignals.report/9"}', "another version"),
    "damaged report": ('{"schema": "trustsignals.report/1", "utterances": 3}', "this report is damaged"),
    "huge number": ('[{"speaker": "T", "text": ' + "9" * 5000 + "}]", "no valid JSON"),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_broken(text: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        read(text)


def test_broken_line_is_named() -> None:
    with pytest.raises(TranscriptError, match="line 2: this line is no valid JSON"):
        read('{"speaker": "T", "text": "a"}\n{"speaker\n', format="jsonl")


def test_half_characters_are_dropped() -> None:
    [session] = read('[{"speaker": "T", "text": "a\\ud800\\u0000b"}, {"speaker": "C", "text": "c"}]')
    assert session.utterances[0].text == "ab"
