"""Thresholds, Wilson's bound, and weights of classes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustsignals.classifier.thresholds import HIGHLIGHT_PRECISION, class_weights_for_f1, thresholds_for_f1, wilson_lower


def test_wilson_bound_against_published_values():
    # Newcombe (1998), 81 of 263 and 15 of 148.
    assert wilson_lower(81, 263) == pytest.approx(0.2553, abs=1e-4)
    assert wilson_lower(15, 148) == pytest.approx(0.0624, abs=1e-4)
    assert wilson_lower(0, 0) == 0


def test_the_threshold_stands_between_the_best_cut():
    p = np.array([0.9, 0.8, 0.7, 0.3, 0.2, 0.1])
    limits = thresholds_for_f1(p, np.array([True, True, True, False, False, False]))
    assert limits.assign == pytest.approx(0.5)


def test_without_positives_nothing_is_assigned():
    limits = thresholds_for_f1(np.array([0.2, 0.9]), np.array([False, False]))
    assert limits.assign == 1.0
    assert limits.highlight is None


def test_highlights_need_many_precise_cases():
    few = thresholds_for_f1(np.array([0.9, 0.9, 0.1]), np.array([True, True, False]))
    assert few.highlight is None
    many = thresholds_for_f1(np.r_[np.full(40, 0.9), np.full(40, 0.1)], np.r_[np.ones(40, bool), np.zeros(40, bool)])
    assert many.highlight == pytest.approx(0.5)


@given(st.lists(st.tuples(st.integers(0, 1000).map(lambda n: n / 1000), st.booleans()), min_size=3, max_size=80))
def test_no_other_cut_has_a_better_f1(rows):
    p, y = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
    limits = thresholds_for_f1(p, y)

    def f1(threshold: float) -> float:
        taken = p >= threshold
        return 2 * (taken & y).sum() / max(1, taken.sum() + y.sum())

    if y.any():
        assert f1(limits.assign) >= max(f1(t) for t in p) - 1e-9
        assert limits.unsure_low <= limits.assign <= limits.unsure_high
        if limits.highlight is not None:
            taken = p >= limits.highlight
            assert wilson_lower((taken & y).sum(), taken.sum()) >= HIGHLIGHT_PRECISION


def test_weights_help_a_class_that_is_always_second():
    rng = np.random.default_rng(0)
    truth = rng.choice(2, size=400, p=[0.9, 0.1])
    p = np.where(truth == 1, 0.35, 0.15) + rng.normal(0, 0.03, 400)
    probabilities = np.column_stack([1 - p, p])
    weights = class_weights_for_f1(probabilities, truth)
    assert ((probabilities * weights).argmax(axis=1) == truth).mean() > 0.95
