"""Reader of Excel workbooks."""

from __future__ import annotations

import datetime
import io
import warnings

from trustsignals.transcripts.columns import find_columns
from trustsignals.transcripts.packed import check_unpacked_size
from trustsignals.transcripts.raw import RawSession
from trustsignals.transcripts.rows import require_columns, sessions_of_rows
from trustsignals.transcripts.source import Source

WORKBOOK = "xl/workbook.xml"
"""What an Excel file has packed."""

_Sheet = list[list[object]]


def read_workbook(source: Source) -> list[RawSession]:
    """The sessions of the first sheet that has columns for speaker and words.

    Raises:
        TranscriptError: no sheet has them, or the file is damaged.
        TranscriptTooLargeError: it unpacks to more than the limit.
    """
    check_unpacked_size(source)
    sheets = _sheets(source)
    if sheets is None:
        raise source.error("the workbook is damaged or has a password; save it once more, or export it as CSV.")
    headers = [[str(name) if name is not None else "" for name in sheet[0]] if sheet else [] for sheet in sheets]
    for header, sheet in zip(headers, sheets, strict=True):
        columns = find_columns(header)
        if columns.text is not None and columns.speaker is not None:
            rows = (dict(zip(header, row, strict=False)) for row in sheet[1:])
            return sessions_of_rows((row for row in rows if any(cell is not None for cell in row.values())), columns)
    first = next((header for header in headers if header), [])
    require_columns(find_columns(first), first, source)
    raise source.error("no sheet has both a column of speakers and one of words.")


def _sheets(source: Source) -> list[_Sheet] | None:
    """The sheets as rows of cells, or None where the library can't read them."""
    from openpyxl import load_workbook  # takes a third of a second and is needed here only

    most = 10 * source.limits.utterances
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and the like
            book = load_workbook(io.BytesIO(source.data), read_only=True, data_only=True)
            return [
                [[_plain(cell) for cell in row] for row, _ in zip(sheet.iter_rows(values_only=True), range(most), strict=False)]
                for sheet in book.worksheets
            ]
    except Exception:  # whatever a damaged file does to the library; its message may quote cells
        return None


def _plain(cell: object) -> object:
    """The cell with times as seconds: Excel makes a time of day of "00:01:30"."""
    if isinstance(cell, datetime.timedelta):
        return cell.total_seconds()
    if isinstance(cell, datetime.datetime):
        return None  # a date tells no position in the recording
    if isinstance(cell, datetime.time):
        return cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6
    return cell
