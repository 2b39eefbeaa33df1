"""What the sections of the HTML page show: values of the report in the order and shape that the templates need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustsignals.classifier.coding import CodeAssignment, UtteranceCoding
from trustsignals.codebook import Code
from trustsignals.report.cue_pieces import Piece, cut_at_cues, looks_unsure
from trustsignals.report.quotes import quote_code
from trustsignals.report.wording import BEHAVIOURS, DIMENSIONS, TALK, UPTAKE, clock, percent, plural
from trustsignals.scoring.profile import Opening, Quarter, Reliability, Score
from trustsignals.session import SpeakerRole, Utterance

if TYPE_CHECKING:
    from trustsignals.report.report import Report

_AXES = (10.0, 20.0, 40.0, 60.0, 80.0, 100.0)
_NEXT = 2


@dataclass(frozen=True, slots=True)
class CodeCount:
    """A code of a dimension: in how many utterances it was found, and in which."""

    code: Code
    count: int
    evidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DimensionView:
    """A dimension with its score, its codes, and `axis`: the number at the right end of its bar."""

    key: str
    title: str
    meaning: str
    score: Score
    axis: float
    codes: tuple[CodeCount, ...]

    def x(self, value: float) -> float:
        """Where `value` stands on the bar, in percent of its width."""
        return round(min(100.0, 100 * value / self.axis), 2)


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that the client said under one code, and what the therapist said next.

    Attributes:
        utterance: the client's.
        code: what it was coded as.
        quotes: the words that carry it.
        note: trust types and valence in words; empty where none is told.
        answer: what became of it, in words; empty where it was no opening.
        replies: the therapist's next turns, with the titles of their codes.
    """

    utterance: Utterance
    code: Code
    quotes: tuple[str, ...]
    note: str
    answer: str
    replies: tuple[tuple[Utterance, str], ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A code below an utterance: its name and how it is known."""

    code: str
    title: str
    look: str
    how: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """An utterance of the transcript, its text cut at its cues."""

    utterance: Utterance
    pieces: tuple[Piece, ...]
    chips: tuple[Chip, ...]
    note: str


@dataclass(frozen=True, slots=True)
class UsedCode:
    """A code that the page speaks of, with how well it is recognized."""

    code: Code
    reliability: Reliability | None
    rules_only: bool


@dataclass(frozen=True, slots=True)
class CourseChart:
    """One signal of the client over the four quarters; `top` is the share at the upper edge."""

    title: str
    quarters: tuple[tuple[Quarter, float], ...]
    top: float


def look_of(code: Code) -> str:
    """The name under which the style sheet knows a code: its dimension, or signal, barrier or safety."""
    return code.dimension.value if code.dimension is not None else code.polarity


def dimension_views(report: Report) -> tuple[DimensionView, ...]:
    """The dimensions in reading order, all on one axis."""
    scores = report.profile.scores
    tops = [s.high for s in scores.values() if s.high is not None]
    tops += [band.high for s in scores.values() for band in s.reference or ()]
    axis = next((a for a in _AXES if a >= max(tops, default=0)), 100.0)
    order = [key for key in DIMENSIONS if key in scores] + [key for key in scores if key not in DIMENSIONS]
    views = []
    for key in order:
        title, meaning = DIMENSIONS.get(key, (key.capitalize(), ""))
        score = scores[key]
        codes = [code for code in report.codebook.codes if code.dimension is not None and code.dimension.value == key]
        counts = (
            CodeCount(code, score.codes.get(code.id, 0), tuple(i for i in score.evidence if report.codings[i].has(code.id)))
            for code in codes
        )
        views.append(DimensionView(key, title, meaning, score, axis, tuple(counts)))
    return tuple(views)


def course_charts(report: Report) -> tuple[CourseChart, ...]:
    """A small chart for each signal whose course is known; all share one height, so that they can be compared."""
    course = report.profile.client.course
    codes = list(dict.fromkeys(code for quarter in course for code in quarter.shares))
    highest = max((share for quarter in course for share in quarter.shares.values()), default=0.0)
    top = next((t for t in (0.1, 0.2, 0.4, 0.6, 0.8) if t >= highest), 1.0)
    return tuple(
        CourseChart(report.codebook[code].title, tuple((q, q.shares.get(code, 0.0)) for q in course), top) for code in codes
    )


def barrier_passages(report: Report) -> tuple[Passage, ...]:
    """Barriers in order, each with what the therapist did next."""
    return tuple(_passage(report, b.utterance, b.code) for b in report.profile.client.barriers)


def trust_passages(report: Report) -> tuple[Passage, ...]:
    """Statements of trust in order, each with what the therapist did next."""
    return tuple(_passage(report, s.utterance, "trust_statement") for s in report.profile.client.trust_statements)


def risk_passages(report: Report) -> tuple[Passage, ...]:
    """Places that speak of danger, with the therapist's next turns."""
    return tuple(_passage(report, i, "risk_signal") for i in report.profile.client.risk_signals)


def passed_openings(report: Report) -> tuple[Passage, ...]:
    """Openings that the therapist's next turns did not take up in words."""
    passed = [o for o in report.profile.openings if o.uptake == "not_taken_up"]
    return tuple(_passage(report, o.client, o.signal) for o in passed)


def uptake_sentence(openings: Sequence[Opening]) -> str:
    """How many openings there were and what became of them."""
    if not openings:
        return "No opening was found in the client's words."
    kinds = [o.uptake for o in openings]
    parts = [f"{sum(k == kind for k in kinds)} {words}" for kind, words in UPTAKE.items() if kind in kinds]
    return f"{plural(len(openings), 'opening')} in the client's words: {'; '.join(parts)}."


def transcript_rows(report: Report) -> tuple[TranscriptRow, ...]:
    """Every utterance with its cues and codes."""
    return tuple(
        TranscriptRow(
            utterance,
            cut_at_cues(utterance.text, coding.assigned),
            tuple(_chip(report, assignment) for assignment in coding.assigned),
            _side_note(coding),
        )
        for utterance, coding in zip(report.session, report.codings, strict=True)
    )


def used_codes(report: Report) -> tuple[UsedCode, ...]:
    """Codes that the page speaks of, in the codebook's order."""
    profile = report.profile
    used = {a.code for coding in report.codings for a in coding.assigned}
    used |= {h.code for h in (*profile.highlights.strengths, *profile.highlights.growth, *profile.highlights.erosion)}
    used |= {o.signal for o in profile.openings} | {b.code for b in profile.client.barriers}
    used |= {"risk_signal"} if profile.client.risk_signals else set()
    used |= {"trust_statement"} if profile.client.trust_statements else set()
    by_rules = {a.code for coding in report.codings for a in coding.codes if a.probability is None}
    return tuple(
        UsedCode(code, report.reliability.get(code.id), code.id in by_rules)
        for code in report.codebook.codes
        if code.id in used
    )


def how_known(assignment: CodeAssignment) -> str:
    """By what a code is known: "93 %, rule and model", "rule only", and whether that is unsure."""
    sources = {"rule" if cue.source.startswith("rule:") else "model" for cue in assignment.cues}
    if assignment.probability is None:
        known = "rule only"
    else:
        known = ", ".join(filter(None, (percent(assignment.probability), " and ".join(sorted(sources, reverse=True)))))
    if assignment.unsure:
        return f"{known}, unsure"
    return known if assignment.highlightable else f"{known}, not sure enough to point out"


def _chip(report: Report, assignment: CodeAssignment) -> Chip:
    code = report.codebook[assignment.code]
    note = _trust_note(report, assignment)
    title = f"{code.title}: {note}" if note else code.title
    return Chip(code.id, title, look_of(code), how_known(assignment), looks_unsure(assignment))


def _trust_note(report: Report, assignment: CodeAssignment) -> str:
    names = {a.id: a.title for a in (*report.codebook.trust_types, *report.codebook.valences)}
    ids = (*assignment.trust_types, *((assignment.valence,) if assignment.valence else ()))
    return ", ".join(names.get(i, i).lower() for i in ids)


def _side_note(coding: UtteranceCoding) -> str:
    if coding.talk is not None:
        return f"{TALK[coding.talk.type]} {percent(coding.talk.probabilities[coding.talk.type])}"
    if coding.miti is None:
        return ""
    miti = coding.miti
    kind = {"question": miti.question, "reflection": miti.reflection, "therapist_input": miti.input}.get(miti.behaviour)
    name = (
        f"{kind} {BEHAVIOURS[miti.behaviour]}"
        if kind and miti.behaviour != "therapist_input"
        else kind or BEHAVIOURS[miti.behaviour]
    )
    parts = [f"MITI: {name} {percent(miti.probabilities[miti.behaviour])}"]
    if coding.empathy is not None:
        levels = coding.empathy
        parts.append(
            f"EPITOME levels, 0 to 2: reaction {levels.emotional_reaction}, interpretation {levels.interpretation}, "
            f"exploration {levels.exploration}"
        )
    return "; ".join(parts)


def _passage(report: Report, client: int, signal: str) -> Passage:
    opening = next((o for o in report.profile.openings if o.client == client and o.signal == signal), None)
    replies = opening.therapist if opening else _next_turns(report, client)
    note = next((_trust_note(report, a) for a in report.codings[client].assigned if a.code == signal), "")
    return Passage(
        utterance=report.session.utterances[client],
        code=report.codebook[signal],
        quotes=quote_code(report, client, signal),
        note=note,
        answer=UPTAKE[opening.uptake] if opening else "",
        replies=tuple((report.session.utterances[i], _titles(report, i)) for i in replies),
    )


def _next_turns(report: Report, client: int) -> tuple[int, ...]:
    after = report.session.utterances[client + 1 :]
    return tuple(u.id for u in after if u.role is SpeakerRole.THERAPIST and not u.is_back_channel)[:_NEXT]


def _titles(report: Report, utterance: int) -> str:
    # Acts that may cost trust are left out here where the program is not sure enough to point them out.
    return ", ".join(report.codebook[a.code].title.lower() for a in report.codings[utterance].assigned if a.highlightable)


def speaker_line(utterance: Utterance) -> str:
    """Where an utterance stands: "utterance 9, 1:02"."""
    return ", ".join(filter(None, (f"utterance {utterance.id}", clock(utterance.start_s))))
