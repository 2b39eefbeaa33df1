"""Dimensions, the client's side, responsiveness and highlights."""

from __future__ import annotations

import pytest

from tests.scoring.sessions import make
from trustsignals.codebook import load_codebook
from trustsignals.scoring.responsiveness import find_openings, load_signals
from trustsignals.scoring.score import score_session

BOOK = load_codebook()


def profile(*lines):
    session, codings = make(*lines)
    return score_session(session, codings, BOOK)


def openings(*lines):
    session, codings = make(*lines)
    return find_openings(session, codings, BOOK)


def test_too_few_turns_give_no_score_but_their_evidence():
    scores = profile(("T", "That must have hurt.", {"feeling_reflection": 0.9}), ("C", "It did hurt, yes.")).scores
    empathy = scores["empathy"]
    assert empathy.status == "not_enough_data"
    assert empathy.value is empathy.low is empathy.high is None
    assert empathy.evidence == (0,)
    assert empathy.n == 1
    assert set(scores) == {"empathy", "validation", "transparency", "respect", "repair", "erosion"}


def test_a_score_is_the_expected_number_of_turns_in_a_hundred():
    lines = [
        line
        for i in range(20)
        for line in (("T", "And then you left.", {"warmth": 0.8 if i < 5 else 0.0}), ("C", "Then I went home."))
    ]
    warmth = profile(*lines).scores["empathy"]
    assert warmth.value == pytest.approx(20.0)
    assert warmth.low < 20 < warmth.high
    assert warmth.codes == {"warmth": 5}
    assert warmth.evidence == (0, 2, 4, 6, 8)


def test_back_channels_are_no_turns_that_count():
    lines = [line for _ in range(20) for line in (("T", "Mm-hm."), ("C", "And then I went home."))]
    assert profile(*lines).scores["empathy"].n == 0


def test_what_is_taken_up_and_what_is_not():
    found = openings(
        ("C", "Does my boss get told?", {"barrier_confidentiality": 0.9}),
        ("T", "No, nobody gets told.", {"confidentiality": 0.9}),
        ("C", "I was terrified of it.", {"emotion_expression": 0.9}),
        ("T", "What day was that?"),
        ("C", "It was a Tuesday."),
        ("T", "And your address?"),
        ("C", "Twelve Mill Lane."),
        ("T", "You were terrified.", {"feeling_reflection": 0.9}),
    )
    assert [(o.client, o.signal, o.uptake, o.therapist) for o in found] == [
        (0, "barrier_confidentiality", "taken_up", (1, 3)),
        (2, "emotion_expression", "not_taken_up", (3, 5)),
    ]
    assert found[0].codes == ("confidentiality",)


def test_a_boundary_alone_takes_nothing_up():
    assert not any("boundary" in signal.taken_up_by for signal in load_signals().values())


def test_the_table_names_codes_that_are_there_and_no_risk():
    for signal in load_signals().values():
        assert BOOK[signal.code].role == "client"
        assert {BOOK[code].role for code in signal.taken_up_by} == {"therapist"}
    assert "risk_signal" not in load_signals()


def test_trust_statements_that_trust_are_no_openings():
    for valence, expected in (("trusts", 0), ("mistrusts", 1), ("ambivalent", 1), (None, 0)):
        found = openings(
            ("C", "About trusting you, well.", {"trust_statement": (0.9, {"valence": valence})}), ("T", "What day was it?")
        )
        assert len(found) == expected


def test_the_same_signal_counts_once_until_the_therapist_speaks():
    found = openings(
        ("C", "I was so sad.", {"emotion_expression": 0.9}),
        ("T", "Mm-hm."),
        ("C", "And angry too, really.", {"emotion_expression": 0.9}),
        ("T", "You were both.", {"feeling_reflection": 0.9}),
        ("C", "Both, and tired of it.", {"emotion_expression": 0.9}),
        ("T", "Yes, tired of all that."),
    )
    assert [o.client for o in found] == [0, 4]


def test_taken_up_with_erosion_needs_precise_erosion():
    def uptake(highlightable):
        (opening,) = openings(
            ("C", "I was so sad.", {"emotion_expression": 0.9}),
            (
                "T",
                "You were sad, but it's nothing.",
                {"feeling_reflection": 0.9, "minimizing": (0.9, {"highlightable": highlightable})},
            ),
        )
        return opening.uptake

    assert uptake(True) == "taken_up_with_erosion"
    assert uptake(False) == "taken_up"


def test_what_nobody_could_answer_is_no_opening():
    assert openings(("T", "Bye then."), ("C", "I was so sad.", {"emotion_expression": 0.9})) == ()


def test_the_client_by_quarters():
    lines = [("C", "I never told anyone.", {"disclosure": 0.9 if i < 4 else 0.1}) for i in range(16)]
    client = profile(*lines).client
    assert [q.shares["disclosure"] for q in client.course] == [1, 0, 0, 0]
    assert client.mechanisms["vulnerability"].by_quarter == (4, 0, 0, 0)


def test_safety_is_disclosure_after_safe_words_or_trust():
    client = profile(
        ("C", "I hit him once.", {"disclosure": 0.9}),
        ("T", "Nobody here holds that against you.", {"nonjudgment": 0.9}),
        ("C", "And I drink at work.", {"disclosure": 0.9}),
        ("T", "What do you drink?"),
        ("C", "Mostly wine, in a flask."),
        ("T", "How long has that been?"),
        ("C", "I stole it once.", {"disclosure": 0.9}),
        ("C", "You're all right, you are.", {"trust_statement": (0.9, {"valence": "trusts"})}),
    ).client
    assert client.mechanisms["safety"].evidence == (2, 7)


def test_risk_signals_are_places_and_nothing_else():
    found = profile(
        ("C", "Some nights I'd rather not wake.", {"risk_signal": 0.9, "emotion_expression": 0.9}), ("T", "What about work?")
    )
    assert found.client.risk_signals == (0,)
    assert "risk_signal" not in {o.signal for o in found.openings}
    assert "risk_signal" not in {h.code for h in found.highlights.growth}


def test_highlights_are_few_sure_and_different():
    lines = [
        line
        for _ in range(4)
        for line in (
            ("T", "You kept going all the same.", {"affirmation": 0.9, "exploration": 0.95}),
            ("C", "I was so scared, all of it.", {"emotion_expression": 0.9}),
            ("T", "You have to stop that.", {"directing": (0.9, {"highlightable": True})}),
            ("C", "Right, I will do that."),
        )
    ]
    highlights = profile(*lines).highlights
    assert len({h.code for h in highlights.strengths}) == len(highlights.strengths) <= 3
    assert highlights.strengths[0].code == "affirmation"
    assert [h.code for h in highlights.growth] == ["emotion_expression"]
    assert 0 < len(highlights.erosion) <= 3
    assert all(h.why for h in (*highlights.strengths, *highlights.growth, *highlights.erosion))


def test_erosion_that_is_not_precise_enough_is_never_pointed_out():
    highlights = profile(
        ("T", "It's nothing.", {"minimizing": (0.9, {"highlightable": False})}), ("C", "If you say so.")
    ).highlights
    assert highlights.erosion == ()


def test_a_session_without_a_word_of_the_client_is_scored():
    found = profile(*[("T", "And so it went on and on.")] * 12)
    assert {score.n for score in found.scores.values()} == {1}
    assert found.openings == ()
    assert [quarter.utterances for quarter in found.client.course] == [0, 0, 0, 0]
