"""Files as they come: encodings, wrong endings, files that are no transcripts, limits."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustsignals.errors import RoleError, TranscriptError, TranscriptTooLargeError
from trustsignals.transcripts import Limits, read_sessions, read_stream, read_transcript

TEXT = "T: How was the café?\nC: Long – very long.\n"

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "four.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))
    session = read_transcript(path)
    assert [u.text for u in session] == ["How was the café?", "Long – very long."]
    assert bool(session.notes) == (encoding == "cp1252")


def test_damaged_utf8_is_not_taken_for_windows(tmp_path: Path) -> None:
    path = tmp_path / "four.txt"
    path.write_bytes("T: 你好吗今天怎么样啊\nC: ".encode() + b"\xff" + "很好，谢谢\n".encode())
    session = read_transcript(path)
    assert session.utterances[1].text == "\ufffd很好，谢谢"
    assert session.notes == ("1 damaged characters were replaced; save the file again as UTF-8",)


CONTENT = {
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v T>a\n\n00:02.000 --> 00:03.000\n<v C>b\n",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nT: a\n\n2\n00:00:02,000 --> 00:00:03,000\nC: b\n",
    "json": '[{"speaker": "T", "text": "a"}, {"speaker": "C", "text": "b"}]',
    "jsonl": '{"speaker": "T", "text": "a"}\n{"speaker": "C", "text": "b"}\n',
    "csv": "speaker,text\nT,a\nC,b\n",
    "txt": "T: a\nC: b\n",
}


@pytest.mark.parametrize("ending", ["", ".bin", ".txt", ".csv", ".vtt", ".srt", ".json", ".transcript"])
@pytest.mark.parametrize("format", CONTENT)
def test_content_tells_where_the_ending_lies(tmp_path: Path, format: str, ending: str) -> None:
    path = tmp_path / f"four{ending}"
    path.write_text(CONTENT[format], encoding="utf-8")
    session = read_transcript(path)
    assert [(u.speaker, u.text) for u in session] == [("T", "a"), ("C", "b")]
    assert session.id == "four"
    if format != "jsonl":
        assert session.format == format


NO_TRANSCRIPTS = {
    "four.pdf": (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF and no transcript"),
    "four.txt": (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF and no transcript"),
    "four.mp3": (b"ID3\x04\x00\x00", "this is a recording and no transcript"),
    "four.m4a": (b"\x00\x00\x00\x20ftypM4A ", "this is a recording and no transcript"),
    "four.wav": (b"RIFF\x00\x00\x00\x00WAVE", "this is a recording and no transcript"),
    "four.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1", "old word processor"),
    "four.rtf": (b"{\\rtf1 hello", "old word processor"),
    "four.zip": (b"PK\x03\x04\x00\x00", "packed folder"),
    "four.png": (b"\x89PNG\r\n\x1a\n\x00", "picture"),
    "four.html": (b"<!DOCTYPE html><html>", "web page"),
    "bin.txt": (b"T: a\0\x01\x02\0\0\nC: b", "binary file"),
    "noise.txt": (bytes(range(1, 9)) * 50, "binary file"),
    "empty.txt": (b"", "the file is empty"),
    "blank.vtt": (b" \n\r\n\t", "the file is empty"),
    "mark.txt": (b"\xef\xbb\xbf", "the file is empty"),
    "four.xyz": (b"nothing to see", 'the ending ".xyz" is unknown'),
    "four": (b"nothing to see", "the format can't be told"),
    "cut.txt": (b"\xff\xfeT\x00:\x00 ", "cut off or damaged"),
}


@pytest.mark.parametrize(
    ("name", "data", "message"), [(name, *rest) for name, rest in NO_TRANSCRIPTS.items()], ids=NO_TRANSCRIPTS
)
def test_no_transcript(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(TranscriptError, match=message) as caught:
        read_transcript(path)
    assert str(caught.value).startswith(f"{name}: ")
    assert str(tmp_path) not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(TranscriptError, match=r"^gone\.txt: there is no such file"):
        read_transcript(tmp_path / "gone.txt")
    with pytest.raises(TranscriptError, match="this is a folder"):
        read_transcript(tmp_path)
    with pytest.raises(TranscriptError, match="can't be opened"):
        read_transcript("a\0b")


def test_unknown_format() -> None:
    with pytest.raises(TranscriptError, match=r"no transcript format of that name; known are \.docx, .*\.vtt"):
        next(read_stream(b"T: a", format="wordperfect"))
    assert len(next(read_stream(b"speaker\ttext\nT\ta\nC\tb\n", format=".TSV"))) == 2


LIMITS = [
    (Limits(bytes=10), "too large in bytes"),
    (Limits(utterances=1), "2 utterances"),
    (Limits(speakers=1), "2 speakers"),
    (Limits(characters=5), "utterance 1 has 17 characters"),
]


@pytest.mark.parametrize(("limits", "message"), LIMITS)
def test_limits(tmp_path: Path, limits: Limits, message: str) -> None:
    path = tmp_path / "four.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(TranscriptTooLargeError, match=message):
        read_sessions(path, limits=limits)


def test_source_and_id(tmp_path: Path) -> None:
    path = tmp_path / "A 4.final.txt"
    path.write_text(TEXT, encoding="utf-8")
    session = read_transcript(path)
    assert (session.id, session.source) == ("A 4.final", "A 4.final.txt")
    stream = next(read_stream(TEXT.encode(), format="txt"))
    assert (stream.id, stream.source) == ("session", None)


def test_roles_of_the_user(tmp_path: Path) -> None:
    path = tmp_path / "four.txt"
    path.write_text("Speaker 1: a\nSpeaker 2: b\n", encoding="utf-8")
    with pytest.raises(
        RoleError, match=r'four\.txt: the labels "Speaker 1" and "Speaker 2" don\'t tell .*--role "Speaker 1=therapist"'
    ):
        read_transcript(path)
    session = read_transcript(path, roles={"speaker 2": "Therapist"})
    assert [(s.label, str(s.role), s.role_source) for s in session.speakers] == [
        ("Speaker 1", "client", "option"),
        ("Speaker 2", "therapist", "option"),
    ]
    with pytest.raises(RoleError, match='no speaker is called "Speaker 3"; the labels are "Speaker 1" and "Speaker 2"'):
        read_transcript(path, roles={"Speaker 3": "therapist"})
    with pytest.raises(RoleError, match='"boss" is no role; use therapist, client or other'):
        read_transcript(path, roles={"Speaker 1": "boss"})
