"""Component `trustsignals_cues`: marks the words that carry a code, by the codebook's rules."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from trustsignals.codebook import Codebook, CueRule, load_codebook
from trustsignals.pipeline.codebook_component import CodebookComponent
from trustsignals.pipeline.extensions import CUES
from trustsignals.pipeline.guards import is_called_off
from trustsignals.pipeline.rules import RuleMatcher, extend
from trustsignals.session import SpeakerRole


@Language.factory(
    "trustsignals_cues",
    default_config={"codebook": None, "guards": True},
    assigns=["doc.spans"],
)
def make_cues(nlp: Language, name: str, codebook: str | None, guards: bool) -> CueComponent:
    """The component.

    Args:
        codebook: path of a user's codebook file, or None for the shipped codebook.
        guards: False keeps matches that are negated, quoted or said back, to look at rules while they are written.
    """
    return CueComponent(nlp, load_codebook(Path(codebook) if codebook else None), guards=guards)


class CueComponent(CodebookComponent):
    """Writes cues to `doc.spans["trustsignals"]`: `label_` is the code, `id_` the rule.

    `doc._.role` chooses the therapist's or the client's rules; a Doc without a role gets both.
    """

    def __init__(self, nlp: Language, codebook: Codebook, *, guards: bool = True) -> None:
        self._guards = guards
        super().__init__(nlp, codebook)

    def _compile(self) -> None:
        rules = list(self.codebook.rules())
        self._code_of = {rule.id: code.id for code, rule in rules}
        self._matchers = {
            role: RuleMatcher(self._nlp, [rule for code, rule in rules if role is None or code.role is role])
            for role in (None, SpeakerRole.THERAPIST, SpeakerRole.CLIENT)
        }

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its cues."""
        spans: list[Span] = []
        if doc._.role != SpeakerRole.OTHER:
            matcher = self._matchers[SpeakerRole(doc._.role) if doc._.role else None]
            spans = _merge(
                (self._code_of[rule.id], rule, extend(rule, span))
                for rule, span in matcher(doc)
                if not (self._guards and is_called_off(span, rule.guards))
            )
        doc.spans[CUES] = spans
        return doc


def _merge(found: Iterable[tuple[str, CueRule, Span]]) -> list[Span]:
    """Spans labelled by code and rule; of two with the same code and words, the first rule's."""
    spans: dict[tuple[str, int, int], Span] = {}
    for code, rule, span in found:
        spans.setdefault((code, span.start, span.end), Span(span.doc, span.start, span.end, label=code, span_id=rule.id))
    return list(spans.values())
