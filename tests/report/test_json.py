"""The JSON report keeps to its schema and says what the report holds."""

from __future__ import annotations

import json
import math
import timeit
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from trustsignals.report.report import DISCLAIMER, SCHEMA, Report


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((files("trustsignals.report") / "schema" / "report-1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_keeps_to_the_schema(report: Report, validator: jsonschema.Draft202012Validator) -> None:
    assert [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(report.to_dict())] == []


def test_text_and_values_agree(report: Report) -> None:
    assert json.loads(report.to_json()) == report.to_dict()
    assert json.loads(report.to_json(indent=2)) == report.to_dict()


def test_schema_is_strict(make_report: Callable[..., Report], validator: jsonschema.Draft202012Validator) -> None:
    def spoiled(*path: str | int) -> dict[str, Any]:
        values = make_report(60).to_dict()
        inner: Any = values
        for key in path:
            inner = inner[key]
        inner["surprise"] = "x"
        return values

    for path in ([], ["session"], ["utterances", 0], ["utterances", 0, "codes", 0], ["scores", "empathy"], ["client"]):
        assert not validator.is_valid(spoiled(*path)), path
    assert not validator.is_valid(spoiled("miti", "reflection_to_question"))


def test_carries_schema_and_disclaimer(report: Report) -> None:
    values = report.to_dict()
    assert next(iter(values)) == "schema"
    assert values["schema"] == SCHEMA
    assert values["disclaimer"] == DISCLAIMER


def test_cues_point_at_their_words_and_every_code_of_the_role_is_there(report: Report) -> None:
    for utterance in report.to_dict()["utterances"]:
        expected = [c.id for c in report.codebook.codes if c.role.value == utterance["role"]]
        assert [entry["code"] for entry in utterance["codes"]] == expected
        for entry in utterance["codes"]:
            for cue in entry["cues"]:
                assert utterance["text"][cue["start"] : cue["end"]] == cue["text"]


def test_counts_stand_beside_the_value(make_report: Callable[..., Report]) -> None:
    measure = make_report(60).to_dict()["miti"]["reflection_to_question"]
    assert measure["value"] == 1.4
    assert measure["reflections"] == 42
    assert measure["questions"] == 30
    assert measure["threshold"] == {"fair": 1, "good": 2}
    assert measure["source"].startswith("MITI")


def test_responsiveness_adds_up(report: Report) -> None:
    values = report.to_dict()["responsiveness"]
    assert values["openings"] == values["taken_up"] + values["taken_up_with_erosion"] + len(values["not_taken_up"])


def test_reference_only_where_given(make_report: Callable[..., Report]) -> None:
    assert make_report(60).to_dict()["scores"]["empathy"]["reference"] is None
    bands = make_report(60, setting="mi").to_dict()["scores"]["empathy"]["reference"]
    assert [band["name"] for band in bands] == ["stronger", "weaker"]


def test_rules_only_codes_have_no_probability_and_too_little_has_no_number(make_report: Callable[..., Report]) -> None:
    values = make_report(3).to_dict()
    entries = {entry["code"]: entry for entry in values["utterances"][0]["codes"]}
    assert entries["overpromising"]["probability"] is None
    score = values["scores"]["empathy"]
    assert (score["value"], score["low"], score["status"]) == (None, None, "not_enough_data")


def test_numbers_are_rounded(make_report: Callable[..., Report]) -> None:
    values = make_report(60).to_dict()
    probabilities = [c["probability"] for u in values["utterances"] for c in u["codes"] if c["probability"] is not None]
    assert all(math.isclose(p, round(p, 3)) for p in probabilities)
    assert values["scores"]["transparency"]["value"] == 17.3


def test_long_session_is_quick(make_report: Callable[..., Report]) -> None:
    report = make_report(600)
    assert min(timeit.repeat(report.to_json, number=1, repeat=5)) < 0.5  # well under a tenth on an idle machine
