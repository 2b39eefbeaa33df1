"""CSV, DataFrame, Markdown and terminal: complete, harmless, with the disclaimer."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from rich.console import Console

from trustsignals.report.csv_table import COLUMNS
from trustsignals.report.markdown import escape_markdown
from trustsignals.report.report import DISCLAIMER, Report
from trustsignals.report.terminal import print_summary, render_terminal, summary_text


def rows_of(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(report.to_csv(), newline="")))


def test_csv_has_a_row_an_utterance_and_a_column_a_code(report: Report) -> None:
    rows = rows_of(report)
    assert len(rows) == len(report.session)
    assert list(rows[0]) == [*COLUMNS, *report.codebook.ids(), "note"]
    assert rows[0]["note"] == DISCLAIMER
    for row, utterance, coding in zip(rows, report.session, report.codings, strict=True):
        assert row["text"].removeprefix("'") == utterance.text.removeprefix("'")
        assert row["codes"] == ";".join(a.code for a in coding.assigned)
        assert all(row[a.code] == ("" if a.probability is None else str(round(a.probability, 3))) for a in coding.codes)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_defused(make_report: Callable[..., Report], first: str) -> None:
    from dataclasses import replace

    report = make_report(3)
    words = f"{first}cmd|' /C calc'!A0"
    utterance = replace(report.session.utterances[1], text=words, speaker=words, source_id=words)
    utterances = (report.session.utterances[0], utterance, report.session.utterances[2])
    row = rows_of(replace(report, session=replace(report.session, utterances=utterances)))[1]
    assert {row["text"], row["speaker"], row["source_id"]} == {f"'{words}".replace("\r", "\n")}


def test_frame_has_the_texts_as_they_are(make_report: Callable[..., Report]) -> None:
    pytest.importorskip("pandas")
    report = make_report(60, hostile=True)
    frame = report.to_frame()
    assert list(frame["text"]) == [u.text for u in report.session]
    assert frame.attrs["disclaimer"] == DISCLAIMER
    assert frame["exploration"].max() <= 1


def test_markdown_is_complete(report: Report) -> None:
    text = report.to_markdown()
    assert DISCLAIMER in text
    assert text.count("\n# ") + text.startswith("# ") == 1
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    for heading in ("Dimensions", "Measures", "The client’s course"):
        assert heading in headings
    assert ("Strengths" in headings) == bool(report.profile.highlights.strengths)
    assert not [line for line in text.splitlines() if len(line) > 1000]


def test_markdown_escapes_what_was_said(make_report: Callable[..., Report]) -> None:
    text = make_report(60, hostile=True).to_markdown()
    assert "<script" not in text.replace("\\<", "")
    assert re.search(r"(?<!\\)<", text) is None
    assert "\\*\\*stars\\*\\*" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two\nlines", "two lines"),
        ("![x](http://a.b)", r"\!\[x\](http\://a.b)"),
        ("a | b", r"a \| b"),
        ("www.a.b", r"www\.a.b"),
        ("`rm`", r"\`rm\`"),
    ],
)
def test_escape_markdown(text: str, expected: str) -> None:
    assert escape_markdown(text) == expected


def test_terminal_quotes_and_warns(report: Report) -> None:
    out = io.StringIO()
    render_terminal(report, Console(file=out, width=100, force_terminal=True, color_system="truecolor"))
    plain = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue()).split())
    assert DISCLAIMER in plain
    highlights = report.profile.highlights
    for highlight in (*highlights.strengths, *highlights.growth, *highlights.erosion):
        assert f"utterance {highlight.utterance}" in plain
        assert highlight.why in plain


def test_terminal_takes_words_as_words(make_report: Callable[..., Report]) -> None:
    text = summary_text(make_report(60, hostile=True))
    assert "<b>bold</b> [/red]" in text
    assert "Client [/x]" in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert max(map(len, text.splitlines())) <= 100


def test_summary_goes_to_standard_output(make_report: Callable[..., Report], capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(make_report(60))
    captured = capsys.readouterr()
    assert "Session session-7" in captured.out
    assert captured.err == ""


def test_terminal_fits_a_screen(make_report: Callable[..., Report]) -> None:
    assert len(summary_text(make_report(600)).splitlines()) <= 60
