"""A report as Markdown, short enough to paste into supervision notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trustsignals.report import wording
from trustsignals.report.quotes import Moment, moments, one_line, quote_code, shorten
from trustsignals.report.report import DISCLAIMER

if TYPE_CHECKING:
    from trustsignals.report.report import Report

MOST_OPENINGS = 10

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&$!])")
# Addresses would become links by themselves, and a link out of a session's words is not ours to make.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto)(:)|\b(www)(\.)")


def render_markdown(report: Report) -> str:
    """The report without its transcript: facts, highlights with quotations, scores, measures, barriers, openings, warnings."""
    blocks = (
        _facts(report),
        _highlights(report),
        _dimensions(report),
        _measures(report),
        _client(report),
        _openings(report),
        _warnings(report),
    )
    return "\n".join(line for block in blocks for line in block).rstrip() + "\n"


def escape_markdown(text: str) -> str:
    r"""`text` on one line, so that Markdown shows it as it stands.

    >>> escape_markdown("*so* [tired](x)")
    '\\*so\\* \\[tired\\](x)'
    """
    escaped = _SPECIAL.sub(r"\\\1", one_line(text))
    return _ADDRESS.sub(lambda m: "\\".join(part for part in m.groups() if part), escaped)


def _quote(*words: str) -> str:
    return f"“{' … '.join(map(escape_markdown, words))}”"


def _facts(report: Report) -> Iterator[str]:
    session, made_with = report.session, report.made_with
    yield f"# Session {escape_markdown(session.id)}"
    yield ""
    yield f"> {DISCLAIMER}"
    yield ""
    for speaker in session.speakers:
        yield f"- {escape_markdown(speaker.label)}: {wording.ROLES[speaker.role]} ({wording.ROLE_SOURCES[speaker.role_source]})"
    length = f", {wording.length(session.duration_s)}" if session.duration_s is not None else ""
    yield f"- {wording.plural(len(session), 'utterance')}{length}; setting: {wording.SETTINGS[report.setting]}"
    yield f"- Trust Signals {made_with.trustsignals}, codebook {made_with.codebook}"
    if report.profile.client.risk_signals:
        places = ", ".join(map(str, report.profile.client.risk_signals))
        yield ""
        yield f"**Places that speak of danger, to be read by a person:** utterance {places}"


def _highlights(report: Report) -> Iterator[str]:
    found = report.profile.highlights
    for title, highlights in (
        ("Strengths", found.strengths),
        ("Openings for growth", found.growth),
        ("Moments that may have cost trust", found.erosion),
    ):
        if highlights:
            yield from ("", f"## {title}", "")
            yield from map(_moment, moments(report, highlights))


def _moment(moment: Moment) -> str:
    return f"- {_quote(*moment.quotes)} ({escape_markdown(moment.speaker)}, {moment.where}). {moment.title}: {moment.why}"


def _dimensions(report: Report) -> Iterator[str]:
    yield from ("", "## Dimensions", "")
    yield "Therapist turns of three words or more, of 100, that are expected to carry such words. More is not always better."
    yield from ("", "| dimension | of 100 turns | 90 % interval | turns |", "| --- | ---: | ---: | ---: |")
    for name, score in report.profile.scores.items():
        title = wording.DIMENSIONS.get(name, (name.capitalize(), ""))[0]
        if score.status != "ok" or score.value is None or score.low is None or score.high is None:
            yield f"| {title} | not enough to say | | {score.n} |"
        else:
            interval = f"{wording.number(score.low)} to {wording.number(score.high)}"
            yield f"| {title} | {wording.number(score.value)} | {interval} | {score.n} |"


def _measures(report: Report) -> Iterator[str]:
    yield from ("", "## Measures", "")
    for name, measure in report.profile.miti.items():
        words = wording.measure_words(name)
        line = f"- {words.title}: {wording.measure_value(name, measure)}; {wording.counts_phrase(measure.counts)}."
        if measure.threshold:
            line += f" Cut-offs: {wording.thresholds_phrase(name, measure.threshold)}."
        line += f" Source: {measure.source}."
        yield f"{line} {measure.caution}" if measure.caution else line


def _client(report: Report) -> Iterator[str]:
    yield from ("", "## The client’s course", "")
    yield f"Share of the client’s utterances of three words or more with each signal, by quarter. {wording.NO_DIRECTION}"
    course = report.profile.client.course
    yield from ("", "| signal | " + " | ".join(f"Q{q.quarter}" for q in course) + " |", "| --- |" + " ---: |" * len(course))
    for code in dict.fromkeys(code for quarter in course for code in quarter.shares):
        shares = (wording.percent(q.shares.get(code, 0.0)) if q.utterances else "–" for q in course)
        yield f"| {report.codebook[code].title} | {' | '.join(shares)} |"
    if report.profile.client.barriers:
        yield from ("", "### Barriers voiced", "")
        for barrier in report.profile.client.barriers:
            title = report.codebook[barrier.code].title
            yield f"- {title}: {_quote(*quote_code(report, barrier.utterance, barrier.code))} (utterance {barrier.utterance})"


def _openings(report: Report) -> Iterator[str]:
    passed = [o for o in report.profile.openings if o.uptake == "not_taken_up"]
    if not passed:
        return
    yield from ("", "## Openings not taken up in words", "")
    openings = wording.plural(len(report.profile.openings), "opening")
    yield f"{len(passed)} of {openings}, looked at in the therapist’s next two turns."
    yield ""
    for opening in passed[:MOST_OPENINGS]:
        title = report.codebook[opening.signal].title
        yield f"- {title}: {_quote(*quote_code(report, opening.client, opening.signal))} (utterance {opening.client})"
        for i in opening.therapist:
            yield f"  - then {_quote(shorten(report.session.utterances[i].text))} (utterance {i})"
    if len(passed) > MOST_OPENINGS:
        yield f"- and {wording.plural(len(passed) - MOST_OPENINGS, 'more', 'more')}: see the HTML or JSON report"


def _warnings(report: Report) -> Iterator[str]:
    if report.warnings:
        yield from ("", "## What to know about this report", "")
    for warning in report.warnings:
        place = "" if warning.utterance is None else f" (utterance {warning.utterance})"
        yield f"- {escape_markdown(warning.message)}{place}"
