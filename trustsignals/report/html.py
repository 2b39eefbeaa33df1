"""A report as one HTML page that needs nothing else: no network, no scripts, the style and the drawings inside."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from trustsignals.report import html_views, timeline, wording
from trustsignals.report.quotes import LONGEST, moments, one_line, shorten, without_controls
from trustsignals.report.report import DISCLAIMER

if TYPE_CHECKING:
    from trustsignals.report.report import Report

_HERE = files("trustsignals.report")


def render_html(report: Report) -> str:
    """The whole page; everything that comes from the session is escaped by Jinja's autoescape."""
    style, fingerprint = _style()
    profile = report.profile
    used = html_views.used_codes(report)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            report=report,
            session=report.session,
            profile=profile,
            codebook=report.codebook,
            disclaimer=DISCLAIMER,
            style=style,
            style_hash=fingerprint,
            strengths=moments(report, profile.highlights.strengths),
            growth=moments(report, profile.highlights.growth),
            erosion=moments(report, profile.highlights.erosion),
            dimensions=html_views.dimension_views(report),
            talk=profile.miti.get("therapist_talk_share"),
            score=timeline.lay_out_timeline(report),
            charts=html_views.course_charts(report),
            barriers=html_views.barrier_passages(report),
            trust=html_views.trust_passages(report),
            risks=html_views.risk_passages(report),
            passed=html_views.passed_openings(report),
            uptake=html_views.uptake_sentence(profile.openings),
            rows=html_views.transcript_rows(report),
            used=used,
            looks={code.id: html_views.look_of(code) for code in report.codebook.codes},
            titles={code.id: code.title for code in report.codebook.codes},
            linked={entry.code.id for entry in used},
        )
    )


def render_embedded(report: Report) -> str:
    """The page within a frame, for notebooks: its style stays inside, and nothing in it can run."""
    page = escape(render_html(report))
    return f'<iframe sandbox title="Session report" width="100%" height="720" srcdoc="{page}"></iframe>'


@lru_cache(maxsize=1)
def _style() -> tuple[Markup, str]:
    """The style sheet, and the hash by which the page's content security policy lets in this one and no other."""
    text = (_HERE / "style.css").read_text("utf-8")
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    # The sheet ships with the package, so it holds no words of a session.
    return Markup(text), f"sha256-{base64.b64encode(digest).decode('ascii')}"  # noqa: S704


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters.update(
        clock=wording.clock,
        percent=wording.percent,
        number=wording.number,
        plural=wording.plural,
        shorten=shorten,
        one_line=one_line,
    )
    environment.globals.update(
        wording=wording,
        longest=LONGEST,
        where=html_views.speaker_line,
        ROW=timeline.ROW,
        RIBBON=timeline.RIBBON,
    )
    return environment


def _template(name: str) -> str:
    return (_HERE / "templates" / name).read_text("utf-8")


def _printable(value: Any) -> Any:
    return without_controls(value) if type(value) is str else value
