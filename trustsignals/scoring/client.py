"""The client's side: signals by quarter, barriers, what was said of trust, mechanisms of trust, places that speak of danger."""

from __future__ import annotations

from collections.abc import Sequence

from trustsignals.classifier.coding import UtteranceCoding
from trustsignals.codebook import Codebook
from trustsignals.scoring.profile import Barrier, ClientProfile, Mechanism, Quarter, TrustStatement
from trustsignals.session import Session, SpeakerRole

COURSE = ("disclosure", "emotion_expression", "self_exploration", "openness_to_change", "guardedness")
"""Signals whose course is shown, in this order."""

_SHORTEST = 3
_SAFETY_AFTER = ("nonjudgment", "confidentiality", "legitimizing", "affirmation")
_SAFETY_REACH = 2


def client_profile(session: Session, codings: Sequence[UtteranceCoding], codebook: Codebook) -> ClientProfile:
    """What the client said, by the codes that were assigned."""
    barriers = {code.id for code in codebook.codes if code.polarity == "barrier"}
    clients = [c for u, c in zip(session, codings, strict=True) if u.role is SpeakerRole.CLIENT]
    return ClientProfile(
        course=_course(session, codings),
        trust_statements=tuple(
            TrustStatement(c.utterance, a.trust_types, a.valence)
            for c in clients
            for a in c.assigned
            if a.code == "trust_statement"
        ),
        barriers=tuple(Barrier(a.code, c.utterance, a.trust_types) for c in clients for a in c.assigned if a.code in barriers),
        mechanisms=_mechanisms(session, codings, barriers),
        risk_signals=tuple(c.utterance for c in clients if c.has("risk_signal")),
    )


def quarter_of(utterance: int, length: int) -> int:
    """The quarter, 1 to 4, of the session that utterance number `utterance` of `length` stands in."""
    return 1 + min(3, 4 * utterance // max(1, length))


def _course(session: Session, codings: Sequence[UtteranceCoding]) -> tuple[Quarter, ...]:
    quarters = []
    for quarter in range(1, 5):
        inside = [
            c
            for u, c in zip(session, codings, strict=True)
            if u.role is SpeakerRole.CLIENT and u.words >= _SHORTEST and quarter_of(u.id, len(session)) == quarter
        ]
        shares = {code: sum(c.has(code) for c in inside) / len(inside) if inside else 0.0 for code in COURSE}
        quarters.append(Quarter(quarter, len(inside), shares))
    return tuple(quarters)


def _mechanisms(session: Session, codings: Sequence[UtteranceCoding], barriers: set[str]) -> dict[str, Mechanism]:
    clients = [c for u, c in zip(session, codings, strict=True) if u.role is SpeakerRole.CLIENT]
    found = {
        "safety": _safe_places(session, codings),
        "lowered_defences": [c.utterance for c in clients if c.has("guardedness", *barriers)],
        "self_exploration": [c.utterance for c in clients if c.has("self_exploration")],
        "vulnerability": [c.utterance for c in clients if c.has("disclosure")],
        "emotional_expression": [c.utterance for c in clients if c.has("emotion_expression")],
    }
    return {name: _mechanism(ids, len(session)) for name, ids in found.items()}


def _mechanism(ids: Sequence[int], length: int) -> Mechanism:
    quarters = [quarter_of(i, length) for i in ids]
    first, second, third, fourth = (quarters.count(q) for q in range(1, 5))
    return Mechanism(len(ids), tuple(ids), (first, second, third, fourth))


def _safe_places(session: Session, codings: Sequence[UtteranceCoding]) -> list[int]:
    """Trust statements that trust, and disclosures within two client utterances after words that make it safe to speak."""
    places = []
    reach = 0
    for utterance, coding in zip(session, codings, strict=True):
        if utterance.role is SpeakerRole.THERAPIST:
            if coding.has(*_SAFETY_AFTER):
                reach = _SAFETY_REACH
        elif utterance.role is SpeakerRole.CLIENT and not utterance.is_back_channel:
            trusts = coding.has("trust_statement") and coding["trust_statement"].valence == "trusts"
            if trusts or (reach > 0 and coding.has("disclosure")):
                places.append(utterance.id)
            reach -= 1
    return places
