"""The HTML page: well formed, self-contained, escaped, complete, small."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from trustsignals.report.html import render_embedded
from trustsignals.report.report import DISCLAIMER, Report

VOID = {"meta", "link", "br", "hr", "img", "input"}
HEADINGS = [
    "The session",
    "At a glance",
    "Dimensions",
    "Measures that supervisors know",
    "The session as a score",
    "The client’s course",
    "Openings",
    "Transcript",
    "Codes on this page",
    "Method and limits",
]


class Walk(HTMLParser):
    """What a page is made of; fails where tags don't match."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"attribute twice in <{tag}>"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]

    def headings(self, level: str) -> list[str]:
        return [text for tag, text in self.texts if tag == level]

    def having(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for _, attrs in self.tags if name in (attrs.get("class") or "").split()]


def test_page_is_well_formed_and_every_link_has_its_target(report: Report) -> None:
    walk = Walk(report.to_html())
    ids = walk.ids()
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for _, attrs in walk.tags if "href" in attrs]
    assert links
    assert {link[:1] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(ids)
    named = [
        i for _, attrs in walk.tags for key in ("aria-labelledby", "aria-describedby") for i in (attrs.get(key) or "").split()
    ]
    assert set(named) <= set(ids)


def test_page_loads_and_runs_nothing(report: Report) -> None:
    page = report.to_html()
    walk = Walk(page)
    assert {"script", "link", "img", "iframe", "object", "base", "form"}.isdisjoint(tag for tag, _ in walk.tags)
    for tag, attrs in walk.tags:
        assert not [name for name in attrs if name.startswith("on") or name in ("src", "srcset", "style", "action")], tag
    style = page[page.index("<style>") : page.index("</style>")]
    assert "@import" not in style
    assert set(re.findall(r"url\(([^)]*)\)", style)) == {"#hatch"}
    assert "default-src 'none'" in page


def test_sections_stand_in_order(report: Report) -> None:
    walk = Walk(report.to_html())
    assert walk.headings("h2") == HEADINGS
    assert len(walk.headings("h1")) == 1
    levels = [int(tag[1]) for tag, _ in walk.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(b - a <= 1 for a, b in pairwise(levels)), "a heading level is skipped"


def test_everything_coded_is_shown(report: Report) -> None:
    walk = Walk(report.to_html())
    assert len(walk.having("utterance")) == len(report.session)
    assigned = [a.code for coding in report.codings for a in coding.assigned]
    chips = [attrs["href"] for _, attrs in walk.tags if (attrs.get("href") or "").startswith("#code-")]
    assert len(chips) >= len(assigned)
    assert len(walk.having("dimension")) == 6
    shown = {i.removeprefix("code-") for i in walk.ids() if i.startswith("code-")}
    assert set(assigned) <= shown


def test_transcript_gives_every_word_back(report: Report) -> None:
    class Words(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.depth, self.said = 0, list[str]()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if dict(attrs).get("class") == "text":
                self.depth = 1
                self.said.append("")
            elif self.depth:
                self.depth += 1

        def handle_endtag(self, tag: str) -> None:
            self.depth = max(0, self.depth - 1)

        def handle_data(self, data: str) -> None:
            if self.depth:
                self.said[-1] += data

    words = Words()
    words.feed(report.to_html())
    assert words.said == [re.sub("[\x07\x1b]", " ", u.text) for u in report.session]


def test_disclaimer_stands_first_and_last(report: Report) -> None:
    page = report.to_html()
    assert DISCLAIMER in page[: page.index("<main")]
    assert DISCLAIMER in page[page.index("<footer") :]


def test_hostile_words_stay_words(make_report: Callable[..., Report]) -> None:
    page = make_report(60, hostile=True).to_html()
    for hostile in ("<script", "<b>bold", "<i>Dr", "\x1b", "\x07"):
        assert hostile not in page
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in page
    assert "&lt;i&gt;Dr. T&lt;/i&gt;" in page


def test_quote_marks_in_names_do_not_leave_an_attribute(make_report: Callable[..., Report]) -> None:
    from dataclasses import replace

    report = make_report(12)
    evil = '" onmouseover="x'
    utterances = tuple(replace(u, speaker=evil) if u.speaker == "Dr. Tamm" else u for u in report.session)
    speakers = tuple(replace(s, label=evil) if s.label == "Dr. Tamm" else s for s in report.session.speakers)
    page = replace(report, session=replace(report.session, utterances=utterances, speakers=speakers)).to_html()
    assert not [name for _, attrs in Walk(page).tags for name in attrs if name.startswith("on")]


def test_risk_is_a_place_and_never_a_count(make_report: Callable[..., Report]) -> None:
    page = make_report(60).to_html()
    walk = Walk(page)
    assert "danger" in walk.ids()
    danger = page[page.index('id="danger"') : page.index("What the client offered")]
    assert "to be read by a person" in danger
    assert "%" not in danger
    assert "danger" not in Walk(make_report(24, cues=False).to_html()).ids()


def test_bands_are_named_for_what_they_are(make_report: Callable[..., Report]) -> None:
    assert "MI demonstrations, stronger: middle half of 63 sessions" in make_report(60, setting="mi").to_html()
    assert "MI demonstrations" not in make_report(60).to_html()


def test_too_little_is_said_to_be_too_little(make_report: Callable[..., Report]) -> None:
    page = make_report(3).to_html()
    assert page.count("Not enough to say") >= 6
    assert 'class="value"' not in page


def test_unsure_and_rules_only_can_be_told_apart(make_report: Callable[..., Report]) -> None:
    page = make_report(60).to_html()
    walk = Walk(page)
    assert any(attrs.get("class") == "d-erosion unsure" for _, attrs in walk.tags)
    assert "rule only" in page
    assert "Known by rules only" in page
    assert "(language models)" in page


def test_erosion_that_may_not_be_pointed_out_stays_in_the_transcript(make_report: Callable[..., Report]) -> None:
    page = make_report(60).to_html()
    openings = page[page.index('id="client"') : page.index('id="transcript"')]
    assert "playing it down" not in openings
    assert "Playing it down" in page[page.index('id="transcript"') :]


def test_style_is_let_in_by_its_hash(make_report: Callable[..., Report]) -> None:
    import base64
    import hashlib

    page = make_report(3).to_html()
    style = page[page.index("<style>") + len("<style>") : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page.replace("&#39;", "'").replace("&#43;", "+")


def test_long_session_is_small_and_quick(make_report: Callable[..., Report]) -> None:
    report = make_report(600)
    report.to_html()
    start = time.perf_counter()
    page = report.to_html()
    assert time.perf_counter() - start < 3  # a second on an idle machine
    assert len(page.encode()) < 1_500_000
    assert page.count('class="system"') == 6


def test_frame_for_notebooks_holds_the_page_escaped(make_report: Callable[..., Report]) -> None:
    frame = render_embedded(make_report(3))
    assert frame.startswith("<iframe sandbox ")
    assert frame.count("<") == 2


@pytest.mark.parametrize("length", [1, 2, 7, 101, 199])
def test_score_has_room_for_any_length(make_report: Callable[..., Report], length: int) -> None:
    from trustsignals.report.timeline import lay_out_timeline

    score = lay_out_timeline(make_report(length))
    assert score.systems[0].first == 0
    assert score.systems[-1].last == length - 1
    for system in score.systems:
        assert all(0 <= mark.x <= 100 for mark in system.marks)
        assert sum(cell.width for cell in system.cells) == pytest.approx(100, abs=2)
