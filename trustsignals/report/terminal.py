"""A report as one screen of a terminal; the only file that knows Rich."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from trustsignals.report import wording
from trustsignals.report.quotes import Moment, moments, one_line, shorten
from trustsignals.report.report import DISCLAIMER

if TYPE_CHECKING:
    from trustsignals.report.report import Report
    from trustsignals.scoring.profile import Score

BAR = 24
"""Characters in a bar, whose right end stands for 100 of 100 turns."""

WIDEST = 100
MOST_WARNINGS = 5
MOST_PLACES = 12


def render_terminal(report: Report, console: Console) -> None:
    """Print the summary on `console`.

    Words of the session go in as `Text`, never as markup, and without control characters: they can neither style nor steer.
    """
    for block in (_facts, _highlights, _dimensions, _measures, _end):
        for item in block(report):
            console.print(item, soft_wrap=False)


def print_summary(report: Report) -> None:
    """Print the summary on standard output, with colours where it is a terminal that has them."""
    console = Console(highlight=False)
    if console.width > WIDEST:
        console = Console(highlight=False, width=WIDEST)
    render_terminal(report, console)


def summary_text(report: Report) -> str:
    """The summary as plain text, lines of at most 100 characters."""
    out = io.StringIO()
    render_terminal(report, Console(file=out, width=WIDEST, highlight=False, color_system=None, force_terminal=False))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


Line = Text | Table | Padding


def _facts(report: Report) -> Iterator[Line]:
    session = report.session
    length = f", {wording.length(session.duration_s)}" if session.duration_s is not None else ""
    yield Text(f"Session {one_line(session.id)}", style="bold")
    yield Text(f"{wording.plural(len(session), 'utterance')}{length}; setting: {wording.SETTINGS[report.setting]}")
    names = (f"{one_line(s.label)} ({wording.ROLES[s.role]}, {wording.ROLE_SOURCES[s.role_source]})" for s in session.speakers)
    yield Text("; ".join(names))
    risks = report.profile.client.risk_signals
    if risks:
        more = " …" if len(risks) > MOST_PLACES else ""
        places = ", ".join(map(str, risks[:MOST_PLACES]))
        yield Text(f"Places that speak of danger, to be read by a person: utterance {places}{more}", style="bold")


def _highlights(report: Report) -> Iterator[Line]:
    found = report.profile.highlights
    for title, highlights in (
        ("Strengths", found.strengths),
        ("Openings for growth", found.growth),
        ("Moments that may have cost trust", found.erosion),
    ):
        if highlights:
            yield _heading(title)
            for moment in moments(report, highlights):
                yield _moment(moment)


def _moment(moment: Moment) -> Line:
    text = Text(f"“{' … '.join(shorten(quote, 110) for quote in moment.quotes)}” ", style="italic")
    text.append(f"{moment.title}, {moment.where}. ", style="not italic dim")
    text.append(moment.why, style="not italic")
    return Padding(text, (0, 0, 0, 2))


def _dimensions(report: Report) -> Iterator[Line]:
    yield _heading("Dimensions: of 100 therapist turns (three words or more), how many carry such words")
    table = Table.grid(padding=(0, 2), pad_edge=False)
    for name, score in report.profile.scores.items():
        title = wording.DIMENSIONS.get(name, (name.capitalize(), ""))[0]
        table.add_row(Text(f"  {title}"), *_score_cells(score))
    yield table


def _score_cells(score: Score) -> tuple[Text, Text]:
    if score.status != "ok" or score.value is None or score.low is None or score.high is None:
        return Text("·" * BAR, style="dim"), Text(f"not enough to say ({wording.plural(score.n, 'turn')})")
    interval = f"90 % interval {wording.number(score.low)} to {wording.number(score.high)}"
    figures = f"{wording.number(score.value)} ({interval}; {wording.plural(score.n, 'turn')})"
    return Text(_bar(score.value, score.low, score.high)), Text(figures)


def _bar(value: float, low: float, high: float) -> str:
    """A bar up to `value`, with the interval as a line between brackets."""
    value_at, low_at, high_at = (min(BAR - 1, int(BAR * number / 100)) for number in (value, low, high))
    cells = ["█" if i < value_at else "·" for i in range(BAR)]
    for i in range(low_at, high_at + 1):
        cells[i] = "━"
    cells[low_at], cells[high_at] = "├", "┤"
    cells[value_at] = "◆"
    return "".join(cells)


def _measures(report: Report) -> Iterator[Line]:
    yield _heading("Measures")
    table = Table.grid(padding=(0, 2), pad_edge=False)
    for name, measure in report.profile.miti.items():
        phrase = wording.thresholds_phrase(name, measure.threshold)
        cut_offs = f"; {phrase}" if phrase else ""
        table.add_row(
            Text(f"  {wording.measure_words(name).title}"),
            Text(f"{wording.measure_value(name, measure)}; {wording.counts_phrase(measure.counts)}{cut_offs}"),
        )
    yield table


def _end(report: Report) -> Iterator[Line]:
    if report.warnings:
        yield _heading("What to know about this report")
    for warning in report.warnings[:MOST_WARNINGS]:
        place = "" if warning.utterance is None else f" (utterance {warning.utterance})"
        yield Padding(Text(f"{one_line(warning.message)}{place}"), (0, 0, 0, 2))
    if len(report.warnings) > MOST_WARNINGS:
        yield Text(f"  and {len(report.warnings) - MOST_WARNINGS} more: see the HTML or JSON report", style="dim")
    yield Padding(Text(DISCLAIMER, style="dim"), (1, 0, 0, 0))


def _heading(title: str) -> Line:
    return Padding(Text(title, style="bold"), (1, 0, 0, 0))
