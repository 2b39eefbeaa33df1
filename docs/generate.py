"""Pages that are made from the data: `python -m docs.generate` writes them, a test holds them to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs.data_card import data_card
from trustsignals.codebook import Code, Example, load_codebook
from trustsignals.codebook.model import Attribute
from trustsignals.scoring.responsiveness import load_signals

ROOT = Path(__file__).parent.parent
_HEADINGS = {
    "builds": "The therapist: what builds trust",
    "erodes": "The therapist: what erodes trust",
    "safety": "The therapist: safety talk (never scored)",
    "signal": "The client: signals",
    "barrier": "The client: barriers",
}


def codebook_page() -> str:
    """The codebook as Markdown."""
    return "\n".join(_codebook()) + "\n"


def _codebook() -> Iterator[str]:
    book = load_codebook()
    yield f"# Codebook {book.version}"
    yield ""
    yield "Made from `trustsignals/codebook/` by `make docs`; change the data, not this page. The unit is one utterance. An utterance"
    yield "gets every code whose definition it meets, or none. What is said is coded, in the light of the utterances before it, and each"
    yield "code needs words that carry it. A hedge, a negation, a quotation or a client's view said back is not the speaker's own act."
    yield "When in doubt between a code and none: none."
    for polarity, heading in _HEADINGS.items():
        yield from ("", f"## {heading}")
        for code in book.codes:
            if code.polarity == polarity:
                yield from _code(code)
    for heading, attributes in (("Trust types", book.trust_types), ("Valences of trust statements", book.valences)):
        yield from ("", f"## {heading}")
        for attribute in attributes:
            yield from _attribute(attribute)
    yield from ("", "## What takes up what", "")
    yield "Which therapist codes take up what the client offered, in the next two therapist turns. `boundary` alone never does."
    yield from ("", "| the client … | is taken up by | why |", "| --- | --- | --- |")
    for signal in load_signals().values():
        only = f" ({' or '.join(signal.valences)})" if signal.valences else ""
        yield f"| `{signal.code}`{only} | {', '.join(f'`{code}`' for code in signal.taken_up_by)} | {signal.why} |"


def _code(code: Code) -> Iterator[str]:
    yield from ("", f"### {code.title} (`{code.id}`)", "")
    yield (f"*{code.dimension}.* " if code.dimension else "") + code.definition
    yield from ("", "Examples:", "")
    yield from map(_example, code.examples)
    yield from ("", f"Not this: {code.not_this}" if code.not_this else "Not this:", "")
    yield from map(_example, code.near_misses)
    if code.effect:
        yield from ("", f"In reports: {code.effect}")
    yield from ("", f"Sources: {'; '.join(code.sources)}.", "")
    yield "| cue rule | what it finds |"
    yield "| --- | --- |"
    for rule in code.rules:
        yield f"| `{rule.id}` | {rule.definition} |"


def _attribute(attribute: Attribute) -> Iterator[str]:
    yield from ("", f"### {attribute.title} (`{attribute.id}`)", "", attribute.definition, "")
    yield from map(_example, attribute.examples)


def _example(example: Example) -> str:
    before = f" (after “{example.before}”)" if example.before else ""
    return f"- “{example.text}”{before}"


PAGES = {"docs/codebook.md": codebook_page, "data/README.md": data_card}
"""What each page is made by; paths from the root of the project."""


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
