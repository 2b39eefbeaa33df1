"""Build the pipeline, and run a session's utterances through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import trustsignals.pipeline.cues
import trustsignals.pipeline.trust_types  # noqa: F401  (registers the factories where the package is not installed)
from trustsignals.pipeline.english import load_english
from trustsignals.pipeline.extensions import register_extensions
from trustsignals.pipeline.tokenizer import build_tokenizer
from trustsignals.session import Session

COMPONENTS = ("trustsignals_cues", "trustsignals_trust_types")
CONTEXT_UTTERANCES = 2


def build_pipeline(nlp: Language | None = None, *, codebook: Path | None = None, english: Path | None = None) -> Language:
    """A spaCy Language whose Docs carry cues in `doc.spans["trustsignals"]`.

    Args:
        nlp: a pipeline of your own (`en_core_web_sm`, say) to which the components are added; rules that need an annotation
            which it doesn't give are left out. None takes the English pipeline that is shipped.
        codebook: a user's codebook file; None for the shipped codebook alone.
        english: folder of another English pipeline; None for the shipped one.

    Raises:
        ArtifactError: the English pipeline is missing or damaged.
        CodebookError: the codebook file breaks its format.
    """
    nlp = load_english(english) if nlp is None else nlp
    for name in COMPONENTS:
        nlp.add_pipe(name, config={"codebook": str(codebook) if codebook else None})
    return nlp


def build_blank_pipeline(*, codebook: Path | None = None) -> Language:
    """The components on a blank pipeline with the transcript tokenizer: rules by words alone, fast."""
    nlp = spacy.blank("en")
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    return build_pipeline(nlp, codebook=codebook)


def make_docs(nlp: Language, texts: Iterable[tuple[str, str, str]]) -> Iterator[Doc]:
    """Unprocessed Docs of (text, role, context) triples; `context` holds the utterances before, one a line, oldest first."""
    register_extensions()
    for text, role, context in texts:
        doc = nlp.make_doc(text)
        doc._.role, doc._.context = role, context
        yield doc


def pipe_session(nlp: Language, session: Session) -> Iterator[Doc]:
    """One processed Doc an utterance, in order."""
    texts = [" ".join(utterance.text.split("\n")) for utterance in session]
    triples = (
        (utterance.text, str(utterance.role), "\n".join(texts[max(0, i - CONTEXT_UTTERANCES) : i]))
        for i, utterance in enumerate(session)
    )
    yield from nlp.pipe(make_docs(nlp, triples))
