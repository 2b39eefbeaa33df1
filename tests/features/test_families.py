"""Feature families: what they see, and that they are pure and bounded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustsignals.features import FAMILIES
from trustsignals.pipeline.observation import Observation, ObservedCue

BY_NAME = {family.name: family for family in FAMILIES}


def terms(name: str, text: str, *before: str, **values) -> set[str]:
    return set(BY_NAME[name].terms(Observation(text, "therapist", tuple(before), **values)))


@pytest.mark.parametrize(
    ("text", "before", "expected", "unexpected"),
    [
        ("What was that like?", "I went home.", {"question_mark", "wh_start", "wh_question", "first:what"}, {"back_channel"}),
        ("Mm-hm.", "I went home.", {"back_channel"}, {"question_mark", "words>2"}),
        ("It sounds like you were torn.", "", {"opening:sounds", "you>0.0"}, {"question_mark"}),
        ("So you took the garden path.", "I took the garden path.", {"opening:so_you", "shared_with_before>0.8"}, set()),
        ("You went, right?", "Yes.", {"opening:tag", "question_starts:you"}, {"wh_start"}),
        ("Part of you wants out.", "", {"opening:on_one_hand"}, set()),
        ("Was it on 12 May?", "When?", {"number", "asked_before"}, set()),
        ("[pause] Okay.", "", {"mark"}, set()),
    ],
)
def test_shape_sees(text, before, expected, unexpected):
    found = terms("shape", text, *([before] if before else []))
    assert expected <= found
    assert not unexpected & found


def test_position_adds_up_and_is_silent_without_a_session():
    assert not [t for t in terms("shape", "Hello there.") if t.startswith("position")]
    early = {t for t in terms("shape", "Hello there.", position=0.1) if t.startswith("position")}
    late = {t for t in terms("shape", "Hello there.", position=0.9) if t.startswith("position")}
    assert early < late


def test_words_and_the_words_before_are_kept_apart():
    assert "torn" in terms("words", "You were torn.", "I was glad.")
    assert "glad" not in terms("words", "You were torn.", "I was glad.")
    assert terms("before", "You were torn.", "I was glad.") >= {"glad", "was glad"}
    assert terms("before", "You were torn.") == {"<none>"}


def test_cues_say_what_and_where():
    cues = (ObservedCue("warmth", "glad_you_came", 0, 4), ObservedCue("exploration", "open_wh", 30, 40))
    found = terms("cues", "x" * 50, cues=cues)
    assert {"code:warmth", "rule:glad_you_came", "first:warmth", "last:exploration"} <= found
    assert terms("cues", "x") == {"none"}


@given(st.text(max_size=200), st.lists(st.text(max_size=60), max_size=2))
def test_any_text_has_terms_and_the_same_ones_twice(text, before):
    observation = Observation(text, "client", tuple(before), 0.5)
    for family in FAMILIES:
        once = list(family.terms(observation))
        assert once == list(family.terms(observation))
        assert all(isinstance(term, str) for term in once)
