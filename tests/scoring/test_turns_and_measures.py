"""Turns, MITI measures and intervals."""

from __future__ import annotations

import numpy as np
import pytest

from tests.scoring.sessions import make
from trustsignals.scoring.intervals import block_length, draw_blocks, ratio_interval, share_interval
from trustsignals.scoring.miti import miti_measures
from trustsignals.scoring.turns import therapist_turns

COMPLEX = {"reflection": "complex"}
SIMPLE = {"reflection": "simple"}
OPEN = {"question": "open"}
CLOSED = {"question": "closed"}


def test_a_turn_ends_where_the_client_says_more_than_mm_hm():
    turns = therapist_turns(
        *make(
            ("T", "You went there."),
            ("C", "Mm-hm."),
            ("T", "And it was closed."),
            ("O", "The bus was late too."),
            ("T", "I see."),
            ("C", "It was shut, yes."),
            ("T", "Okay."),
        )
    )
    assert [turn.ids for turn in turns] == [(0, 2, 4), (6,)]
    assert [turn.counts for turn in turns] == [True, False]


def test_a_yes_or_no_that_answers_ends_a_turn():
    lines = [line for _ in range(6) for line in (("T", "Did you go there?", {}, CLOSED), ("C", "No."))]
    session, codings = make(*lines)
    turns = therapist_turns(session, codings)
    assert len(turns) == 6
    assert miti_measures(session, turns, {})["reflection_to_question"].counts == {"reflections": 0, "questions": 6}


def test_a_reflection_broken_up_by_back_channels_counts_once():
    session, codings = make(
        ("T", "So you stayed", {}, SIMPLE),
        ("C", "Mm-hm"),
        ("T", "because of the children", {}, COMPLEX),
        ("C", "Because of them, yes."),
        *[line for _ in range(5) for line in (("T", "What then?", {}, OPEN), ("C", "Nothing much happened."))],
    )
    measure = miti_measures(session, therapist_turns(session, codings), {})["reflection_to_question"]
    assert measure.counts == {"reflections": 1, "questions": 5}
    assert measure.value == pytest.approx(0.2)
    assert measure.low is not None
    assert measure.low <= measure.value <= measure.high


def test_no_ratio_without_enough_to_divide_by():
    session, codings = make(("T", "You did?", {}, CLOSED), ("C", "I did that."), ("T", "So you did.", {}, SIMPLE))
    measures = miti_measures(session, therapist_turns(session, codings), {})
    for name in ("reflection_to_question", "percent_complex_reflections", "percent_open_questions"):
        assert measures[name].value is None
        assert measures[name].low is None
    assert measures["reflection_to_question"].counts == {"reflections": 1, "questions": 1}


def test_talk_share_is_of_the_two_who_talk():
    session, codings = make(("T", "one two three"), ("C", "one"), ("O", "one two three four five"))
    measure = miti_measures(session, therapist_turns(session, codings), {})["therapist_talk_share"]
    assert measure.value == pytest.approx(75.0)
    assert measure.counts == {"therapist_words": 3, "client_words": 1}


def test_nearest_codes_are_counted_by_turn():
    session, codings = make(
        ("T", "You kept going for weeks.", {"affirmation": 0.9}),
        ("C", "I suppose I did."),
        ("T", "You have to stop now.", {"directing": 0.9, "judging": 0.6}),
        ("C", "Right, whatever you say."),
    )
    measures = miti_measures(session, therapist_turns(session, codings), {})
    assert measures["mi_adherent"].counts == {"affirm": 1, "collaboration_and_autonomy": 0}
    assert measures["mi_non_adherent"].counts == {"persuade": 1, "confront": 1}


def test_blocks_are_runs_that_wrap_around():
    rows = draw_blocks(27, replicates=50)
    assert rows.shape == (50, 27)
    assert block_length(27) == 3
    firsts = rows[:, :3]
    assert ((firsts[:, 1] - firsts[:, 0]) % 27 == 1).all()


@pytest.mark.parametrize("n", [1, 2, 10, 300])
def test_intervals_hold_the_share_and_shrink(n):
    low, high = share_interval(np.full(n, 0.3))
    assert 0 <= low <= 0.3 <= high <= 1
    assert high - low <= 1.1 * (0.3 * 0.7 / n) ** 0.5 * 3.3 + 1 / n


def test_a_ratio_without_denominators_in_many_resamples_has_no_interval():
    assert ratio_interval(np.ones(12), np.array([1.0] + [0.0] * 11)) is None
