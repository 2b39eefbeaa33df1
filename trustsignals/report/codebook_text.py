"""The codebook and single codes as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from trustsignals.codebook import Code, Codebook, Example
from trustsignals.report.wording import reliability_sentence
from trustsignals.scoring.profile import Reliability

_HEADINGS = {
    "builds": "What the therapist does that builds trust",
    "erodes": "What the therapist does that erodes trust",
    "safety": "What the therapist does about danger (never scored)",
    "signal": "What the client shows",
    "barrier": "Barriers that the client voices",
}


def codes_as_text(codebook: Codebook) -> str:
    """All codes, a line each, under headings."""
    lines = [f"Codebook {codebook.version}"]
    width = max(len(code.id) for code in codebook.codes)
    for polarity, heading in _HEADINGS.items():
        lines += ["", heading]
        lines += [f"  {code.id:{width}}  {code.title}" for code in codebook.codes if code.polarity == polarity]
    return "\n".join(lines)


def code_as_text(code: Code, reliability: Reliability) -> str:
    """One code in full, with how well it is recognized."""
    return "\n".join(_lines(code, reliability))


def _lines(code: Code, reliability: Reliability) -> Iterator[str]:
    yield f"{code.title} ({code.id})"
    yield f"{code.role}, {code.dimension or code.polarity}"
    yield f"\n{code.definition}"
    if code.effect:
        yield f"\nIn reports: {code.effect}"
    yield "\nExamples"
    yield from map(_example, code.examples)
    if code.not_this:
        yield f"\nNot this: {code.not_this}"
    yield "\nNear misses"
    yield from map(_example, code.near_misses)
    if code.sources:
        yield f"\nSources: {'; '.join(code.sources)}"
    yield f"\nCue rules: {', '.join(rule.id for rule in code.rules) or 'none'}"
    yield f"Recognized: {reliability_sentence(reliability, rules_only=reliability.f1 is None)}"


def _example(example: Example) -> str:
    before = f"(after: {example.before}) " if example.before else ""
    return f"  {before}{example.text}"
