"""Precision and recall of the cue rules alone, on what may be looked at and on what may not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trustsignals.codebook import Codebook, load_codebook
from trustsignals.pipeline.build import build_pipeline
from trustsignals.pipeline.observation import Observation
from trustsignals.training.corpora import CodedUtterance
from trustsignals.training.observations import observe_all


@dataclass(slots=True)
class Counts:
    """Utterances by what the coders and the rules said."""

    hits: int = 0
    found: int = 0
    coded: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what the rules found that coders coded."""
        return self.hits / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of what coders coded that the rules found."""
        return self.hits / self.coded if self.coded else None


@dataclass(slots=True)
class RuleFigures:
    """Counts by code, and by rule as (hits, found), for one part of the data."""

    codes: dict[str, Counts] = field(default_factory=dict)
    rule_found: Counter[str] = field(default_factory=Counter)
    rule_hits: Counter[str] = field(default_factory=Counter)


def rule_figures(utterances: Sequence[CodedUtterance], observations: Sequence[Observation], codebook: Codebook) -> RuleFigures:
    """Figures of the rules over utterances whose coders knew the codes."""
    figures = RuleFigures(codes={code: Counts() for code in codebook.ids()})
    for utterance, observation in zip(utterances, observations, strict=True):
        found = {cue.code for cue in observation.cues}
        for code in utterance.known:
            counts = figures.codes[code]
            counts.coded += code in utterance.codes
            counts.found += code in found
            counts.hits += code in utterance.codes and code in found
        for rule, code in {(cue.rule, cue.code) for cue in observation.cues}:
            if code in utterance.known:
                figures.rule_found[rule] += 1
                figures.rule_hits[rule] += code in utterance.codes
    return figures


def rule_table(utterances: Sequence[CodedUtterance], *, jobs: int = 1, by_rule: bool = True) -> Iterator[str]:
    """Markdown tables of precision and recall by code, and of precision by rule; development and other data apart."""
    codebook = load_codebook()
    coded = [u for u in utterances if u.known]
    observations = observe_all(build_pipeline(), coded, jobs=jobs)
    parts = {}
    for name, development in (("development", True), ("others", False)):
        rows = [i for i, u in enumerate(coded) if u.is_development is development]
        parts[name] = rule_figures([coded[i] for i in rows], [observations[i] for i in rows], codebook)
    yield "| code | development: coded, found, precision, recall | others: coded, found, precision, recall |"
    yield "| --- | --- | --- |"
    for code in codebook.ids():
        yield f"| {code} | {_counts(parts['development'].codes[code])} | {_counts(parts['others'].codes[code])} |"
    if by_rule:
        yield from (
            "",
            "| rule | code | development: precision (found) | others: precision (found) |",
            "| --- | --- | --- | --- |",
        )
        for entry, rule in codebook.rules():
            yield f"| {rule.id} | {entry.id} | {_rule(parts['development'], rule.id)} | {_rule(parts['others'], rule.id)} |"


def _counts(counts: Counts) -> str:
    return f"{counts.coded}, {counts.found}, {_share(counts.precision)}, {_share(counts.recall)}"


def _rule(figures: RuleFigures, rule: str) -> str:
    found = figures.rule_found[rule]
    return f"{_share(figures.rule_hits[rule] / found if found else None)} ({found})"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
