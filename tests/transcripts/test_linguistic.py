"""CHAT, ELAN and Praat, and sessions in several files."""

from __future__ import annotations

from pathlib import Path

import pytest

from trustsignals.errors import TranscriptError
from trustsignals.session import Session
from trustsignals.transcripts import merge_sessions, read_sessions, read_stream, read_transcript
from trustsignals.transcripts.praat import _tokens

CHAT = """@UTF8
@Begin
@Languages:\teng
@Participants:\tTHE Ames Therapist, PAR Kim Patient, MOT Mother
@ID:\teng|corpus|THE|||||Therapist|||
*THE:\thow was &-um the week ? \x154000_6500\x15
%mor:\tadv|how
*THE:\tI mean [/] I mean at (.) home .
*PAR:\tlong (be)cause it rained
\tand rained . \x157000_9000\x15
%com:\tcries
*PAR:\t&=sighs .
*MOT:\t0 .
*MOT:\tno .
*THE:\twell <you are> [//] you sound +...
@End
"""


def read(data: str | bytes, format: str, roles: dict[str, str] | None = None) -> Session:
    return next(read_stream(data.encode() if isinstance(data, str) else data, format=format, roles=roles))


def test_chat() -> None:
    session = read(CHAT, "cha")
    assert [(u.speaker, str(u.role), u.text, u.start_s, u.end_s) for u in session] == [
        ("THE", "therapist", "how was um the week? I mean I mean at home.", 4.0, 6.5),
        ("PAR", "client", "long because it rained and rained. [sighs].", 7.0, 9.0),
        ("MOT", "other", "no.", None, None),
        ("THE", "therapist", "well you are you sound…", None, None),
    ]


def test_chat_without_utterances() -> None:
    with pytest.raises(TranscriptError, match=r"no utterance was found; in CHAT"):
        read("@UTF8\n@Begin\n@End\n", "cha")


def elan(tiers: str, slots: str = "") -> str:
    slots = slots or "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{n}" TIME_VALUE="{n * 1000}"/>' for n in range(9))
    return f'<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>'


def aligned(own: str, first: int, last: int, text: str) -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{own}" TIME_SLOT_REF1="ts{first}" TIME_SLOT_REF2="ts{last}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def referring(own: str, to: str, text: str) -> str:
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{own}" ANNOTATION_REF="{to}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


def test_elan() -> None:
    data = elan(
        '<TIER TIER_ID="A" PARTICIPANT="Therapist">'
        + aligned("a1", 1, 2, "how was it?")
        + aligned("a2", 5, 6, "so?")
        + "</TIER>"
        '<TIER TIER_ID="Client">' + aligned("a3", 3, 4, "long &amp; late") + aligned("a4", 4, 5, "very late") + "</TIER>"
        '<TIER TIER_ID="English" PARENT_REF="Client">' + referring("a5", "a3", "words of a translator") + "</TIER>"
    )
    session = read(data, "eaf")
    assert [(u.speaker, u.text, u.start_s, u.end_s, u.source_id) for u in session] == [
        ("Therapist", "how was it?", 1.0, 2.0, "a1"),
        ("Client", "long & late very late", 3.0, 5.0, "a3"),
        ("Therapist", "so?", 5.0, 6.0, "a2"),
    ]
    assert session.notes == ("1 further tiers were left out",)


def test_elan_with_words_on_tiers_below_and_missing_times() -> None:
    slots = '<TIME_SLOT TIME_SLOT_ID="ts1" TIME_VALUE="1000"/><TIME_SLOT TIME_SLOT_ID="ts2"/>'
    slots += '<TIME_SLOT TIME_SLOT_ID="ts3" TIME_VALUE="3000"/>'
    data = elan(
        '<TIER TIER_ID="t" PARTICIPANT="Client">' + aligned("a1", 2, 3, "") + "</TIER>"
        '<TIER TIER_ID="u" PARENT_REF="t">' + referring("a2", "a1", "long") + "</TIER>"
        '<TIER TIER_ID="Therapist">' + aligned("a3", 1, 2, "how was it?") + "</TIER>",
        slots,
    )
    assert [(u.speaker, u.text, u.start_s, u.end_s) for u in read(data, "eaf")] == [
        ("Therapist", "how was it?", 1.0, None),
        ("Client", "long", None, 3.0),
    ]


def test_elan_damaged() -> None:
    with pytest.raises(TranscriptError, match="XML in this file is damaged"):
        read("<ANNOTATION_DOCUMENT><TIER>", "eaf")
    with pytest.raises(TranscriptError, match="no tier with annotations"):
        read(elan(""), "eaf")


def text_grid(**tiers: Intervals) -> str:
    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0 ",
        "xmax = 9.5 ",
        "tiers? <exists> ",
        f"size = {len(tiers)} ",
        "item []: ",
    ]
    for number, (name, intervals) in enumerate(tiers.items(), start=1):
        lines += [
            f"    item [{number}]:",
            '        class = "IntervalTier" ',
            f'        name = "{name}" ',
            "        xmin = 0 ",
            "        xmax = 9.5 ",
            f"        intervals: size = {len(intervals)} ",
        ]
        for position, (start, end, words) in enumerate(intervals, start=1):
            quoted = words.replace('"', '""')
            lines += [
                f"        intervals [{position}]:",
                f"            xmin = {start} ",
                f"            xmax = {end} ",
                f'            text = "{quoted}" ',
            ]
    return "\n".join(lines) + "\n"


Intervals = list[tuple[float, float, str]]
THERAPIST: Intervals = [
    (0.0, 1.0, ""),
    (1.0, 2.5, 'you said "long"?'),
    (2.5, 6.0, ""),
    (6.0, 7.0, "so, <UNSURE>12</UNSURE> then"),
]
CLIENT: Intervals = [(0.0, 3.0, ""), (3.0, 4.0, "long"), (4.0, 5.0, "<UNIN/> late"), (5.0, 9.5, " ")]
READ = [
    ("Therapist", 'you said "long"?', 1.0, 2.5),
    ("Client", "long [inaudible] late", 3.0, 5.0),
    ("Therapist", "so, 12 then", 6.0, 7.0),
]


def rows(session: Session) -> list[tuple[str, str, float | None, float | None]]:
    return [(u.speaker, u.text, u.start_s, u.end_s) for u in session]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_praat(encoding: str) -> None:
    assert rows(read(text_grid(Therapist=THERAPIST, Client=CLIENT).encode(encoding), "textgrid")) == READ


def test_praat_short() -> None:
    lines = ['File type = "ooTextFile short"', '"TextGrid"', "", "0", "9.5", "<exists>", "3"]
    for name, intervals in (("Therapist", THERAPIST), ("Client", CLIENT)):
        lines += ['"IntervalTier"', f'"{name}"', "0", "9.5", str(len(intervals))]
        for start, end, words in intervals:
            quoted = words.replace('"', '""')
            lines += [str(start), str(end), f'"{quoted}"']
    lines += ['"TextTier"', '"marks"', "0", "9.5", "1", "4.0", '"cough"']
    assert rows(read("\n".join(lines), "textgrid")) == READ


def test_praat_damaged() -> None:
    text = text_grid(Therapist=THERAPIST, Client=CLIENT)
    with pytest.raises(TranscriptError, match="damaged or cut off"):
        read(text[: len(text) // 2], "textgrid")
    with pytest.raises(TranscriptError, match="no interval tier with words"):
        read(text_grid(Therapist=[(0.0, 1.0, "")]), "textgrid")


def test_praat_tokens_of_hostile_text() -> None:
    assert len(list(_tokens('" ' * 500_000))) > 0
    assert len(list(_tokens('""' * 500_000))) == 1


def test_files_of_one_speaker_each(tmp_path: Path) -> None:
    paths = [tmp_path / "Therapist.TextGrid", tmp_path / "Client.TextGrid"]
    for path, intervals in zip(paths, (THERAPIST, CLIENT), strict=True):
        path.write_text(text_grid(words=intervals), encoding="utf-8")
    session = merge_sessions(paths)
    assert rows(session) == READ
    assert (session.id, session.format) == ("Therapist", "textgrid")
    with pytest.raises(TranscriptError, match="only one file was given"):
        merge_sessions(paths[:1])


def test_files_with_labels_of_their_own(tmp_path: Path) -> None:
    first, second = tmp_path / "a.vtt", tmp_path / "b.TextGrid"
    first.write_text("WEBVTT\n\n00:02.000 --> 00:02.500\n<v T>hello</v>\n", encoding="utf-8")
    second.write_text(text_grid(C=CLIENT), encoding="utf-8")
    assert [(u.speaker, u.start_s) for u in merge_sessions([first, second])] == [("T", 2.0), ("C", 3.0)]


def test_files_without_times(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("T: a\nC: b\n", encoding="utf-8")
    with pytest.raises(TranscriptError, match=r"a\.txt: some utterances have no time"):
        merge_sessions([path, path])


TWO_TIERS = elan(
    '<TIER TIER_ID="T">' + aligned("a", 1, 2, "b") + '</TIER><TIER TIER_ID="C">' + aligned("c", 2, 3, "d") + "</TIER>"
)


@pytest.mark.parametrize(
    ("name", "format", "text"),
    [
        ("x.eaf", "textgrid", text_grid(Therapist=THERAPIST, Client=CLIENT)),
        ("x.txt", "textgrid", text_grid(Therapist=THERAPIST, Client=CLIENT)),
        ("x.TextGrid", "textgrid", text_grid(Therapist=THERAPIST, Client=CLIENT)),
        ("x.txt", "cha", CHAT),
        ("x.xml", "eaf", TWO_TIERS),
    ],
)
def test_content_tells(tmp_path: Path, name: str, format: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read_transcript(path).format == format
    assert len(list(read_sessions(path))) == 1
