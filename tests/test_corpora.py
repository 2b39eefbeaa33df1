"""What needs the public corpora: whole reports of AnnoMI's sessions, and the figures on the card. Skipped where they are absent."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from trustsignals.artifacts import model_path
from trustsignals.cli.app import app


def test_annomi_gives_87_valid_reports_that_keep_their_ids(corpora, root, tmp_path):
    table = corpora / "annomi" / "annomi-full.csv"
    result = CliRunner().invoke(app, ["report", str(table), "--format", "json", "-o", f"{tmp_path}/out/"])
    assert result.exit_code == 0, result.stderr
    schema = json.loads((root / "trustsignals" / "report" / "schema" / "report-1.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    reports = [json.loads(path.read_text("utf-8")) for path in sorted((tmp_path / "out").iterdir())]
    assert len(reports) == 87
    for report in reports:
        assert [error.message for error in validator.iter_errors(report)] == []
    from trustsignals.training.corpora import read_annomi

    ids = {tuple(u.id.split("/")[1:]) for u in read_annomi(corpora)}
    assert {(r["session"]["id"], u["source_id"]) for r in reports for u in r["utterances"]} == ids


def test_evaluate_prints_what_stands_on_the_card(corpora, root):
    result = CliRunner().invoke(app, ["evaluate", "--corpora", str(corpora), "--data", str(root / "data")])
    assert result.exit_code == 0, result.stderr
    card = (model_path("behaviours") / "model_card.md").read_text("utf-8")
    lines = [line for line in result.stdout.splitlines() if line]
    assert len(lines) > 60
    assert [line for line in lines if line not in card] == []


@pytest.fixture(scope="module")
def utterances(corpora):
    from trustsignals.training.corpora import read_corpora

    return read_corpora(corpora)


def test_the_corpora_are_read_whole(utterances):
    by_corpus = {}
    for utterance in utterances:
        by_corpus[utterance.corpus] = by_corpus.get(utterance.corpus, 0) + 1
    assert by_corpus == {
        "annomi": 6747,
        "primock57": 2568,
        "epitome": 2276,
        "epitome-posts": 1200,
        "counselchat": 1200,
        "counselchat-questions": 600,
    }


def test_spans_of_the_corpora_are_words(utterances):
    for utterance in utterances:
        for span in utterance.spans:
            assert 0 <= span.start < span.end <= len(utterance.text), utterance.id


def test_no_group_stands_on_both_sides(utterances):
    from trustsignals.training.folds import folds_by_group

    groups = [utterance.group for utterance in utterances]
    folds = folds_by_group(groups, 5)
    assert len({(g, f) for g, f in zip(groups, folds.tolist(), strict=True)}) == len(set(groups))
    # A seeker's post and the replies to it are one group, and so are a question and its answers.
    by_id = {u.id: u.group for u in utterances}
    assert by_id["counselchat-questions/1"].startswith("counselchat/")


def test_labels_of_several_experts_are_the_majoritys(utterances):
    labels = {u.id: u.labels for u in utterances if u.corpus == "annomi"}
    assert all("behaviour" in v or "talk" in v for v in labels.values())
