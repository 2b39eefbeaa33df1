"""Words that made the classifier say yes where no rule marked any.

A linear head adds up term weights, so the words of an utterance can be asked what they added. The cue is the stretch between
punctuation marks whose words added most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from trustsignals.classifier.coding import Cue
from trustsignals.classifier.heads import YES, Head
from trustsignals.classifier.space import FeatureSpace
from trustsignals.pipeline.observation import Observation

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!]")
_BREAK = re.compile(r"[.?!,;:…–—]+|--+|\n")


def telling_words(observation: Observation, space: FeatureSpace, head: Head) -> list[Cue]:
    """The stretch of the text that speaks most for the head's "yes", as one cue; none where the text has no word."""
    stretches = list(_stretches(observation.text))
    if not stretches or not head.is_binary or head.classes[-1] != YES:
        return []
    weights = _term_weights(space, head)
    start, end = max(stretches, key=lambda s: sum(weights(term) for term in _terms(observation.text[s[0] : s[1]])))
    return [Cue(start, end, observation.text[start:end], "model")]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the stretches between punctuation that hold a word, without outer spaces; a question mark stays inside."""
    start = 0
    for mark in [*_BREAK.finditer(text), None]:
        end = len(text) if mark is None else mark.start()
        keep = end + 1 if mark is not None and mark.group().startswith("?") else end
        piece = text[start:keep]
        if _WORD.search(text[start:end]):
            left = len(piece) - len(piece.lstrip())
            yield start + left, start + len(piece.rstrip())
        start = len(text) if mark is None else mark.end()


def _terms(text: str) -> list[str]:
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    return words + [f"{a} {b}" for a, b in pairwise(words)]


class _term_weights:  # noqa: N801 (a function with a memory)
    """Weight that a term of the family of words adds to the head's score."""

    def __init__(self, space: FeatureSpace, head: Head) -> None:
        vectorizer = space.vectorizers_["words"]
        start = 0
        for name, other in space.vectorizers_.items():
            if name == "words":
                break
            start += len(other.vocabulary_)
        self._columns = vectorizer.vocabulary_
        weights = head.coefficients[0, start : start + len(self._columns)]
        self._weights = weights * np.asarray(vectorizer.idf_, dtype=np.float32)

    def __call__(self, term: str) -> float:
        column = self._columns.get(term)
        return 0.0 if column is None else float(self._weights[column])
