"""Cues on Docs: guards, extents, roles, trust types, and that all of it survives the disk and other processes."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import DocBin

from trustsignals.codebook import CueRule
from trustsignals.pipeline.build import build_blank_pipeline, build_pipeline, make_docs, pipe_session
from trustsignals.pipeline.extensions import ATTRIBUTES, CUES
from trustsignals.pipeline.guards import GUARDS
from trustsignals.pipeline.observation import observe
from trustsignals.pipeline.rules import RuleMatcher, extend
from trustsignals.session import Session, Speaker, SpeakerRole, Utterance

TEXTS = [
    ("It makes sense that you would hesitate. What was that like for you?", "therapist", ""),
    ("I was terrified, and I've never told anyone.", "client", "What was that like?"),
    ("Mm-hm.", "therapist", ""),
    ("", "client", ""),
    ("ich weiß nicht 你好 🙂", "client", ""),
]


@pytest.fixture(scope="module")
def nlp():
    return build_pipeline()


@pytest.fixture(scope="module")
def blank():
    return build_blank_pipeline()


def cues(docs) -> list[list[tuple[str, str, int, int]]]:
    return [[(s.label_, s.id_, s.start_char, s.end_char) for s in doc.spans[CUES]] for doc in docs]


def span_of(nlp, text: str, words: str):
    doc = nlp(text)
    return doc.char_span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("guard", "text", "words", "expected"),
    [
        ("negated", "You're not weak.", "weak", True),
        ("negated", "You are weak.", "weak", False),
        ("negated", "I never said you were lazy.", "lazy", True),
        ("negated", "Not today. You are lazy.", "lazy", False),
        ("quoted", 'She said "get over it" again.', "get over it", True),
        ("quoted", "Your mother told you to get over it.", "get over it", True),
        ("quoted", "You should get over it.", "get over it", False),
        ("quoted", "“Just relax” is what people call out.", "relax", True),
        ("said_back", "So you feel that it's your own fault.", "your own fault", True),
        ("said_back", "It's your own fault.", "your own fault", False),
        ("said_back", "You're saying it was stupid.", "stupid", True),
        ("asked", "Was that irresponsible?", "irresponsible", True),
        ("asked", "That was irresponsible. Was it late?", "irresponsible", False),
        ("conditional", "If you had to stop today, what then?", "had to stop", True),
        ("conditional", "You have to stop today.", "have to stop", False),
    ],
)
def test_guards(nlp, guard, text, words, expected):
    assert GUARDS[guard](span_of(nlp, text, words)) is expected


def rule(**values) -> CueRule:
    return CueRule.model_validate({"id": "made", "definition": "x", "examples": ["x"], "near_misses": ["y"], **values})


@pytest.mark.parametrize(
    ("extent", "expected"),
    [("match", "a wall"), ("clause", "and there was a wall"), ("sentence", "Well, and there was a wall, again")],
)
def test_extents(nlp, extent, expected):
    doc = nlp("So. Well, and there was a wall, again! Then no.")
    made = rule(phrases=["a wall"], extent=extent)
    ((_, span),) = RuleMatcher(nlp, [made])(doc)
    assert extend(made, span).text == expected


def test_unless_and_after(nlp):
    made = rule(phrases=["the door"], unless=[[{"LOWER": "bell"}]], after=[[{"LOWER": "wall"}]])
    matcher = RuleMatcher(nlp, [made])
    found = {}
    for text, context in (
        ("The door.", "A wall."),
        ("The door.", ""),
        ("The door and the bell.", "A wall."),
        ("The door.", "Sea"),
    ):
        (doc,) = make_docs(nlp, [(text, "", context)])
        found[text, context] = bool(matcher(doc))
    assert list(found.values()) == [True, False, False, False]


def test_a_pattern_in_a_longer_match_of_its_rule_is_left_out(nlp):
    made = rule(patterns=[[{"LOWER": "very"}, {"LOWER": "sad"}], [{"LOWER": "sad"}]])
    assert [span.text for _, span in RuleMatcher(nlp, [made])(nlp("I was very sad."))] == ["very sad"]


def test_patterns_that_need_tags_are_left_out_on_a_blank_pipeline(blank):
    made = rule(patterns=[[{"LEMMA": "be"}, {"LOWER": "sad"}], [{"LOWER": "blue"}]])
    assert [span.text for _, span in RuleMatcher(blank, [made])(blank("I was sad and blue."))] == ["blue"]


@pytest.mark.parametrize("operator", ["?", "*", "{0,2}", "{,2}"])
def test_words_that_may_be_missing_wake_no_rule(nlp, operator):
    made = rule(patterns=[[{"LOWER": "was"}, {"LOWER": {"IN": ["so", "quite"]}, "OP": operator}, {"LOWER": "sad"}]])
    matcher = RuleMatcher(nlp, [made])
    assert [bool(matcher(nlp(text))) for text in ("I was sad.", "I was so sad.", "I was very sad.")] == [True, True, False]


def test_each_role_gets_its_own_codes(nlp):
    both = "I was terrified. What was that like for you?"
    docs = nlp.pipe(make_docs(nlp, [(both, "therapist", ""), (both, "client", ""), (both, "other", ""), (both, "", "")]))
    labels = [{s.label_ for s in doc.spans[CUES]} for doc in docs]
    assert "exploration" in labels[0]
    assert "emotion_expression" not in labels[0]
    assert "emotion_expression" in labels[1]
    assert "exploration" not in labels[1]
    assert labels[2] == set()
    assert {"exploration", "emotion_expression"} <= labels[3]


def test_offsets_are_those_of_the_text(nlp):
    for doc in nlp.pipe(make_docs(nlp, TEXTS)):
        for span in doc.spans[CUES]:
            assert doc.text[span.start_char : span.end_char] == span.text
            assert span.text.strip()


def test_everything_survives_the_disk(nlp, tmp_path):
    before = cues(nlp.pipe(make_docs(nlp, TEXTS)))
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == nlp.pipe_names
    assert cues(again.pipe(make_docs(again, TEXTS))) == before
    assert any(before)


def test_everything_survives_bytes_and_a_doc_bin(nlp):
    docs = list(nlp.pipe(make_docs(nlp, TEXTS)))
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = list(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert cues(again) == cues(docs)
    assert [doc._.role for doc in again] == [role for _, role, _ in TEXTS]
    assert [[s.label_ for s in doc.spans[ATTRIBUTES]] for doc in again] == [
        [s.label_ for s in doc.spans[ATTRIBUTES]] for doc in docs
    ]


def test_several_processes_find_the_same(nlp):
    alone = cues(nlp.pipe(make_docs(nlp, TEXTS * 3)))
    assert cues(nlp.pipe(make_docs(nlp, TEXTS * 3), n_process=2, batch_size=4)) == alone


def test_components_come_by_name():
    plain = spacy.blank("en")
    plain.add_pipe("trustsignals_cues")
    plain.add_pipe("trustsignals_trust_types")
    assert plain("What was that like for you?").spans[CUES]


def test_an_observation_is_plain_and_a_session_gives_one_an_utterance(nlp):
    import pickle

    lines = [("T", SpeakerRole.THERAPIST, "What was that like?"), ("C", SpeakerRole.CLIENT, "I was\nterrified.")]
    session = Session(
        "x", tuple(Utterance(i, s, r, t) for i, (s, r, t) in enumerate(lines)), tuple(Speaker(s, r) for s, r, _ in lines)
    )
    observations = [observe(doc, i / 1) for i, doc in enumerate(pipe_session(nlp, session))]
    assert [o.text for o in observations] == [t for _, _, t in lines]
    assert observations[1].before == ("What was that like?",)
    assert any(term.startswith("s:") for term in observations[1].grammar)
    assert pickle.loads(pickle.dumps(observations)) == observations  # noqa: S301
