"""What holds for every input: it reads back, or it is refused by our own error that tells none of its words."""

from __future__ import annotations

import csv
import io
import json
import string
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustsignals.errors import TrustSignalsError
from trustsignals.session import Session
from trustsignals.transcripts import FORMATS, read_stream

NAMES = st.sampled_from(
    ["Therapist", "Client", "Dr. Ames", "Kim", "王医生", "Speaker 1", "SPEAKER_00", "Zoë O’Neill", "T", "C"]
)
# Words of one line that begin with a small letter and hold nothing that could be read as a name or a mark of a format.
WORDS = st.lists(st.text(string.ascii_lowercase + "éß你'", min_size=1, max_size=8), min_size=1, max_size=8).map(" ".join)
# Fewer than ten: in a longer text a name that comes once is taken for a sentence, which other tests hold.
TURNS = st.lists(st.tuples(NAMES, WORDS), min_size=2, max_size=9).filter(
    lambda turns: len({name for name, _ in turns}) > 1 and all(a[0] != b[0] for a, b in pairwise(turns))
)
TWO_SPEAKERS = st.lists(st.tuples(st.sampled_from(["T", "C"]), WORDS), min_size=3, max_size=20).filter(
    lambda turns: len({name for name, _ in turns}) == 2
)
Turns = list[tuple[str, str]]


def clock(n: int) -> str:
    return f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}"


def as_csv(turns: Turns) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows([("speaker", "text"), *turns])
    return stream.getvalue()


WRITERS: dict[str, tuple[str, Callable[[Turns], str]]] = {
    "colon": ("txt", lambda turns: "".join(f"{name}: {words}\n" for name, words in turns)),
    "bold": ("md", lambda turns: "# A\n\n" + "".join(f"**{name}:** {words}\n\n" for name, words in turns)),
    "time before": ("txt", lambda turns: "".join(f"[{clock(n)}] {name}: {words}\n" for n, (name, words) in enumerate(turns))),
    "time after": ("txt", lambda turns: "".join(f"{name} ({clock(n)}): {words}\n" for n, (name, words) in enumerate(turns))),
    "otter": (
        "txt",
        lambda turns: "".join(f"{name}  {n // 60}:{n % 60:02}\n{words}\n\n" for n, (name, words) in enumerate(turns)),
    ),
    "rev": ("txt", lambda turns: "".join(f"{name} ({clock(n)}):\n{words}\n\n" for n, (name, words) in enumerate(turns))),
    "table": ("csv", as_csv),
    "json": ("json", lambda turns: json.dumps([{"speaker": name, "text": words} for name, words in turns])),
    "jsonl": (
        "jsonl",
        lambda turns: "".join(json.dumps({"speaker": n, "text": w}, ensure_ascii=False) + "\n" for n, w in turns),
    ),
    "voices": (
        "vtt",
        lambda turns: (
            "WEBVTT\n\n"
            + "".join(f"{clock(n)}.000 --> {clock(n + 1)}.000\n<v {name}>{words}\n\n" for n, (name, words) in enumerate(turns))
        ),
    ),
    "prefixes": (
        "vtt",
        lambda turns: (
            "WEBVTT\n\n"
            + "".join(
                f"{n}\n{clock(n)}.000 --> {clock(n + 1)}.000\n{name}: {words}\n\n" for n, (name, words) in enumerate(turns)
            )
        ),
    ),
    "srt": (
        "srt",
        lambda turns: "".join(
            f"{n}\n{clock(n)},000 --> {clock(n + 1)},000\n{name}: {words}\n\n" for n, (name, words) in enumerate(turns)
        ),
    ),
}


def read(data: bytes, format: str, labels: set[str]) -> Session:
    first, *others = sorted(labels)
    roles = {first: "therapist", **dict.fromkeys(others, "client")}
    return next(read_stream(data, format=format, roles=roles))


@pytest.mark.parametrize("shape", WRITERS)
@settings(deadline=None, max_examples=60)
@given(turns=TURNS)
def test_what_is_written_reads_back(shape: str, turns: Turns) -> None:
    format, write = WRITERS[shape]
    session = read(write(turns).encode(), format, {name for name, _ in turns})
    assert [(u.speaker, u.text) for u in session] == turns


@settings(deadline=None, max_examples=60)
@given(turns=TWO_SPEAKERS)
def test_segments_are_the_cues(turns: Turns) -> None:
    session = read(WRITERS["srt"][1](turns).encode(), "srt", {"T", "C"})
    pieces = [(u.speaker, u.text[s.start : s.end], s.start_s) for u in session for s in u.segments]
    assert pieces == [(name, words, float(n)) for n, (name, words) in enumerate(turns)]
    assert all(a.speaker != b.speaker for a, b in pairwise(session))


def refused_or_read(data: bytes, format: str) -> str:
    """What the refusal says; empty where the data were read."""
    try:
        for session in read_stream(data, format=format):
            for utterance in session:
                assert utterance.text.strip() == utterance.text != ""
                utterance.text.encode()
    except TrustSignalsError as error:
        # What it was raised in the place of may quote the file.
        if not error.__suppress_context__ and error.__context__ is not None:
            pytest.fail("the error carries another one")
        return str(error)
    return ""


FORMAT_NAMES = [known.name for known in FORMATS]


@pytest.mark.parametrize("format", FORMAT_NAMES)
@settings(deadline=None, max_examples=80)
@given(data=st.binary(min_size=1, max_size=300))
def test_any_bytes(format: str, data: bytes) -> None:
    refused_or_read(data, format)


@pytest.mark.parametrize("format", FORMAT_NAMES)
@settings(deadline=None, max_examples=80)
@given(text=st.text(min_size=1, max_size=300))
def test_any_text(format: str, text: str) -> None:
    refused_or_read(text.encode("utf-8", errors="replace"), format)


PARTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                '{"',
                '"}',
                "[",
                "]",
                ":",
                ",",
                "\n",
                "\t",
                "speaker",
                "text",
                "T: ",
                "C: ",
                "WEBVTT\n\n",
                "<v ",
                ">",
                '"',
                "-->",
                "00:00:01.000 --> 00:00:02.000\n",
                "utterances",
                "monologues",
                "elements",
                "segments",
                "null",
                "1e999",
                "-1",
                "*PAR:\t",
                "@Begin\n",
                "\x15",
                "[00:01] ",
                "(0:01)",
                "**",
                "# ",
                "|",
                ";",
                "schema",
                "trustsignals.report/1",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize("format", FORMAT_NAMES)
@settings(deadline=None, max_examples=150)
@given(text=PARTS)
def test_nearly_valid_text(format: str, text: str) -> None:
    refused_or_read((text + "x").encode("utf-8", errors="replace"), format)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "schema",
                    "session",
                    "speakers",
                    "label",
                    "role",
                    "utterances",
                    "segments",
                    "monologues",
                    "elements",
                    "value",
                    "words",
                    "text",
                    "speaker",
                    "start",
                    "end",
                    "id",
                    "results",
                    "sessions",
                    "speaker_info",
                    "annotator_id",
                ]
            ),
            inner | st.sampled_from(["trustsignals.report/1", "therapist", "client"]),
            max_size=6,
        )
    ),
    max_leaves=30,
)


@settings(deadline=None, max_examples=300)
@given(value=VALUES)
def test_any_json(value: object) -> None:
    refused_or_read(json.dumps(value).encode(), "json")


SENTINEL = "zyxwvutsq"

DAMAGES: dict[str, Callable[[str], str]] = {
    "whole": lambda text: text,
    "cut": lambda text: text[: len(text) * 2 // 3],
    "no labels": lambda text: text.replace("Therapist", "").replace("Client", ""),
    "one label": lambda text: text.replace("Client", "Therapist"),
    "unclear labels": lambda text: text.replace("Therapist", "Ruth").replace("Client", "Kim"),
    "only the words": lambda text: SENTINEL + " and so on, " + SENTINEL,
    "no header": lambda text: text.replace("speaker,text\r\n", "").replace("WEBVTT", SENTINEL),
    "doubled quotes": lambda text: text.replace('"', '""').replace(",", '","'),
    "binary": lambda text: text + "\0\1\2",
    "brackets": lambda text: text.replace("}", "").replace("]", ""),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("shape", WRITERS)
def test_words_never_stand_in_a_message(shape: str, damage: str) -> None:
    _, write = WRITERS[shape]
    turns = [("Therapist" if n % 2 else "Client", f"i said {SENTINEL}: {SENTINEL}, and so on") for n in range(12)]
    text = DAMAGES[damage](write(turns))
    for name in FORMAT_NAMES:
        assert SENTINEL not in refused_or_read(text.encode(), name)
        assert SENTINEL not in refused_or_read(text.encode("utf-16"), name)
