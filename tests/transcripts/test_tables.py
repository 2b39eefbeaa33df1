"""Tables: names of columns, delimiters, sessions, ids, coders."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from trustsignals.errors import RoleError, TranscriptError
from trustsignals.session import Session
from trustsignals.transcripts import read_sessions, read_stream, read_transcript

CORPORA = Path(os.environ.get("TRUSTSIGNALS_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
ANNOMI = CORPORA / "annomi" / "annomi-full.csv"


def read(text: str, roles: dict[str, str] | None = None) -> list[Session]:
    return list(read_stream(text.encode(), format="csv", roles=roles))


def rows(session: Session) -> list[tuple[str, str]]:
    return [(u.speaker, u.text) for u in session]


TWO = [("T", "How was it?"), ("C", "Long, very long.")]

TABLES = {
    "comma": 'speaker,text\nT,How was it?\nC,"Long, very long."\n',
    "semicolon": "speaker;text\nT;How was it?\nC;Long, very long.\n",
    "tab": "speaker\ttext\nT\tHow was it?\nC\tLong, very long.\n",
    "bar": "speaker|text\nT|How was it?\nC|Long, very long.\n",
    "Excel's line": "sep=;\nspeaker;text\nT;How was it?\nC;Long, very long.\n",
    "other names": 'Interlocutor,Utterance Text\nT,How was it?\nC,"Long, very long."\n',
    "who and message": 'who,message\nT,How was it?\nC,"Long, very long."\n',
    "name and content": 'Name,CONTENT\nT,How was it?\nC,"Long, very long."\n',
    "more columns": 'note,text,speaker\n,How was it?,T\nx,"Long, very long.",C\n',
    "blank rows": 'speaker,text\nT,How was it?\n\n,\nC,"Long, very long."\n',
    "CRLF": 'speaker,text\r\nT,How was it?\r\nC,"Long, very long."\r\n',
    "BOM": '\ufeffspeaker,text\nT,How was it?\nC,"Long, very long."\n',
    "line break in a cell": 'speaker,text\nT,How was it?\nC,"Long,\nvery long."\n',
    "short row": 'speaker,text,note\nT,How was it?\nC,"Long, very long."\n',
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES.keys())
def test_table(text: str) -> None:
    [session] = read(text)
    assert rows(session) == TWO


def test_times_and_ids() -> None:
    [session] = read("turn,speaker,start,end,text\n1,T,00:00:01,00:00:02.5,a\n2,T,3,4,b\n3,C,n/a,,c\n")
    assert [(u.source_id, u.start_s, u.end_s) for u in session] == [("1", 1.0, 2.5), ("2", 3.0, 4.0), ("3", None, None)]


def test_milliseconds() -> None:
    [session] = read("start,end,speaker,text\n4000,6500,T,how was it\n7000,9000,C,very long indeed\n")
    assert [(u.start_s, u.end_s) for u in session] == [(4.0, 6.5), (7.0, 9.0)]
    [session] = read("start_ms,speaker,text\n4000,T,how was it\n7000,C,very long indeed\n")
    assert [u.start_s for u in session] == [4.0, 7.0]


def test_rows_with_an_id_stay_and_cues_are_joined() -> None:
    [session] = read("utterance_id,start,end,speaker,text\n1,0,1,T,a\n2,1,2,T,b\n3,2,3,C,c\n")
    assert [u.text for u in session] == ["a", "b", "c"]
    [session] = read("start,end,speaker,text\n0,1,T,a\n1,2,T,b\n2,3,C,c\n")
    assert [u.text for u in session] == ["a b", "c"]
    [session] = read("speaker,text\nT,a\nT,b\nC,c\n")
    assert [u.text for u in session] == ["a", "b", "c"]


def test_several_sessions() -> None:
    sessions = read("session_id,speaker,text\nx,T,a\ny,T,b\nx,C,c\ny,C,d\n")
    assert [(s.id, [u.text for u in s]) for s in sessions] == [("x", ["a", "c"]), ("y", ["b", "d"])]


def test_one_bad_session_does_not_cost_the_others() -> None:
    sessions = read_stream(b"session,speaker,text\nx,A,a\nx,B,b\ny,T,c\ny,C,d\n", format="csv")
    with pytest.raises(RoleError, match="session x"):
        next(sessions)
    assert next(sessions).id == "y"
    assert next(sessions, None) is None


def test_choosing_a_session(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("session,speaker,text\nx,T,a\nx,C,b\ny,T,c\ny,C,d\n", encoding="utf-8")
    assert read_transcript(path, session="y").id == "y"
    with pytest.raises(TranscriptError, match=r"many\.csv: this file holds 2 sessions; choose one with --session ID"):
        read_transcript(path)
    with pytest.raises(TranscriptError, match="no session has the id"):
        read_transcript(path, session="z")


def test_rows_of_coders_are_read_once() -> None:
    header = "utterance_id,interlocutor,utterance_text,annotator_id\n"
    [session] = read(header + "0,therapist,a,1\n0,therapist,a,2\n1,client,b,1\n1,client,b,2\n")
    assert rows(session) == [("therapist", "a"), ("client", "b")]
    assert session.notes == ("2 rows of further coders were left out",)


def test_role_beside_a_speaker() -> None:
    [session] = read("speaker,role,text\nRuth,Counsellor,a\nKim,C,b\nAda,interpreter,c\n")
    assert [(s.label, str(s.role)) for s in session.speakers] == [("Ruth", "therapist"), ("Kim", "client"), ("Ada", "other")]


def test_role_where_one_speaker_has_both() -> None:
    [session] = read("speaker,role,text\nroom 3,therapist,a\nroom 3,client,b\n")
    assert [s.label for s in session.speakers] == ["therapist", "client"]


def test_no_text_column() -> None:
    with pytest.raises(
        TranscriptError, match="no column holds the words; its columns are speaker, remarks; name one of them text, "
    ):
        read("speaker,remarks\nT,a\nC,b\n")


def test_no_speaker_column() -> None:
    with pytest.raises(TranscriptError, match=r"no column names the speaker; its columns are start, end, text; .*WhisperX"):
        read("start\tend\ttext\n0\t100\thello\n")


def test_table_without_header_is_not_quoted() -> None:
    with pytest.raises(TranscriptError, match="none of the 2 names is a known one") as caught:
        read("T,I never told anyone\nC,secret\n")
    assert "never" not in str(caught.value)


def test_header_only() -> None:
    with pytest.raises(TranscriptError, match="no utterance was found"):
        read("speaker,text\n")


def test_unclosed_quote() -> None:
    with pytest.raises(TranscriptError, match="quotes don't close"):
        read('speaker,text\nT,"' + "a\n" * 100_000)


@pytest.mark.skipif(not ANNOMI.is_file(), reason="the corpora are not here (TRUSTSIGNALS_CORPORA)")
def test_annomi() -> None:
    begun = time.perf_counter()
    sessions = list(read_sessions(ANNOMI))
    assert time.perf_counter() - begun < 1.5
    assert (len(sessions), sum(map(len, sessions))) == (87, 6747)
    for session in sessions:
        assert session.id.isdecimal()
        ids = [u.source_id for u in session]
        assert None not in ids
        assert len(set(ids)) == len(ids)
        assert {str(s.role) for s in session.speakers} == {"therapist", "client"}
