"""Component `trustsignals_trust_types`: whose trust a cue speaks of, and which way it goes, where words tell."""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from trustsignals.codebook import load_codebook
from trustsignals.codebook.model import Attribute
from trustsignals.pipeline.codebook_component import CodebookComponent
from trustsignals.pipeline.extensions import ATTRIBUTES, CUES
from trustsignals.pipeline.rules import RuleMatcher
from trustsignals.pipeline.stretches import sentence_around
from trustsignals.session import SpeakerRole


@Language.factory("trustsignals_trust_types", default_config={"codebook": None}, requires=["doc.spans"], assigns=["doc.spans"])
def make_trust_types(nlp: Language, name: str, codebook: str | None) -> TrustTypeComponent:
    """The component; `codebook` is the path of a user's codebook file, or None for the shipped codebook."""
    return TrustTypeComponent(nlp, load_codebook(Path(codebook) if codebook else None))


class TrustTypeComponent(CodebookComponent):
    """Writes trust types and valences to `doc.spans["trustsignals_attributes"]`, with the offsets of the cue that carries them.

    A trust statement may carry types and a valence, a barrier types only. The words that tell may stand anywhere in the
    sentence of the cue.
    """

    def _compile(self) -> None:
        self._types = self._matcher(self.codebook.trust_types)
        self._valences = self._matcher(self.codebook.valences)
        self._value_of = {r.id: a.id for a in (*self.codebook.trust_types, *self.codebook.valences) for r in a.rules}

    def _matcher(self, attributes: tuple[Attribute, ...]) -> RuleMatcher:
        return RuleMatcher(self._nlp, [rule for attribute in attributes for rule in attribute.rules])

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its trust types and valences."""
        carriers = [s for s in doc.spans.get(CUES, []) if s.label_ == "trust_statement" or s.label_.startswith("barrier_")]
        found: dict[tuple[str, int, int], Span] = {}
        if carriers and doc._.role in ("", SpeakerRole.CLIENT):
            types, valences = self._types(doc), self._valences(doc)
            for cue in carriers:
                sentence = sentence_around(cue)
                for rule, span in [*types, *(valences if cue.label_ == "trust_statement" else [])]:
                    if sentence.start <= span.start and span.end <= sentence.end:
                        value = self._value_of[rule.id]
                        found[value, cue.start, cue.end] = Span(doc, cue.start, cue.end, label=value, span_id=rule.id)
        doc.spans[ATTRIBUTES] = list(found.values())
        return doc
