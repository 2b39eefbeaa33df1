"""Scores of the dimensions: expected therapist turns with at least one of a dimension's codes, per 100."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from trustsignals.codebook import Codebook, Dimension
from trustsignals.scoring.intervals import share_interval
from trustsignals.scoring.profile import Band, Score
from trustsignals.scoring.turns import Turn

SMALLEST_N = 10
"""Turns of three words or more below which a score says "not enough data": one turn more or less would move it by over ten."""


def score_dimensions(turns: Sequence[Turn], codebook: Codebook, bands: Mapping[str, tuple[Band, ...]]) -> dict[str, Score]:
    """The score of each dimension; `bands` holds reference bands by dimension, empty where none apply."""
    counted = [turn for turn in turns if turn.counts]
    return {d.value: _score(counted, codebook.ids(dimension=d), d, bands.get(d.value)) for d in Dimension}


def _score(turns: Sequence[Turn], codes: tuple[str, ...], dimension: Dimension, bands: tuple[Band, ...] | None) -> Score:
    evidence = tuple(c.utterance for turn in turns for c in turn.codings if c.has(*codes))
    counts = Counter(a.code for turn in turns for c in turn.codings for a in c.assigned if a.code in codes)
    if len(turns) < SMALLEST_N:
        return Score(None, None, None, len(turns), "not_enough_data", evidence, dict(counts))
    probabilities = np.array([_probability(turn, codes, dimension) for turn in turns])
    low, high = share_interval(probabilities)
    return Score(
        value=100 * float(probabilities.mean()),
        low=100 * low,
        high=100 * high,
        n=len(turns),
        status="ok",
        evidence=evidence,
        codes=dict(counts),
        reference=bands,
    )


def _probability(turn: Turn, codes: tuple[str, ...], dimension: Dimension) -> float:
    """Probability that the turn has one of `codes`: its most telling utterance's.

    Fragments of one reflection (rule 21) are no independent chances, so their probabilities are not multiplied up.
    """
    return max(coding.dimension_probability(dimension.value, codes) for coding in turn.codings)
