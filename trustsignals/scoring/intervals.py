"""Intervals: block bootstrap over the turns of one session.

Neighbouring turns are alike, so blocks of turns are drawn, not single ones (moving blocks, Künsch 1989), and for scores the
codes are drawn too, from their calibrated probabilities: the interval covers what another stretch of the same session might
show and what the classifier may have got wrong.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

REPLICATES = 1000
CONFIDENCE = 0.9
_SEED = 20221


def block_length(n: int) -> int:
    """Turns in a block: the cube root of their number, the order of growth that is best for a mean (Hall et al. 1995)."""
    return max(1, round(math.cbrt(n)))


def draw_blocks(n: int, replicates: int = REPLICATES) -> NDArray[np.int_]:
    """Indices of shape (replicates, n): each row is a resample of 0 … n-1 in blocks that wrap around the end."""
    generator = np.random.default_rng(_SEED)
    length = block_length(n)
    starts = generator.integers(0, n, size=(replicates, -(-n // length)))
    return ((starts[:, :, None] + np.arange(length)) % n).reshape(replicates, -1)[:, :n]


def share_interval(probabilities: Floats) -> tuple[float, float]:
    """90 % interval, 0 to 1, of the share of turns that have a property, given each turn's probability of it (n,)."""
    n = len(probabilities)
    drawn = probabilities[draw_blocks(n)]
    codes = np.random.default_rng(_SEED + 1).random(drawn.shape) < drawn
    return _bounds(codes.mean(axis=1))


def ratio_interval(numerators: Floats, denominators: Floats) -> tuple[float, float] | None:
    """90 % interval of sum(numerators) / sum(denominators) over turns (n,); None where too many resamples have no denominator."""
    rows = draw_blocks(len(numerators))
    tops, bottoms = numerators[rows].sum(axis=1), denominators[rows].sum(axis=1)
    usable = bottoms > 0
    if usable.mean() < CONFIDENCE:
        return None
    return _bounds(tops[usable] / bottoms[usable])


def _bounds(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
