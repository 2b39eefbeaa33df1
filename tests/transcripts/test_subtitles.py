"""WebVTT and SubRip as Zoom, Teams, noScribe and WhisperX write them."""

from __future__ import annotations

import pytest

from trustsignals.errors import TranscriptError
from trustsignals.session import Session
from trustsignals.transcripts import read_stream

ROLES = {"Ruth Ames": "therapist", "Kim": "client"}

ZOOM = """WEBVTT

1
00:00:04.859 --> 00:00:07.410
Ruth Ames: Good to see you.

2
00:00:07.500 --> 00:00:09.000
Ruth Ames: How was it?

3
00:00:09.100 --> 00:00:12.000
Kim: Long.

4
00:00:12.100 --> 00:00:13.000
Mm-hm.

5
00:00:13.100 --> 00:00:15.000
Ruth Ames: I see:
two things.
"""

TEAMS = """\ufeffWEBVTT\r
\r
0b1c/32-0\r
00:04.859 --> 00:07.410\r
<v Ruth Ames>Good to see you.</v>\r
\r
0b1c/32-1\r
00:07.500 --> 00:09.000\r
<v Ruth Ames>Tea &amp; cake?\r
\r
0b1c/33-0\r
00:09.100 --> 00:12.000\r
<v Kim>Long &lt;sigh&gt;.</v>\r
<v Ruth Ames>Yes.</v>\r
"""

NOSCRIBE = """WEBVTT four

NOTE
media: four.m4a

00:00:01.000 --> 00:00:02.000
<v S00>Hello there.

00:00:02.500 --> 00:00:04.000
<v S01>Hi.
"""

WHISPERX = """WEBVTT

00:04.859 --> 00:07.410
[SPEAKER_00]: Good to see you.

00:07.500 --> 00:09.000
[SPEAKER_00]: How was it?

00:09.100 --> 00:12.000
[SPEAKER_01]: Long.
"""

SRT = """1
00:00:04,859 --> 00:00:07,410
Ruth Ames: Good to see you.

2
00:00:07,500 --> 00:00:09,000
Ruth Ames: <i>How</i> was it?

3
00:00:09,100 --> 00:00:12,000
Kim: Long.
"""


def read(text: str, format: str = "vtt", roles: dict[str, str] | None = None) -> Session:
    return next(read_stream(text.encode(), format=format, roles=roles))


def test_zoom() -> None:
    session = read(ZOOM, roles=ROLES)
    assert [(u.speaker, u.text, u.source_id, u.start_s, u.end_s) for u in session] == [
        ("Ruth Ames", "Good to see you. How was it?", "1", 4.859, 9.0),
        ("Kim", "Long.", "3", 9.1, 12.0),
        ("Unknown speaker", "Mm-hm.", "4", 12.1, 13.0),
        ("Ruth Ames", "I see: two things.", "5", 13.1, 15.0),
    ]
    first = session.utterances[0]
    assert [(s.source_id, first.text[s.start : s.end], s.start_s) for s in first.segments] == [
        ("1", "Good to see you.", 4.859),
        ("2", "How was it?", 7.5),
    ]
    assert session.notes == ('1 piece has no speaker; read as "Unknown speaker" with the role other',)
    assert session.duration_s == 15.0


def test_teams() -> None:
    session = read(TEAMS, roles=ROLES)
    assert [(u.speaker, u.text, u.source_id) for u in session] == [
        ("Ruth Ames", "Good to see you. Tea & cake?", "0b1c/32-0"),
        ("Kim", "Long <sigh>.", "0b1c/33-0"),
        ("Ruth Ames", "Yes.", "0b1c/33-0"),
    ]


def test_noscribe_without_closing_tags() -> None:
    session = read(NOSCRIBE, roles={"S00": "therapist"})
    assert [(u.speaker, u.text, u.start_s) for u in session] == [("S00", "Hello there.", 1.0), ("S01", "Hi.", 2.5)]


def test_whisperx() -> None:
    session = read(WHISPERX, roles={"speaker_00": "therapist"})
    assert [(u.speaker, u.text, u.end_s) for u in session] == [
        ("SPEAKER_00", "Good to see you. How was it?", 9.0),
        ("SPEAKER_01", "Long.", 12.0),
    ]


def test_srt() -> None:
    session = read(SRT, "srt", ROLES)
    assert [(u.speaker, u.text, u.source_id) for u in session] == [
        ("Ruth Ames", "Good to see you. How was it?", "1"),
        ("Kim", "Long.", "3"),
    ]


ODD = {
    "no blank lines": "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nT: a\n2\n00:02.000 --> 00:03.000\nC: b\n",
    "blank line in the words": "WEBVTT\n\n00:01.000 --> 00:02.000\nT: a\n\n00:02.000 --> 00:03.000\n\nC: b\n",
    "settings": "WEBVTT\n\n00:01.000 --> 00:02.000 align:start position:0%\nT: a\n\n00:02.000 --> 00:03.000 line:1\nC: b\n",
    "comments and styles": (
        "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE x\n\n00:01.000 --> 00:02.000\nT: a\n\nNOTE y\nz: w\n\n"
        "00:02.000 --> 00:03.000\nC: b\n\nNOTE end\n"
    ),
    "tags": "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.yellow>T: <b>a</b></c>\n\n00:02.000 --> 00:03.000\nC: <00:00:02.500>b\n",
    "classes of voices": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud T>a</v>\n\n00:02.000 --> 00:03.000\n<v C>b\n",
    "chevrons": "WEBVTT\n\n00:01.000 --> 00:02.000\n>> T: a\n\n00:02.000 --> 00:03.000\n&gt;&gt; C: b\n",
    "short times": "WEBVTT\n\n0:0:1.0 --> 0:0:2.0\nT: a\n\n0:0:2.0 --> 0:0:3.0\nC: b\n",
    "no header": "00:01.000 --> 00:02.000\nT: a\n\n00:02.000 --> 00:03.000\nC: b\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_files(text: str) -> None:
    assert [(u.speaker, u.text, u.start_s) for u in read(text)] == [("T", "a", 1.0), ("C", "b", 2.0)]


def test_number_as_words_is_no_identifier() -> None:
    text = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v T>How many?\n\n2\n"
    text += "00:02.000 --> 00:03.000\n<v C>\n42\n\n3\n"
    text += "00:03.000 --> 00:04.000\n<v T>ok\n"
    assert [(u.text, u.source_id) for u in read(text)] == [("How many?", "1"), ("42", "2"), ("ok", "3")]


def test_cues_without_labels_are_not_joined() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v T>a\n\n00:02.000 --> 00:03.000\nb\n\n"
    text += "00:03.000 --> 00:04.000\nc\n\n00:04.000 --> 00:05.000\n<v C>d\n"
    assert [u.text for u in read(text)] == ["a", "b", "c", "d"]


def test_names_above_the_words() -> None:
    turns = [("Ruth Ames", "How was it?"), ("Kim", "Long.\nVery long."), ("Ruth Ames", "So?"), ("Kim", "So: no.")]
    text = "".join(f"0:0:{n}.5 --> 0:0:{n + 1}.0\n{name}\n{words}\n\n" for n, (name, words) in enumerate(turns))
    for format in ("srt", "txt"):
        assert [(u.speaker, u.text, u.start_s) for u in read(text, format, ROLES)] == [
            (name, words.replace("\n", " "), n + 0.5) for n, (name, words) in enumerate(turns)
        ]


@pytest.mark.parametrize(
    "words", ["<v" + ".a" * 100_000, "<v " * 100_000, "&gt;" * 100_000, "<" * 300_000, " " * 300_000, "{\\an" * 50_000]
)
def test_hostile_words_take_no_time(words: str) -> None:
    text = f"00:01.000 --> 00:02.000\nT: x{words[:99_000]}\n\n00:02.000 --> 00:03.000\nC: b\n"
    assert read(text).utterances[-1].text == "b"


def test_whisper_without_speakers() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nhello there\n\n2\n00:00:02,000 --> 00:00:03,000\nhi\n"
    with pytest.raises(TranscriptError, match="no speaker is named"):
        read(text, "srt")


def test_no_cue() -> None:
    with pytest.raises(TranscriptError, match="no cue was found"):
        read("WEBVTT\n\nNOTE nothing\n")
