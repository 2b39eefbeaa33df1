"""Coding: what was assigned to an utterance, with its probabilities and the words behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Behaviour = Literal["question", "reflection", "therapist_input", "other"]
TalkType = Literal["change", "neutral", "sustain"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that carry a code.

    Attributes:
        start, end: character offsets into the utterance's text; `text == utterance.text[start:end]`.
        text: the words.
        source: "rule:" and the rule's id, or "model".
    """

    start: int
    end: int
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class CodeAssignment:
    """What the program says of one code in one utterance.

    Attributes:
        code: id in the codebook.
        probability: calibrated, 0 to 1; None for a code that only rules know.
        assigned: whether the probability passed the code's threshold, or, without a probability, whether a rule matched.
        highlightable: whether it may be pointed out: for codes that erode trust only above a second, stricter threshold.
        unsure: whether the probability lies so near its threshold that either answer would do.
        cues: the words; at least one where the code is assigned.
        trust_types: of a trust statement or a barrier, where words tell.
        valence: of a trust statement: trusts, mistrusts or ambivalent.
    """

    code: str
    probability: float | None
    assigned: bool
    highlightable: bool = True
    unsure: bool = False
    cues: tuple[Cue, ...] = ()
    trust_types: tuple[str, ...] = ()
    valence: str | None = None


@dataclass(frozen=True, slots=True)
class MitiCoding:
    """AnnoMI's codes of a therapist's utterance: its main behaviour, and each behaviour that it has beside it.

    Attributes:
        behaviour: the main one.
        probabilities: of all four main behaviours, summing to 1.
        reflection: "simple" or "complex" where the utterance has a reflection, whatever its main behaviour.
        question: "open" or "closed" where it has a question.
        input: "information", "advice", "negotiation" or "options" where it has therapist input.
    """

    behaviour: Behaviour
    probabilities: Mapping[str, float]
    reflection: str | None = None
    question: str | None = None
    input: str | None = None


@dataclass(frozen=True, slots=True)
class TalkCoding:
    """MI talk type of a client's utterance, with the probabilities of all three."""

    type: TalkType
    probabilities: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EmpathyLevels:
    """EPITOME levels of a peer supporter's reply: 0 none, 1 weak, 2 strong; interpretation is 0 or 2."""

    emotional_reaction: int
    interpretation: int
    exploration: int


@dataclass(frozen=True)
class UtteranceCoding:
    """Everything that was assigned to one utterance.

    Attributes:
        utterance: its id in the session.
        codes: one entry for each code of the utterance's role, in the codebook's order.
        miti: of a therapist's utterance.
        empathy: of a therapist's utterance, where the setting is peer support.
        talk: of a client's utterance.
        dimensions: calibrated probabilities that the utterance has at least one code of a dimension.
    """

    utterance: int
    codes: tuple[CodeAssignment, ...] = ()
    miti: MitiCoding | None = None
    empathy: EmpathyLevels | None = None
    talk: TalkCoding | None = None
    dimensions: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def _by_code(self) -> dict[str, CodeAssignment]:
        return {assignment.code: assignment for assignment in self.codes}

    def __getitem__(self, code: str) -> CodeAssignment:
        return self._by_code[code]

    @property
    def assigned(self) -> tuple[CodeAssignment, ...]:
        """The codes that the utterance has."""
        return tuple(assignment for assignment in self.codes if assignment.assigned)

    def has(self, *codes: str) -> bool:
        """True where one of `codes` is assigned."""
        return any(code in self._by_code and self._by_code[code].assigned for code in codes)

    def probability(self, code: str) -> float:
        """Probability of `code`; for a code that only rules know 1 where a rule matched, else 0."""
        assignment = self._by_code.get(code)
        if assignment is None:
            return 0.0
        return float(assignment.assigned) if assignment.probability is None else assignment.probability

    def dimension_probability(self, dimension: str, codes: tuple[str, ...]) -> float:
        """Probability of at least one of a dimension's codes: the dimension's own, or, where rules alone know a code, theirs."""
        known_by_rules = [
            self.probability(code) for code in codes if code in self._by_code and self._by_code[code].probability is None
        ]
        if dimension in self.dimensions:
            return max([self.dimensions[dimension], *known_by_rules])
        return max((self.probability(code) for code in codes), default=0.0)
