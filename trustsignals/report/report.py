"""Report: all that is said of a session; the renderers only lay it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from trustsignals.classifier.coding import UtteranceCoding
from trustsignals.codebook import Codebook
from trustsignals.scoring.profile import Profile, Reliability
from trustsignals.session import Session

if TYPE_CHECKING:
    import pandas as pd

SCHEMA = "trustsignals.report/1"
DISCLAIMER = (
    "This tool marks acts in words, not persons; it does not detect or assess risk, and the absence of a mark means nothing."
)

Setting = Literal["therapy", "mi", "medical", "peer-support"]


@dataclass(frozen=True, slots=True)
class ReportWarning:
    """Something that the reader of a report should know; the message never holds words of the session.

    Attributes:
        kind: such as "residual_identifier", "short_session", "rules_only".
        message: one sentence.
        utterance: id of the utterance that it is about, or None.
    """

    kind: str
    message: str
    utterance: int | None = None


@dataclass(frozen=True, slots=True)
class MadeWith:
    """Versions: of the program, the codebook and, by checksum, the models."""

    trustsignals: str
    codebook: str
    models: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Report:
    """One session with its codings and profile.

    Attributes:
        session: as it was read.
        codings: one an utterance, in order.
        profile: scores, measures, the client's side, openings and highlights.
        reliability: how well each code is recognized.
        codebook: the codes, for titles and definitions.
        made_with: versions.
        setting: what kind of session the user said it is.
        warnings: what the reader should know.
    """

    session: Session
    codings: tuple[UtteranceCoding, ...]
    profile: Profile
    reliability: Mapping[str, Reliability]
    codebook: Codebook
    made_with: MadeWith
    setting: Setting = "therapy"
    warnings: tuple[ReportWarning, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON-ready values, by the schema `trustsignals.report/1` (docs/report-schema.md)."""
        from trustsignals.report.as_json import report_to_dict

        return report_to_dict(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """`to_dict()` as JSON text."""
        from trustsignals.report.as_json import report_to_json

        return report_to_json(self, indent=indent)

    def to_html(self) -> str:
        """One HTML page that needs nothing else: no network, no scripts."""
        from trustsignals.report.html import render_html

        return render_html(self)

    def to_markdown(self) -> str:
        """Markdown to paste into supervision notes."""
        from trustsignals.report.markdown import render_markdown

        return render_markdown(self)

    def to_csv(self) -> str:
        """A table of utterances, one a row, as CSV."""
        from trustsignals.report.csv_table import render_csv

        return render_csv(self)

    def to_frame(self) -> pd.DataFrame:
        """The table of utterances as a pandas DataFrame (needs the extra `frame`)."""
        from trustsignals.report.csv_table import to_frame

        return to_frame(self)

    def _repr_html_(self) -> str:
        from trustsignals.report.html import render_embedded

        return render_embedded(self)
