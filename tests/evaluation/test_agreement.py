"""Agreement between coders, and the files that it reads."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from trustsignals.cli.app import app
from trustsignals.errors import CodingError
from trustsignals.evaluation.agreement import agreement, cohen_kappa, disagreements, krippendorff_alpha
from trustsignals.evaluation.codings import read_codings


def flags(text: str):
    return np.array([c == "1" for c in text])


def test_kappa_against_scikit_learn():
    from sklearn.metrics import cohen_kappa_score

    first, second = flags("1110001010"), flags("1100011010")
    assert cohen_kappa(first, second) == pytest.approx(cohen_kappa_score(first, second))


def test_alpha_against_krippendorffs_own_example():
    # Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section A: binary data, two observers, alpha = .095.
    first, second = flags("0100000010"), flags("1110010000")
    assert krippendorff_alpha(first, second) == pytest.approx(0.095, abs=5e-4)


def test_no_variation_no_figure():
    assert cohen_kappa(flags("000"), flags("000")) is None
    assert krippendorff_alpha(flags("111"), flags("111")) is None


def codings(text: str):
    """{"a": {"x", "y"}} from "a:x,y b: c:x"."""
    return {part.split(":")[0]: frozenset(filter(None, part.split(":")[1].split(","))) for part in text.split()}


def test_agreement_is_over_shared_items_only():
    (x,) = agreement(codings("a:x b: c:x d:x"), codings("a:x b:x c:x z:x"), ["x"])
    assert (x.n, x.both, x.only_first, x.only_second) == (3, 2, 0, 1)
    perfect = agreement(codings("a:x b: c:x d:"), codings("a:x b: c:x d:"))
    assert perfect[0].kappa == perfect[0].low == perfect[0].high == perfect[0].alpha == 1


def test_coders_without_a_shared_item():
    with pytest.raises(CodingError, match="no item in common"):
        agreement(codings("a:x"), codings("b:x"))


def test_disagreements_name_the_item_and_the_codes():
    (one,) = disagreements(codings("a:x,y b:x"), codings("a:y,z b:x"))
    assert (one.item, one.only_first, one.only_second) == ("a", ("x",), ("z",))


STAND_OFF = "item,code,start,end,trust_type,valence\na,warmth,0,3,,\na,candour,4,9,,\nb,,,,,\n"
PLAIN = "utterance_id,codes\na,warmth; candour\nb,\n"
TABS = "id\tcodes\na\twarmth candour\nb\t\n"
REPORT = json.dumps(
    {
        "utterances": [
            {"id": 0, "source_id": "a", "codes": [{"code": "warmth", "assigned": True}, {"code": "candour", "assigned": True}]},
            {"id": 1, "source_id": "b", "codes": [{"code": "warmth", "assigned": False}]},
        ]
    }
)


@pytest.mark.parametrize("text", [STAND_OFF, PLAIN, TABS, REPORT, "\ufeff" + PLAIN])
def test_every_format_reads_the_same(tmp_path, text):
    path = tmp_path / "coder.csv"
    path.write_text(text, "utf-8")
    assert read_codings(path) == {"a": {"warmth", "candour"}, "b": frozenset()}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('id,codes\na,"' + "x" * 200_000 + '"\n', "Line"),
        ("", "no header"),
        ("a,b\n1,2\n", "it has a, b"),
        ("item,code\n", "no codings"),
        ("{}", "no report"),
        ("{", "no report"),
    ],
)
def test_bad_tables_are_one_sentence(tmp_path, text, words):
    path = tmp_path / "coder.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(CodingError, match=words):
        read_codings(path)


def test_a_short_row_is_an_item_without_codes(tmp_path):
    (tmp_path / "c.csv").write_text("item,code\na,warmth\nb\n", "utf-8")
    assert read_codings(tmp_path / "c.csv") == {"a": {"warmth"}, "b": frozenset()}


def test_a_missing_or_binary_table(tmp_path):
    with pytest.raises(CodingError, match=r"gone\.csv"):
        read_codings(tmp_path / "gone.csv")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(CodingError, match="UTF-8"):
        read_codings(tmp_path / "b.csv")


def test_the_command(tmp_path):
    for name, text in (("a.csv", STAND_OFF), ("b.csv", PLAIN.replace("; candour", ""))):
        (tmp_path / name).write_text(text, "utf-8")
    result = CliRunner().invoke(app, ["agreement", str(tmp_path / "a.csv"), str(tmp_path / "b.csv")])
    assert result.exit_code == 0
    assert "2 items coded by both" in result.stdout
    assert "a: A only candour; B only –" in result.stdout
    as_json = CliRunner().invoke(app, ["agreement", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--json"])
    assert {c["code"] for c in json.loads(as_json.stdout)["codes"]} == {"warmth", "candour"}
