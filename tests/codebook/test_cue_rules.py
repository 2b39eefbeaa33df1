"""Every cue rule is run on its own examples and near misses, on the shipped pipeline and, where it needs no tags, on a blank one."""

from __future__ import annotations

import pytest

from trustsignals.codebook import Code, CueRule, load_codebook
from trustsignals.pipeline.build import build_blank_pipeline, build_pipeline, make_docs
from trustsignals.pipeline.extensions import CUES

RULES = [pytest.param(code, rule, id=rule.id) for code, rule in load_codebook().rules()]


@pytest.fixture(scope="module")
def nlp():
    return build_pipeline()


@pytest.fixture(scope="module")
def blank():
    return build_blank_pipeline()


def rules_found(nlp, code: Code, example) -> set[str]:
    (doc,) = nlp.pipe(make_docs(nlp, [(example.text, str(code.role), example.before)]))
    return {span.id_ for span in doc.spans[CUES] if span.label_ == code.id}


@pytest.mark.parametrize(("code", "rule"), RULES)
def test_rule_matches_its_examples_and_not_its_near_misses(nlp, code: Code, rule: CueRule):
    # Another rule of the code may find the same words first, which is as good.
    assert [e.text for e in rule.examples if not rules_found(nlp, code, e)] == []
    assert [e.text for e in rule.near_misses if rule.id in rules_found(nlp, code, e)] == []


def test_most_rules_work_on_words_alone(blank):
    """On somebody's own pipeline without our tags the rules that need none still find their examples."""
    rules = list(load_codebook().rules())
    found = [rule.id for code, rule in rules if any(rule.id in rules_found(blank, code, e) for e in rule.examples)]
    assert len(found) > len(rules) / 2


def test_every_code_has_a_rule():
    assert [code.id for code in load_codebook().codes if not code.rules] == []
