"""Highlights: the few moments that a supervisor would look at first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trustsignals.classifier.coding import CodeAssignment, UtteranceCoding
from trustsignals.codebook import Codebook, Dimension
from trustsignals.scoring.profile import Highlight, Highlights, Opening
from trustsignals.scoring.responsiveness import load_signals
from trustsignals.session import Session, SpeakerRole

MOST = 3

# Listening carries every session; other acts are rarer and say more about this one, so they come first among equals.
_EVERYDAY = frozenset({"exploration", "restatement", "process_explanation"})


def find_highlights(
    session: Session, codings: Sequence[UtteranceCoding], openings: Sequence[Opening], codebook: Codebook
) -> Highlights:
    """Up to three of each kind; strengths and moments of erosion only where the program is sure."""
    therapist = [c for u, c in zip(session, codings, strict=True) if u.role is SpeakerRole.THERAPIST]
    return Highlights(
        strengths=tuple(_strengths(therapist, openings, codebook)),
        growth=tuple(_growth(openings)),
        erosion=tuple(_erosion(therapist, codebook)),
    )


def _strengths(codings: Sequence[UtteranceCoding], openings: Sequence[Opening], codebook: Codebook) -> Iterator[Highlight]:
    answered = {(u, code) for o in openings if o.uptake == "taken_up" for u in o.therapist for code in o.codes}

    def rank(found: tuple[UtteranceCoding, CodeAssignment]) -> tuple[bool, bool, bool, float, int]:
        coding, assignment = found
        in_answer = (coding.utterance, assignment.code) in answered
        by_rules = assignment.probability is None
        return (by_rules, not in_answer, assignment.code in _EVERYDAY, -coding.probability(assignment.code), coding.utterance)

    candidates = [
        (c, a) for c in codings for a in c.assigned if codebook[a.code].polarity == "builds" and not a.unsure and a.cues
    ]
    used_codes: set[str] = set()
    used_utterances: set[int] = set()
    for coding, assignment in sorted(candidates, key=rank):
        if assignment.code not in used_codes and coding.utterance not in used_utterances and len(used_codes) < MOST:
            used_codes.add(assignment.code)
            used_utterances.add(coding.utterance)
            yield Highlight(coding.utterance, assignment.code, codebook[assignment.code].effect)


def _growth(openings: Sequence[Opening]) -> Iterator[Highlight]:
    urgency = {code: rank for rank, code in enumerate(load_signals())}
    passed = sorted((o for o in openings if o.uptake == "not_taken_up"), key=lambda o: (urgency[o.signal], o.client))
    used: set[str] = set()
    for opening in passed:
        if opening.signal not in used and len(used) < MOST:
            used.add(opening.signal)
            yield Highlight(opening.client, opening.signal, load_signals()[opening.signal].why)


def _erosion(codings: Sequence[UtteranceCoding], codebook: Codebook) -> Iterator[Highlight]:
    codes = codebook.ids(dimension=Dimension.EROSION)
    found = [(c, a) for c in codings for a in c.assigned if a.code in codes and a.highlightable and a.cues]
    for coding, assignment in sorted(found, key=lambda f: (-f[0].probability(f[1].code), f[0].utterance))[:MOST]:
        yield Highlight(coding.utterance, assignment.code, codebook[assignment.code].effect)
