"""What a codebook is made of: codes, cue rules and their examples, checked when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from trustsignals.errors import CodebookError
from trustsignals.session import SpeakerRole

Guard = Literal["negated", "quoted", "said_back", "asked", "conditional"]
Extent = Literal["match", "clause", "sentence"]
Polarity = Literal["builds", "erodes", "signal", "barrier", "safety"]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Dimension(StrEnum):
    """Groups of therapist codes that are scored together."""

    EMPATHY = "empathy"
    VALIDATION = "validation"
    TRANSPARENCY = "transparency"
    RESPECT = "respect"
    REPAIR = "repair"
    EROSION = "erosion"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Example(_Entry):
    """An utterance made up for the codebook, with the utterance before it where that matters."""

    text: str
    before: str = ""

    def __str__(self) -> str:
        return self.text


def _as_example(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


ExampleEntry = Annotated[Example, BeforeValidator(_as_example)]


class CueRule(_Entry):
    """A pattern whose match is a cue for a code.

    Attributes:
        id: unique in the codebook; becomes the `id_` of the span.
        definition: what the rule finds, in one line.
        phrases: words as they stand, matched by norm: without regard to case, "I'm" as "I am".
        patterns: token patterns of spaCy's `Matcher`.
        dependencies: patterns of spaCy's `DependencyMatcher`.
        unless: token patterns that, found in the same sentence, call the match off.
        after: token patterns of which one must stand in the utterance before (by words only: it has no tags).
        extent: what the cue covers: the match, what stands between punctuation around it, or its sentence.
        guards: what calls a match off: a negation over it, a quotation around it, a view said back ("you feel that …"),
            a question that asks for it, a condition on it. Rule 6 of the codebook stands behind the first three.
        examples: utterances in which the rule must match.
        near_misses: utterances in which it must not.
    """

    id: Identifier
    definition: str
    phrases: tuple[str, ...] = ()
    patterns: tuple[tuple[dict[str, Any], ...], ...] = ()
    dependencies: tuple[tuple[dict[str, Any], ...], ...] = ()
    unless: tuple[tuple[dict[str, Any], ...], ...] = ()
    after: tuple[tuple[dict[str, Any], ...], ...] = ()
    extent: Extent = "match"
    guards: frozenset[Guard] = frozenset({"negated", "quoted", "said_back"})
    examples: tuple[ExampleEntry, ...] = Field(min_length=1)
    near_misses: tuple[ExampleEntry, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _matches_something(self) -> Self:
        if not (self.phrases or self.patterns or self.dependencies):
            raise ValueError(f"rule {self.id} has no phrases, patterns or dependencies")
        return self


class Code(_Entry):
    """An entry of the codebook.

    Attributes:
        id: name in reports and data.
        title: name for people.
        role: whose utterances it codes.
        polarity: builds or erodes trust (therapist); signal or barrier (client); safety (never scored).
        dimension: what it is scored with; None for client and safety codes.
        definition: when an utterance has the code.
        not_this: what it is not, and which code that has instead.
        effect: one sentence for reports: what it does for trust, or may cost.
        examples, near_misses: utterances with and without the code.
        sources: schemes that it stands on.
        rules: cue rules.
    """

    id: Identifier
    title: str
    role: SpeakerRole
    polarity: Polarity
    dimension: Dimension | None = None
    definition: str
    not_this: str = ""
    effect: str = ""
    examples: tuple[ExampleEntry, ...] = Field(min_length=1)
    near_misses: tuple[ExampleEntry, ...] = Field(min_length=1)
    sources: tuple[str, ...] = ()
    rules: tuple[CueRule, ...] = ()

    @model_validator(mode="after")
    def _dimension_fits(self) -> Self:
        scored = self.polarity in ("builds", "erodes")
        if scored != (self.dimension is not None) or (scored and self.role is not SpeakerRole.THERAPIST):
            raise ValueError(
                f"code {self.id}: codes that build or erode trust are the therapist's and have a dimension; others have none"
            )
        if self.role is SpeakerRole.OTHER:
            raise ValueError(f"code {self.id}: role is therapist or client")
        return self


class Attribute(_Entry):
    """A value that a trust statement or a barrier can carry: a trust type or a valence."""

    id: Identifier
    title: str
    definition: str
    examples: tuple[ExampleEntry, ...] = Field(min_length=1)
    rules: tuple[CueRule, ...] = ()


class Codebook(_Entry):
    """All codes in the order in which reports show them.

    Raises:
        CodebookError: by `codebook[id]`, for an id that no code has.
    """

    version: str
    codes: tuple[Code, ...]
    trust_types: tuple[Attribute, ...]
    valences: tuple[Attribute, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        attributes = (*self.trust_types, *self.valences)
        for ids in (
            [c.id for c in self.codes],
            [r.id for c in self.codes for r in c.rules] + [r.id for a in attributes for r in a.rules],
        ):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"used twice: {', '.join(twice)}")
        return self

    @cached_property
    def _by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    def __getitem__(self, code: str) -> Code:
        try:
            return self._by_id[code]
        except KeyError:
            raise CodebookError(f"The codebook has no code {code!r}; `trustsignals codebook` lists them.") from None

    def __contains__(self, code: object) -> bool:
        return code in self._by_id

    def __len__(self) -> int:
        return len(self.codes)

    def ids(self, role: SpeakerRole | None = None, dimension: Dimension | None = None) -> tuple[str, ...]:
        """Ids of the codes of a role and a dimension, in order; None stands for any."""
        return tuple(
            c.id for c in self.codes if (role is None or c.role == role) and (dimension is None or c.dimension == dimension)
        )

    def rules(self) -> Iterator[tuple[Code, CueRule]]:
        """Every cue rule beside its code, in order."""
        for code in self.codes:
            for rule in code.rules:
                yield code, rule
