"""Thresholds: from calibrated probabilities of held-out data to yes or no, and when not to say it aloud."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

Floats = NDArray[np.float64]

HIGHLIGHT_PRECISION = 0.7
"""A code that erodes trust is pointed out only where the lower bound of its precision is at least this (interface.md)."""

_UNSURE_F1 = 0.02


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a binary head turns from no to yes.

    Attributes:
        assign: the code is assigned from here on (best F1 on held-out data).
        unsure_low, unsure_high: between these any threshold would have done about as well (F1 within .02 of the best).
        highlight: from here on the lower 95 % bound of precision is at least .7; None where no threshold reaches that.
        precision_low: that bound at `assign`.
    """

    assign: float
    unsure_low: float
    unsure_high: float
    highlight: float | None
    precision_low: float


def wilson_lower(hits: float, trials: float, confidence: float = 0.95) -> float:
    """Lower bound of Wilson's interval for a proportion, 0 without trials. (Wilson 1927)"""
    if trials <= 0:
        return 0.0
    z = float(norm.ppf(0.5 + confidence / 2))
    share = hits / trials
    centre = share + z * z / (2 * trials)
    spread = z * float(np.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)))
    return max(0.0, (centre - spread) / (1 + z * z / trials))


def thresholds_for_f1(probabilities: Floats, positive: NDArray[np.bool_], *, macro: bool = False) -> Thresholds:
    """Thresholds of a binary head; `probabilities` and `positive` have shape (n,).

    Args:
        macro: take the best mean of the F1 of yes and of no, instead of the best F1 of yes.
    """
    if not positive.any():
        return Thresholds(assign=1.0, unsure_low=1.0, unsure_high=1.0, highlight=None, precision_low=0.0)
    order = np.argsort(-probabilities, kind="stable")
    sorted_p, hits = probabilities[order], np.cumsum(positive[order])
    taken = np.arange(1, len(order) + 1)
    # A threshold can only stand between two different probabilities.
    last = np.append(sorted_p[1:] < sorted_p[:-1], True)
    f1 = 2 * hits / (taken + positive.sum())
    if macro:
        left, left_hits = len(order) - taken, (~positive).sum() - (taken - hits)
        f1 = (f1 + 2 * left_hits / np.maximum(1, left + (~positive).sum())) / 2
    f1 = np.where(last, f1, -1.0)
    best = int(f1.argmax())
    near = np.flatnonzero(f1 >= f1[best] - _UNSURE_F1)
    # The unsure band is the run of near-best thresholds around the best one, without a gap of worse ones.
    low, high = best, best
    usable = set(near.tolist()) | set(np.flatnonzero(~last).tolist())
    while high + 1 in usable:
        high += 1
    while low - 1 in usable:
        low -= 1
    bounds = np.array([wilson_lower(float(h), float(t)) if ok else 0.0 for h, t, ok in zip(hits, taken, last, strict=True)])
    good = np.flatnonzero(bounds[: best + 1] >= HIGHLIGHT_PRECISION)
    return Thresholds(
        assign=_between(sorted_p, best),
        unsure_low=_between(sorted_p, high),
        unsure_high=_between(sorted_p, low),
        highlight=_between(sorted_p, int(good[-1])) if len(good) else None,
        precision_low=float(bounds[best]),
    )


def _between(sorted_p: Floats, last_taken: int) -> float:
    """Midway between the last probability that is taken and the next one."""
    following = sorted_p[last_taken + 1] if last_taken + 1 < len(sorted_p) else 0.0
    return float((sorted_p[last_taken] + following) / 2)


def class_weights_for_f1(probabilities: Floats, labels: NDArray[np.int_]) -> Floats:
    """Weights of shape (n_classes,) by which to multiply probabilities (n, n_classes) before taking the largest, for macro-F1."""
    classes = probabilities.shape[1]
    weights = np.ones(classes)
    best = _macro_f1(labels, probabilities.argmax(axis=1), classes)
    for _ in range(2):
        for c in range(classes):
            for factor in np.geomspace(0.5, 3.0, 16):
                trial = weights.copy()
                trial[c] = factor
                score = _macro_f1(labels, (probabilities * trial).argmax(axis=1), classes)
                if score > best + 1e-4:
                    best, weights = score, trial
    return weights


def _macro_f1(truth: NDArray[np.int_], guess: NDArray[np.int_], classes: int) -> float:
    table = np.bincount(truth * classes + guess, minlength=classes * classes).reshape(classes, classes)
    hits = table.diagonal()
    return float(np.mean(2 * hits / np.maximum(1, table.sum(axis=0) + table.sum(axis=1))))
