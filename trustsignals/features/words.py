"""What is said: words, parts of words, who does what, and the words before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from trustsignals.pipeline.observation import Observation

_TERM = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!]")
_SPACES = re.compile(r"\s+")
_LONGEST_CHARACTERS = 5
_SHORTEST_CHARACTERS = 3


def _terms(text: str) -> list[str]:
    return [term.replace("’", "'") for term in _TERM.findall(text.lower())]


def _with_pairs(terms: list[str]) -> list[str]:
    return terms + [f"{a} {b}" for a, b in pairwise(terms)]


def word_terms(observation: Observation) -> Sequence[str]:
    """Words, question and exclamation marks, and pairs of neighbours, with the utterance's two edges marked."""
    return _with_pairs(["^", *_terms(observation.text), "$"])


def character_terms(observation: Observation) -> Sequence[str]:
    """Stretches of three to five characters within words and their edges."""
    found: list[str] = []
    for word in _SPACES.sub(" ", observation.text.lower()).split(" "):
        padded = f" {word} "
        for length in range(_SHORTEST_CHARACTERS, _LONGEST_CHARACTERS + 1):
            found += [padded[i : i + length] for i in range(len(padded) - length + 1)]
    return found


def before_terms(observation: Observation) -> Sequence[str]:
    """Words and pairs of the utterance before."""
    return _with_pairs(_terms(observation.before[-1])) if observation.before else ["<none>"]


def grammar_terms(observation: Observation) -> Sequence[str]:
    """Who does what, modals, negations, and the form of sentences, as the English pipeline sees them."""
    return observation.grammar
