"""Coded utterances through the pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.language import Language

from trustsignals.pipeline.build import make_docs
from trustsignals.pipeline.observation import Observation, observe
from trustsignals.training.corpora import CodedUtterance


def observe_all(nlp: Language, utterances: Sequence[CodedUtterance], *, jobs: int = 1) -> list[Observation]:
    """One observation an utterance, in order."""
    docs = nlp.pipe(make_docs(nlp, _triples(utterances)), n_process=jobs, batch_size=200)
    return [observe(doc, utterance.position) for doc, utterance in zip(docs, utterances, strict=True)]


def _triples(utterances: Iterable[CodedUtterance]) -> Iterable[tuple[str, str, str]]:
    for utterance in utterances:
        context = "\n".join(" ".join(turn.text.split("\n")) for turn in utterance.before)
        yield utterance.text, str(utterance.role), context
