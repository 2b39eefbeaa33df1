"""Session profile: what scoring comes to, as frozen values with their evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["ok", "not_enough_data"]


@dataclass(frozen=True, slots=True)
class Band:
    """Quartiles of a measure over reference sessions of one kind."""

    name: str
    low: float
    median: float
    high: float
    sessions: int


@dataclass(frozen=True, slots=True)
class Score:
    """An estimate for a dimension: expected therapist turns with one of its codes, per 100.

    Attributes:
        value, low, high: estimate and 90 % interval, 0 to 100; None where there is too little to say.
        n: therapist turns of three words or more that it rests on.
        status: "ok" or "not_enough_data".
        evidence: ids of the utterances with an assigned code of the dimension.
        codes: how many utterances each of its codes was assigned to.
        reference: bands of stronger and weaker MI demonstrations, or None outside MI.
        unit: what the value counts.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    status: Status
    evidence: tuple[int, ...] = ()
    codes: Mapping[str, int] = field(default_factory=dict)
    reference: tuple[Band, ...] | None = None
    unit: str = "per 100 therapist turns of three words or more"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that supervisors know, such as the reflection-to-question ratio, always with its counts.

    Attributes:
        value, low, high: None where the denominator is too small.
        counts: what it was computed from.
        threshold: published cut-offs, {"fair": …, "good": …}, or None.
        source: where measure and cut-offs come from.
        caution: how well coders agree on it, where they don't.
        reference: bands of MI demonstrations, or None outside MI.
    """

    value: float | None
    low: float | None
    high: float | None
    counts: Mapping[str, int]
    threshold: Mapping[str, float] | None
    source: str
    caution: str | None = None
    reference: tuple[Band, ...] | None = None


@dataclass(frozen=True, slots=True)
class Quarter:
    """The client in a quarter of the session: share of utterances (three words or more) with each signal, 0 to 1, by code."""

    quarter: int
    utterances: int
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Barrier:
    """A barrier that the client voiced."""

    code: str
    utterance: int
    trust_types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrustStatement:
    """What the client said of trust."""

    utterance: int
    trust_types: tuple[str, ...]
    valence: str | None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way in which trust works: how often it showed, and where. Which way it goes is never called better or worse."""

    count: int
    evidence: tuple[int, ...]
    by_quarter: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class ClientProfile:
    """The client's side.

    Attributes:
        course: four quarters.
        trust_statements: in order.
        barriers: in order.
        mechanisms: safety, lowered_defences, self_exploration, vulnerability, emotional_expression.
        risk_signals: utterances that speak of danger, for a person to read; never counted or scored.
    """

    course: tuple[Quarter, ...]
    trust_statements: tuple[TrustStatement, ...]
    barriers: tuple[Barrier, ...]
    mechanisms: Mapping[str, Mechanism]
    risk_signals: tuple[int, ...]


Uptake = Literal["taken_up", "taken_up_with_erosion", "not_taken_up"]


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that the client offered, and what the therapist's next two turns did with it in words.

    Attributes:
        client: id of the client's utterance.
        signal: its code.
        therapist: ids of the therapist's utterances that were looked at.
        uptake: taken up, taken up with erosion beside it, or not taken up in words.
        codes: the therapist codes that took it up.
    """

    client: int
    signal: str
    therapist: tuple[int, ...]
    uptake: Uptake
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Highlight:
    """A moment worth talking about, with one sentence that says why."""

    utterance: int
    code: str
    why: str


@dataclass(frozen=True, slots=True)
class Highlights:
    """Up to three strengths, three openings for growth, and moments that may have cost trust."""

    strengths: tuple[Highlight, ...]
    growth: tuple[Highlight, ...]
    erosion: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well a code is recognized, and how well coders agree on it.

    Attributes:
        f1: of the model on held-out natural sessions (0 to 1), or None where it could not be measured.
        precision_low: lower 95 % bound of precision at the threshold, or None.
        agreement: kappa between coders, or None.
        coders: who they were: "language models", "clinicians", or "rules only".
        n: cases that the figures rest on.
    """

    f1: float | None
    precision_low: float | None
    agreement: float | None
    coders: str
    n: int


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything that scoring says of a session."""

    scores: Mapping[str, Score]
    miti: Mapping[str, Measure]
    client: ClientProfile
    openings: tuple[Opening, ...]
    highlights: Highlights
