"""Corpora as coded utterances: what the models learn from and are measured on.

Each corpus has a function that yields `CodedUtterance`s; `read_corpora` chains those whose files are there.
`group` names what must never be split between training and measuring: AnnoMI's series, a seeker, a question, a consultation,
or, in this project's own data, an author's scenario.
"""

from __future__ import annotations

import csv
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trustsignals.codebook import load_codebook
from trustsignals.errors import CorpusError
from trustsignals.session import SpeakerRole

# Series of AnnoMI that may be looked at while rules and features are written; the rules' figures are given apart for the others.
DEVELOPMENT_SERIES = frozenset(
    {
        "athletic", "commit high chol", "dental-david", "nondiet", "single-110", "single-118", "single-36", "single-47",
        "single-62", "single-82", "single-85", "single-97", "teach", "youth",
    }
)  # fmt: skip
# In the other corpora a quarter of the groups, by a checksum of the name, may be looked at.
_DEVELOPMENT_SHARE = 4

# Codes of codebook 1.3 that the public corpora were not coded for: unknown there, not absent.
NEW_IN_1_3 = frozenset(
    "rupture_repair follow_through boundary_breach risk_enquiry safety_action confrontation risk_signal".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """An utterance that stands before a coded one."""

    role: SpeakerRole
    text: str


@dataclass(frozen=True, slots=True)
class CodedSpan:
    """Words that a coder marked: character offsets into the text, and the trust types and valence where they were given."""

    code: str
    start: int
    end: int
    trust_types: tuple[str, ...] = ()
    valence: str | None = None


@dataclass(frozen=True, slots=True)
class CodedUtterance:
    """An utterance with everything that coders said of it.

    Attributes:
        id: unique over all corpora, such as "annomi/2/17".
        corpus: name of the corpus.
        group: what must stay together when data is split; unique over all corpora.
        role, text: who spoke, and what.
        before: up to two utterances before, oldest first.
        position: 0 (first) to 1 (last utterance of the session); None for single exchanges and written posts.
        known: codes that the coders could have given; empty where the codebook was not used.
        spans: the words that carry codes.
        codes: codes that were given.
        near: codes that it was written to resemble without having them.
        labels: values of other schemes, such as {"behaviour": "question", "question": "open"} or {"exploration": "2"}.
    """

    id: str
    corpus: str
    group: str
    role: SpeakerRole
    text: str
    before: tuple[Turn, ...] = ()
    position: float | None = None
    known: frozenset[str] = frozenset()
    spans: tuple[CodedSpan, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    near: frozenset[str] = frozenset()

    @property
    def codes(self) -> frozenset[str]:
        """The codes that were given."""
        return frozenset(span.code for span in self.spans)

    @property
    def is_development(self) -> bool:
        """True for what may be looked at while rules and features are written."""
        name = self.group.partition("/")[2]
        if self.corpus == "annomi":
            return name in DEVELOPMENT_SERIES
        return zlib.crc32(name.encode()) % _DEVELOPMENT_SHARE == 0


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file.

    Raises:
        CorpusError: the file can't be read.
    """
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise CorpusError(
            f"The corpus file {path.name} can't be read ({error.strerror}); --corpora and --data name the folders."
        ) from None


def _known(role: SpeakerRole) -> frozenset[str]:
    return frozenset(load_codebook().ids(role)) - NEW_IN_1_3


def read_spans(rows: list[dict[str, str]], *key: str) -> dict[tuple[str, ...], tuple[CodedSpan, ...]]:
    """Coded spans by the values of the columns `key`; a row without a code says that the item was coded and has none."""
    found: dict[tuple[str, ...], list[CodedSpan]] = defaultdict(list)
    for row in filter(lambda row: row["code"], rows):
        types = tuple(filter(None, row.get("trust_type", "").split("+")))
        span = CodedSpan(row["code"], int(row["start"]), int(row["end"]), types, row.get("valence") or None)
        found[tuple(row[k] for k in key)].append(span)
    return {k: tuple(v) for k, v in found.items()}


def _majority(values: list[str]) -> str:
    """The most frequent value; of equally frequent ones the first in the alphabet, so that the result doesn't hang on order."""
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _annomi_labels(rows: list[dict[str, str]]) -> dict[str, str]:
    def vote(column: str) -> str:
        return _majority([row[column] for row in rows])

    if rows[0]["interlocutor"] == "client":
        return {"talk": vote("client_talk_type")}
    labels = {"behaviour": vote("main_therapist_behaviour")}
    for name, column in (("question", "question"), ("reflection", "reflection"), ("input", "therapist_input")):
        labels[name] = "yes" if vote(f"{column}_exists").lower() == "true" else "no"
        kinds = [row[f"{column}_subtype"] for row in rows if row[f"{column}_subtype"] != "n/a"]
        if labels[name] == "yes" and kinds:
            labels[f"{name}_type"] = _majority(kinds)
    return labels


def read_annomi(folder: Path) -> Iterator[CodedUtterance]:
    """AnnoMI: experts' behaviour codes (majority where several coded) and our codes."""
    series = {row["transcript_id"]: row["series"] for row in read_rows(folder / "annomi" / "series.csv")}
    spans = read_spans(read_rows(folder / "trust-codes" / "annomi-codes.csv"), "transcript_id", "utterance_id")
    sessions: dict[str, dict[int, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(folder / "annomi" / "annomi-full.csv"):
        sessions[row["transcript_id"]][int(row["utterance_id"])].append(row)
    for session, by_id in sessions.items():
        turns: list[Turn] = []
        for index, (utterance, rows) in enumerate(sorted(by_id.items())):
            role = SpeakerRole(rows[0]["interlocutor"])
            text = rows[0]["utterance_text"]
            yield CodedUtterance(
                id=f"annomi/{session}/{utterance}",
                corpus="annomi",
                group=f"annomi/{series[session]}",
                role=role,
                text=text,
                before=tuple(turns[-2:]),
                position=index / max(1, len(by_id) - 1),
                known=_known(role),
                spans=spans.get((session, str(utterance)), ()),
                labels=_annomi_labels(rows),
            )
            turns.append(Turn(role, text))


def read_primock57(folder: Path) -> Iterator[CodedUtterance]:
    """PriMock57: mock consultations of a doctor and a patient, with our codes."""
    spans = read_spans(read_rows(folder / "trust-codes" / "primock57-codes.csv"), "session_id", "utterance_id")
    sessions: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in read_rows(folder / "primock57" / "primock57.csv"):
        sessions[row["session_id"]].append(row)
    for session, rows in sessions.items():
        turns: list[Turn] = []
        for index, row in enumerate(rows):
            role = SpeakerRole(row["role"])
            yield CodedUtterance(
                id=f"primock57/{session}/{row['utterance_id']}",
                corpus="primock57",
                group=f"primock57/{session}",
                role=role,
                text=row["text"],
                before=tuple(turns[-2:]),
                position=index / max(1, len(rows) - 1),
                known=_known(role),
                spans=spans.get((session, row["utterance_id"]), ()),
            )
            turns.append(Turn(role, row["text"]))


def read_epitome(folder: Path) -> Iterator[CodedUtterance]:
    """EPITOME: peer supporters' replies with levels of empathy and our codes, and seekers' posts with our client codes."""
    codes = folder / "trust-codes"
    levels: dict[str, dict[str, str]] = defaultdict(dict)
    texts: dict[str, tuple[str, str, str]] = {}
    for task, file in (
        ("emotional_reaction", "emotional-reactions"),
        ("interpretation", "interpretations"),
        ("exploration", "explorations"),
    ):
        for row in read_rows(folder / "epitome" / f"{file}-reddit.csv"):
            levels[row["rp_id"]][task] = row["level"]
            if task == "emotional_reaction":
                texts[row["rp_id"]] = (row["sp_id"], row["seeker_post"], row["response_post"])
    reply_spans = read_spans(read_rows(codes / "epitome-codes.csv"), "rp_id")
    replies_coded = set((codes / "epitome-coded.txt").read_text("utf-8").split())
    for reply, (seeker, post, response) in texts.items():
        yield CodedUtterance(
            id=f"epitome/{reply}",
            corpus="epitome",
            group=f"epitome/{seeker}",
            role=SpeakerRole.THERAPIST,
            text=response,
            before=(Turn(SpeakerRole.CLIENT, post),),
            known=_known(SpeakerRole.THERAPIST) if reply in replies_coded else frozenset(),
            spans=reply_spans.get((reply,), ()),
            labels=levels[reply],
        )
    post_spans = read_spans(read_rows(codes / "epitome-client-codes.csv"), "sp_id")
    posts_coded = set((codes / "epitome-client-coded.txt").read_text("utf-8").split())
    for seeker, post in {seeker: post for seeker, post, _ in texts.values()}.items():
        if seeker in posts_coded:
            yield CodedUtterance(
                id=f"epitome-posts/{seeker}",
                corpus="epitome-posts",
                group=f"epitome/{seeker}",
                role=SpeakerRole.CLIENT,
                text=post,
                known=_known(SpeakerRole.CLIENT),
                spans=post_spans.get((seeker,), ()),
            )


def read_counselchat(folder: Path) -> Iterator[CodedUtterance]:
    """Counselchat: parts of licensed therapists' written answers, and the questions, with our codes."""
    answers = read_spans(read_rows(folder / "trust-codes" / "counselchat-codes.csv"), "item_id")
    questions = read_spans(read_rows(folder / "trust-codes" / "counselchat-client-codes.csv"), "question_id")
    question_rows = read_rows(folder / "counselchat" / "questions.csv")
    # An answer carries its question cut short, so the first words tell which question's group it belongs to.
    group_of = {row["text"][:60]: f"counselchat/{row['question_id']}" for row in question_rows}
    for row in read_rows(folder / "counselchat" / "counselchat.csv"):
        yield CodedUtterance(
            id=f"counselchat/{row['item_id']}",
            corpus="counselchat",
            group=group_of.get(row["question"][:60], f"counselchat/{row['question'][:60]}"),
            role=SpeakerRole.THERAPIST,
            text=row["text"],
            before=(Turn(SpeakerRole.CLIENT, row["question"]),),
            known=_known(SpeakerRole.THERAPIST),
            spans=answers.get((row["item_id"],), ()),
        )
    for row in question_rows:
        yield CodedUtterance(
            id=f"counselchat-questions/{row['question_id']}",
            corpus="counselchat-questions",
            group=f"counselchat/{row['question_id']}",
            role=SpeakerRole.CLIENT,
            text=row["text"],
            known=_known(SpeakerRole.CLIENT),
            spans=questions.get((row["question_id"],), ()),
        )


CORPORA: Mapping[str, Callable[[Path], Iterator[CodedUtterance]]] = {
    "annomi": read_annomi,
    "primock57": read_primock57,
    "epitome": read_epitome,
    "counselchat": read_counselchat,
}


def read_corpora(folder: Path) -> tuple[CodedUtterance, ...]:
    """All coded utterances of the public corpora below `folder`, in a fixed order.

    Raises:
        CorpusError: a corpus's files are missing or can't be read.
    """
    return tuple(utterance for read in CORPORA.values() for utterance in read(folder))
