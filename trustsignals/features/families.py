"""The ordered tuple of feature families.

To add one, write a function in a file of its own and add a line here; nothing else needs to know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trustsignals.features import cues, shape, words
from trustsignals.pipeline.observation import Observation


@dataclass(frozen=True, slots=True)
class Family:
    """A way of looking at an utterance.

    Attributes:
        name: prefix of its feature names.
        terms: the terms that an observation has; they are counted and weighted by TF-IDF.
        min_documents: a term must stand in so many training utterances, so that no rare name becomes a feature.
        max_terms: keep the most frequent ones up to this many.
        weighted: False counts a term as there or not there, without TF-IDF.
    """

    name: str
    terms: Callable[[Observation], Sequence[str]]
    min_documents: int = 4
    max_terms: int = 20_000
    weighted: bool = True


FAMILIES: tuple[Family, ...] = (
    Family("words", words.word_terms, min_documents=4, max_terms=16_000),
    Family("characters", words.character_terms, min_documents=8, max_terms=20_000),
    Family("before", words.before_terms, min_documents=8, max_terms=8_000),
    Family("grammar", words.grammar_terms, min_documents=5, max_terms=8_000),
    Family("cues", cues.cue_terms, min_documents=2, max_terms=2_000, weighted=False),
    Family("shape", shape.shape_terms, min_documents=5, max_terms=500, weighted=False),
)
