"""A report as JSON, by the schema `trustsignals.report/1`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trustsignals.classifier.coding import CodeAssignment, UtteranceCoding
from trustsignals.report.report import DISCLAIMER, SCHEMA
from trustsignals.report.wording import measure_words
from trustsignals.scoring.profile import Band, ClientProfile, Highlight, Measure, Opening, Reliability, Score
from trustsignals.session import Session, Utterance

if TYPE_CHECKING:
    from trustsignals.report.report import Report, ReportWarning

INTERVAL = 0.9
"""What part of resamples the intervals of scores and measures cover."""


def report_to_dict(report: Report) -> dict[str, Any]:
    """The report as values that JSON can hold, with the keys that docs/report-schema.md explains.

    Probabilities and shares have three decimals, scores and percentages one, ratios two.
    """
    profile = report.profile
    return {
        "schema": SCHEMA,
        "disclaimer": DISCLAIMER,
        "session": {**_session(report.session), "setting": report.setting},
        "made_with": {
            "trustsignals": report.made_with.trustsignals,
            "codebook": report.made_with.codebook,
            "models": dict(report.made_with.models),
        },
        "warnings": [_warning(warning) for warning in report.warnings],
        "interval": INTERVAL,
        "utterances": [_utterance(u, c) for u, c in zip(report.session, report.codings, strict=True)],
        "scores": {name: _score(score) for name, score in profile.scores.items()},
        "miti": {name: _measure(name, measure) for name, measure in profile.miti.items()},
        "client": _client(profile.client, [kind.id for kind in report.codebook.trust_types]),
        "responsiveness": _responsiveness(profile.openings),
        "reliability": {code: _reliability(r) for code, r in report.reliability.items()},
        "highlights": {
            "strengths": [_highlight(h) for h in profile.highlights.strengths],
            "growth": [_highlight(h) for h in profile.highlights.growth],
            "erosion": [_highlight(h) for h in profile.highlights.erosion],
        },
    }


def report_to_json(report: Report, *, indent: int | None = None) -> str:
    """`report_to_dict(report)` as JSON text; characters beyond ASCII stand as they are."""
    return json.dumps(report_to_dict(report), ensure_ascii=False, allow_nan=False, indent=indent)


def _session(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "source": session.source,
        "format": session.format,
        "duration_s": _rounded(session.duration_s, 3),
        "speakers": [
            {"label": s.label, "role": s.role.value, "role_source": s.role_source, "confidence": round(s.confidence, 3)}
            for s in session.speakers
        ],
    }


def _warning(warning: ReportWarning) -> dict[str, Any]:
    return {"kind": warning.kind, "utterance": warning.utterance, "message": warning.message}


def _utterance(utterance: Utterance, coding: UtteranceCoding) -> dict[str, Any]:
    miti, empathy, talk = coding.miti, coding.empathy, coding.talk
    return {
        "id": utterance.id,
        "source_id": utterance.source_id,
        "segments": [
            {
                "source_id": s.source_id,
                "start_s": _rounded(s.start_s, 3),
                "end_s": _rounded(s.end_s, 3),
                "start": s.start,
                "end": s.end,
            }
            for s in utterance.segments
        ],
        "role": utterance.role.value,
        "speaker": utterance.speaker,
        "start_s": _rounded(utterance.start_s, 3),
        "end_s": _rounded(utterance.end_s, 3),
        "text": utterance.text,
        "codes": [_code(assignment) for assignment in coding.codes],
        "miti": miti
        and {
            "behaviour": miti.behaviour,
            "probabilities": _probabilities(miti.probabilities),
            "reflection": miti.reflection,
            "question": miti.question,
            "input": miti.input,
        },
        "empathy": empathy
        and {
            "emotional_reaction": empathy.emotional_reaction,
            "interpretation": empathy.interpretation,
            "exploration": empathy.exploration,
        },
        "talk": talk and {"type": talk.type, "probabilities": _probabilities(talk.probabilities)},
    }


def _code(assignment: CodeAssignment) -> dict[str, Any]:
    return {
        "code": assignment.code,
        "probability": _rounded(assignment.probability, 3),
        "assigned": assignment.assigned,
        "highlightable": assignment.highlightable,
        "unsure": assignment.unsure,
        "cues": [{"start": cue.start, "end": cue.end, "text": cue.text, "source": cue.source} for cue in assignment.cues],
        "trust_types": list(assignment.trust_types),
        "valence": assignment.valence,
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "value": _rounded(score.value, 1),
        "low": _rounded(score.low, 1),
        "high": _rounded(score.high, 1),
        "unit": score.unit,
        "n": score.n,
        "status": score.status,
        "reference": _bands(score.reference, 1),
        "evidence": list(score.evidence),
        "codes": dict(score.codes),
    }


def _measure(name: str, measure: Measure) -> dict[str, Any]:
    digits = 2 if measure_words(name).kind == "ratio" else 1
    return {
        "value": _rounded(measure.value, digits),
        "low": _rounded(measure.low, digits),
        "high": _rounded(measure.high, digits),
        **measure.counts,
        "threshold": None if measure.threshold is None else dict(measure.threshold),
        "source": measure.source,
        "caution": measure.caution,
        "reference": _bands(measure.reference, digits),
    }


def _bands(bands: tuple[Band, ...] | None, digits: int) -> list[dict[str, Any]] | None:
    # No band is told by null, not by an empty list: readers then have one case to think of.
    return [
        {
            "name": band.name,
            "low": round(band.low, digits),
            "median": round(band.median, digits),
            "high": round(band.high, digits),
            "sessions": band.sessions,
        }
        for band in bands or ()
    ] or None


def _client(client: ClientProfile, trust_types: list[str]) -> dict[str, Any]:
    return {
        "course": [
            # Where the client said nothing there is no share: 0 would show a signal falling.
            {
                "quarter": q.quarter,
                "utterances": q.utterances,
                **{code: round(share, 3) if q.utterances else None for code, share in q.shares.items()},
            }
            for q in client.course
        ],
        "trust_statements": [
            {"utterance": s.utterance, "trust_types": list(s.trust_types), "valence": s.valence}
            for s in client.trust_statements
        ],
        "trust_types": {
            kind: {
                "statements": [s.utterance for s in client.trust_statements if kind in s.trust_types],
                "barriers": [b.utterance for b in client.barriers if kind in b.trust_types],
            }
            for kind in trust_types
        },
        "barriers": [{"code": b.code, "utterance": b.utterance, "trust_types": list(b.trust_types)} for b in client.barriers],
        "mechanisms": {
            name: {"count": m.count, "evidence": list(m.evidence), "by_quarter": list(m.by_quarter)}
            for name, m in client.mechanisms.items()
        },
        "risk_signals": list(client.risk_signals),
    }


def _responsiveness(openings: tuple[Opening, ...]) -> dict[str, Any]:
    uptakes = [opening.uptake for opening in openings]
    return {
        "openings": len(openings),
        "taken_up": uptakes.count("taken_up"),
        "taken_up_with_erosion": uptakes.count("taken_up_with_erosion"),
        "not_taken_up": [
            {"client": o.client, "signal": o.signal, "therapist": list(o.therapist)}
            for o in openings
            if o.uptake == "not_taken_up"
        ],
    }


def _reliability(reliability: Reliability) -> dict[str, Any]:
    return {
        "f1": _rounded(reliability.f1, 3),
        "precision_low": _rounded(reliability.precision_low, 3),
        "agreement": _rounded(reliability.agreement, 3),
        "coders": reliability.coders,
        "n": reliability.n,
    }


def _highlight(highlight: Highlight) -> dict[str, Any]:
    return {"utterance": highlight.utterance, "code": highlight.code, "why": highlight.why}


def _probabilities(probabilities: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(p), 3) for name, p in probabilities.items()}


def _rounded(value: float | None, digits: int) -> float | None:
    # `float` turns numpy's numbers into Python's, which JSON can hold.
    return None if value is None else round(float(value), digits)
