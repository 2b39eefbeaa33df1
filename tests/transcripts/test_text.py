"""Plain text and Markdown in the shapes in which people and programs write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustsignals.errors import TranscriptError
from trustsignals.session import Session
from trustsignals.transcripts import read_stream, read_transcript
from trustsignals.transcripts.heads import parse_head
from trustsignals.transcripts.text import session_of_lines

Turn = tuple[str, str, float | None]


def turns(session: Session) -> list[Turn]:
    return [(u.speaker, u.text, u.start_s) for u in session]


def read(text: str, **options: object) -> Session:
    return next(read_stream(text.encode(), format="txt", **options))  # type: ignore[arg-type]


PLAIN = [("Therapist", "How was the week?", None), ("Client", "Long. Very long.", None)]
TIMED = [("Therapist", "How was the week?", 5.0), ("Client", "Long. Very long.", 9.0)]

SHAPES = {
    "name and colon": ("Therapist: How was the week?\nClient: Long. Very long.\n", PLAIN),
    "no blank after the colon": ("Therapist:How was the week?\nClient:Long. Very long.\n", PLAIN),
    "words go on": ("Therapist: How was\nthe week?\n\nClient: Long.\n\nVery long.", PLAIN),
    "CRLF": ("Therapist: How was the week?\r\n\r\nClient: Long. Very long.\r\n", PLAIN),
    "tab": ("Therapist\tHow was the week?\nClient\tLong. Very long.\n", PLAIN),
    "full-width colon": ("Therapist：How was the week?\nClient：Long. Very long.\n", PLAIN),
    "bold name": ("**Therapist:** How was the week?\n\n**Client:** Long. Very long.\n", PLAIN),
    "bold name, colon outside": ("**Therapist**: How was the week?\n\n**Client**: Long. Very long.\n", PLAIN),
    "italic name": ("*Therapist:* How was the week?\n\n_Client:_ Long. Very long.\n", PLAIN),
    "list": ("- **Therapist:** How was the week?\n- **Client:** Long. Very long.\n", PLAIN),
    "quotes": ("> Therapist: How was the week?\n>\n> Client: Long. Very long.\n", PLAIN),
    "headings and rules": (
        "# Session 4\n\n---\n\n## Beginning\nTherapist: How was the week?\n\n***\n\nClient: Long. Very long.\n\n___\n",
        PLAIN,
    ),
    "name above": ("Therapist\nHow was the week?\n\nClient\nLong. Very long.\n", PLAIN),
    "name above without gaps": ("Therapist\nHow was the week?\nClient\nLong. Very long.\n", PLAIN),
    "name above, gap below": ("Therapist\n\nHow was the week?\n\nClient\n\nLong. Very long.\n", PLAIN),
    "name and colon above": ("Therapist:\nHow was the week?\n\nClient:\nLong. Very long.\n", PLAIN),
    "bold name above": ("**Therapist**\nHow was the week?\n\n**Client**\nLong. Very long.\n", PLAIN),
    "time before": ("[00:00:05] Therapist: How was the week?\n[00:00:09] Client: Long. Very long.\n", TIMED),
    "time before, no brackets": ("00:05 Therapist: How was the week?\n00:09 Client: Long. Very long.\n", TIMED),
    "time before, round": ("(0:05) Therapist: How was the week?\n(0:09) Client: Long. Very long.\n", TIMED),
    "time before, dash": ("00:00:05 - Therapist: How was the week?\n00:00:09 - Client: Long. Very long.\n", TIMED),
    "span before": ("[00:05 - 00:08] Therapist: How was the week?\n[00:09 - 00:12] Client: Long. Very long.\n", TIMED),
    "time after": ("Therapist (00:05): How was the week?\nClient (00:09): Long. Very long.\n", TIMED),
    "time after, square": ("Therapist [00:00:05]: How was the week?\nClient [00:00:09]: Long. Very long.\n", TIMED),
    "time after, bare": ("Therapist 00:05: How was the week?\nClient 00:09: Long. Very long.\n", TIMED),
    "time after the colon": ("Therapist: [00:05] How was the week?\nClient: [00:09] Long. Very long.\n", TIMED),
    "bold with time": ("**Therapist** (00:05): How was the week?\n\n**Client** (00:09): Long. Very long.\n", TIMED),
    "time in bold": ("**Therapist (00:05):** How was the week?\n\n**Client (00:09):** Long. Very long.\n", TIMED),
    "time before bold": ("[00:05] **Therapist:** How was the week?\n\n[00:09] **Client:** Long. Very long.\n", TIMED),
    "Otter": (
        "Therapist  0:05\nHow was the week?\n\nClient  0:09\nLong. Very long.\n\nTranscribed by https://otter.ai\n",
        TIMED,
    ),
    "Rev": ("Therapist (00:05):\nHow was the week?\n\nClient (00:09):\nLong.\n\nVery long.\n", TIMED),
    "Teams, copied": ("Therapist   0:05\nHow was the week?\nClient   0:09\nLong. Very long.\n", TIMED),
    "Teams, spans": (
        "0:0:5.0 --> 0:0:8.250\nTherapist\nHow was the week?\n\n0:0:9.0 --> 0:0:12.5\nClient\nLong. Very long.\n",
        TIMED,
    ),
    "time alone before": ("[00:05]\nTherapist: How was the week?\n\n[00:09]\nClient: Long. Very long.\n", TIMED),
    "preamble": ("Fourth meeting, quiet room\n\nTherapist: How was the week?\nClient: Long. Very long.\n", PLAIN),
    "block of facts": (
        "Date: 5 May\nTherapist: Dr. Ames\nClient: J. D.\nDuration: 50 min\n\nTherapist: How was the week?\nClient: Long. Very long.\n",
        PLAIN,
    ),
}


@pytest.mark.parametrize(("text", "expected"), SHAPES.values(), ids=SHAPES.keys())
def test_shape(text: str, expected: list[Turn]) -> None:
    session = read(text)
    assert turns(session) == expected
    assert [str(u.role) for u in session] == ["therapist", "client"]


OTHER_NAMES = {
    "non-Latin": ("王医生: 你好\n李: 你好\n王医生: 最近怎么样\n李: 还好\n", ["王医生", "李"]),
    "digits": ("1: hello\n2: hi\n1: so\n2: yes\n", ["1", "2"]),
    "accents": ("Zoë Müller: hello\nJosé: hi\nZoë Müller: so\nJosé: yes\n", ["Zoë Müller", "José"]),
    "particles": (
        "Anna van der Berg: hello\nPat O’Neill: hi\nAnna van der Berg: so\nPat O’Neill: yes\n",
        ["Anna van der Berg", "Pat O’Neill"],
    ),
    "surname first": ("Ames, Ruth: hello\nDole, Kim: hi\n", ["Ames, Ruth", "Dole, Kim"]),
    "once each in a short text": ("Ruth: hello\nKim: hi\n", ["Ruth", "Kim"]),
    "small letters": (
        "speaker one: hello\nspeaker two: hi\nspeaker one: so\nspeaker two: yes\nspeaker one: a\nspeaker two: b\n",
        ["speaker one", "speaker two"],
    ),
    "case differs": ("RUTH: hello\nKim: hi\nRuth: so\nKIM: yes\n", ["RUTH", "Kim"]),
    "unknown speaker of Otter": (
        "Ruth  0:01\nhello\n\nUnknown Speaker  0:03\nhi\n\nKim  0:05\nyes\n",
        ["Ruth", "Unknown Speaker", "Kim"],
    ),
    "phone": ("Ruth: hello\nCall-in User 1: hi\nRuth: so\nCall-in User 1: yes\n", ["Ruth", "Call-in User 1"]),
    "WhisperX": ("[SPEAKER_00]: hello\n[SPEAKER_01]: hi\n[SPEAKER_00]: so\n", ["SPEAKER_00", "SPEAKER_01"]),
}


@pytest.mark.parametrize(("text", "labels"), OTHER_NAMES.values(), ids=OTHER_NAMES.keys())
def test_names(text: str, labels: list[str]) -> None:
    session = read(text, roles={labels[0]: "therapist", labels[-1]: "client"})
    assert [speaker.label for speaker in session.speakers] == labels


LONG = "".join(f"T: question {n}\nC: answer {n}\n" for n in range(10))

NOT_NAMES = {
    "clock": "12:30: we went home",
    "clock with words": "at 12:30: we went home",
    "sentence": "So I told him: stop it",
    "one word": "Honestly: no",
    "two words": "Long story: it broke",
    "address": "http://example.org/a: b",
    "ratio": "It was 10:1 against me",
    "question": "And then? Well: no",
    "quotation": 'She said "no": and left',
    "mark": "[crosstalk]: and so on",
    "time at the end": "we left at 6:30",
    "metadata": "Note: she cried",
}


@pytest.mark.parametrize("line", NOT_NAMES.values(), ids=NOT_NAMES.keys())
def test_sentence_with_a_colon_is_no_name(line: str) -> None:
    session = read(f"{LONG}C: first\n{line}\nT: last\n")
    assert [speaker.label for speaker in session.speakers] == ["T", "C"]
    assert session.utterances[-2].text == f"first {line}"


def test_label_that_tells_a_role_counts_once() -> None:
    session = read(f"{LONG}Interpreter: one moment\n")
    assert [speaker.label for speaker in session.speakers] == ["T", "C", "Interpreter"]


def test_counted_labels_are_one_speaker() -> None:
    text = "".join(f"T{n}: question\nC{n}: answer\n" for n in range(1, 8))
    session = read(text)
    assert [speaker.label for speaker in session.speakers] == ["T", "C"]
    assert [u.source_id for u in session][:3] == ["T1", "C1", "T2"]


def test_numbered_turns_keep_their_number() -> None:
    session = read("1. T: hello\n2. C: hi\n3. T: so\n")
    assert [(u.source_id, u.speaker) for u in session] == [("1", "T"), ("2", "C"), ("3", "T")]


def test_turns_of_one_speaker_stay_apart_in_text() -> None:
    assert len(read("T: one\nT: two\nC: three\n")) == 3


def test_cues_in_whisperx_text_are_joined() -> None:
    text = "[SPEAKER_00]: one\n[SPEAKER_00]: two\n[SPEAKER_01]: three\n"
    session = read(text, roles={"SPEAKER_00": "therapist"})
    assert [u.text for u in session] == ["one two", "three"]
    first = session.utterances[0]
    assert [first.text[s.start : s.end] for s in first.segments] == ["one", "two"]


def test_time_of_day_tells_no_position() -> None:
    session = read("[10:02 AM] T: hello\n[10:03 AM] C: hi\n")
    assert [(u.speaker, u.start_s) for u in session] == [("T", None), ("C", None)]


def test_marks_and_emphasis_in_words_stay() -> None:
    session = read("T: *really* [inaudible]\nC: [crosstalk] no\n")
    assert [u.text for u in session] == ["*really* [inaudible]", "[crosstalk] no"]


def test_left_out_lines_are_noted() -> None:
    assert read("A quiet room\n\nT: hello\nC: hi\n").notes == ("1 lines before the first speaker were left out",)


def test_teams_frame_is_left_out() -> None:
    text = "Meeting\n5 May\n\nRuth Ames started transcription\n\nT   0:04\nhello\n\nC   0:09\nhi\n\nRuth Ames stopped transcription\n"
    assert [u.text for u in read(text)] == ["hello", "hi"]


def test_no_speaker() -> None:
    with pytest.raises(TranscriptError, match="no line begins with a speaker's name"):
        read("The story of a day.\nIt was long and it was late.\n")


def test_shapes_are_found_in_files(tmp_path: Path) -> None:
    path = tmp_path / "four.txt"
    for name, (text, expected) in SHAPES.items():
        path.write_text(text, encoding="utf-8")
        assert turns(read_transcript(path)) == expected, name


def test_markdown_ending(tmp_path: Path) -> None:
    path = tmp_path / "four.md"
    path.write_text("# Four\n\n**T:** hello\n\n**C:** hi\n", encoding="utf-8")
    session = read_transcript(path)
    assert (session.id, session.source, session.format, len(session)) == ("four", "four.md", "txt", 2)


@pytest.mark.parametrize(
    "line",
    [
        "a:" * 500_000,
        " " * 1_000_000 + "x",
        "[" * 1_000_000,
        "1:" * 500_000,
        "* " * 500_000,
        "00:00 --> " * 100_000,
        "(" * 500_000 + ":",
        "T: " + "x" * 99_000,
        "- " * 500_000 + ":",
        "**" * 500_000,
        "a. " * 333_333 + ":",
    ],
)
def test_hostile_line_takes_no_time(line: str) -> None:
    parse_head(line)
    session_of_lines([line] * 3)
