"""Cautions: what a reader should know before trusting a number. They name utterances, never their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trustsignals.classifier.coding import UtteranceCoding
from trustsignals.codebook import Codebook
from trustsignals.report.report import ReportWarning
from trustsignals.session import Session, SpeakerRole

_SHORT_SESSION = 20
_UNPUNCTUATED_SHARE = 0.8


def find_warnings(session: Session, codings: Sequence[UtteranceCoding], codebook: Codebook) -> tuple[ReportWarning, ...]:
    """All warnings, the general ones first."""
    return tuple(_warnings(session, codings, codebook))


def _warnings(session: Session, codings: Sequence[UtteranceCoding], codebook: Codebook) -> Iterator[ReportWarning]:
    for note in session.notes:
        yield ReportWarning("reading", note)
    spoken = [u for u in session if u.role is not SpeakerRole.OTHER and not u.is_back_channel]
    if len(spoken) < _SHORT_SESSION:
        yield ReportWarning(
            "short_session", f"Only {len(spoken)} utterances are more than back-channels: read every number with care."
        )
    long_ones = [u for u in spoken if u.words > 12]
    bare = [u for u in long_ones if not any(mark in u.text for mark in ".?!,")]
    if long_ones and len(bare) / len(long_ones) > _UNPUNCTUATED_SHARE:
        yield ReportWarning(
            "no_punctuation", "The transcript has hardly any punctuation: codes are recognized less well in it."
        )
    for speaker in session.speakers:
        if speaker.role_source == "inferred":
            yield ReportWarning(
                "inferred_role", f"The role of a speaker was inferred with confidence {speaker.confidence:.2f}."
            )
    by_rules = {a.code for c in codings for a in c.assigned if a.probability is None}
    for code in (c.id for c in codebook.codes if c.id in by_rules):
        yield ReportWarning("rules_only", f"The code {code} is known by rules only: it has no probability.")
