"""A report as a table of utterances: CSV for spreadsheets, a DataFrame for analysis."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from trustsignals.report.report import DISCLAIMER

if TYPE_CHECKING:
    import pandas as pd

    from trustsignals.report.report import Report

TEXT_COLUMNS = ("source_id", "speaker", "text")
COLUMNS = ("id", *TEXT_COLUMNS[:2], "role", "start_s", "end_s", TEXT_COLUMNS[2], "behaviour", "talk", "codes")

# A spreadsheet runs what begins so as a formula; an apostrophe in front makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_csv(report: Report) -> str:
    """The table as CSV with a header line, one row an utterance.

    After the probabilities, the column `note` of the first row carries the disclaimer. A text cell that a spreadsheet would run
    as a formula begins with an apostrophe. Code columns hold calibrated probabilities: empty for codes of the other role and
    for codes that only rules know.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=[*COLUMNS, *report.codebook.ids(), "note"], restval="", lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(_rows(report)):
        cells = {name: "" if value is None else value for name, value in row.items()}
        cells.update({name: _defused(str(cells[name])) for name in TEXT_COLUMNS})
        writer.writerow({**cells, "note": DISCLAIMER} if number == 0 else cells)
    return out.getvalue()


def to_frame(report: Report) -> pd.DataFrame:
    """The same table as a DataFrame, texts unchanged; `frame.attrs["disclaimer"]` carries the disclaimer.

    Raises:
        ImportError: pandas is not installed (extra `frame`).
    """
    import pandas as pd

    frame = pd.DataFrame(list(_rows(report)), columns=[*COLUMNS, *report.codebook.ids()])
    frame.attrs["disclaimer"] = DISCLAIMER
    return frame


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    for utterance, coding in zip(report.session, report.codings, strict=True):
        yield {
            "id": utterance.id,
            "source_id": utterance.source_id,
            "speaker": utterance.speaker,
            "role": utterance.role.value,
            "start_s": utterance.start_s,
            "end_s": utterance.end_s,
            "text": utterance.text,
            "behaviour": coding.miti.behaviour if coding.miti else None,
            "talk": coding.talk.type if coding.talk else None,
            "codes": ";".join(assignment.code for assignment in coding.assigned),
            **{a.code: None if a.probability is None else round(float(a.probability), 3) for a in coding.codes},
        }


def _defused(text: str) -> str:
    # A lone carriage return would end the row: the csv module of older Pythons doesn't quote it.
    return re.sub(r"\r\n?", "\n", f"'{text}" if text.startswith(_FORMULA) else text)
