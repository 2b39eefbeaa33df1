"""Reader of tables with a comma, a semicolon, a tab or a bar between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from trustsignals.transcripts.columns import find_columns, is_header
from trustsignals.transcripts.raw import RawSession
from trustsignals.transcripts.rows import require_columns, sessions_of_rows
from trustsignals.transcripts.source import Source

_DELIMITERS = (",", "\t", ";", "|")
# Excel writes this line to tell the delimiter.
_SEPARATOR_LINE = re.compile(r"sep=([,;|\t])")


def read_table(source: Source) -> list[RawSession]:
    """The sessions of a table.

    Raises:
        TranscriptError: no column of words or speakers, or quotes that don't close.
        TranscriptTooLargeError: a cell or the table is longer than allowed.
    """
    text, delimiter = _body(source.text)
    try:
        rows = _parse(text, delimiter, source)
        header = next(rows, [])
        columns = find_columns(header)
        require_columns(columns, header, source)
        # Names instead of positions cost a little and let tables and JSON share the rest.
        sessions = sessions_of_rows((dict(zip(header, row, strict=False)) for row in rows if any(row)), columns)
    except csv.Error:
        what = "the table's quotes don't close, or a cell is longer than 131,072 characters"
        raise source.error(f"{what}; export it once more as CSV.") from None
    if not sessions:
        raise source.error("no utterance was found; the table has a header and no rows.")
    return sessions


def looks_like_table(text: str) -> bool:
    """True where the first line holds names of columns for speaker and words."""
    body, delimiter = _body(text)
    header = _first_row(body, delimiter)
    columns = find_columns(header)
    return len(header) > 1 and is_header(header) and (columns.text is not None or columns.speaker is not None)


def _body(text: str) -> tuple[str, str]:
    """The table without leading blank lines and Excel's `sep=` line, and its delimiter."""
    text = text.lstrip("\n")
    first, _, rest = text.partition("\n")
    if separator := _SEPARATOR_LINE.fullmatch(first.strip(" \r")):
        return rest, separator[1]
    return text, _delimiter(first)


def _delimiter(header: str) -> str:
    """The delimiter that gives the most names of columns, then the most cells; the sniffer of `csv` guesses by letters."""

    def merit(delimiter: str) -> tuple[int, int]:
        cells = _first_row(header[:10_000], delimiter)
        return sum(is_header([cell]) for cell in cells), len(cells)

    return max(_DELIMITERS, key=merit)


def _first_row(text: str, delimiter: str) -> list[str]:
    """The first row, or nothing where it can't be parsed."""
    try:
        return next(csv.reader([text.partition("\n")[0]], delimiter=delimiter), [])
    except csv.Error:
        return []


def _parse(text: str, delimiter: str, source: Source) -> Iterator[Sequence[str]]:
    """The rows.

    Raises:
        TranscriptTooLargeError: a cell or the number of rows passes the limit.
    """
    limits = source.limits
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    for number, row in enumerate(reader):
        if number > 10 * limits.utterances:
            # Repeated rows of several coders count once, so the table may be longer than its sessions.
            raise source.too_large(f"more than {10 * limits.utterances:,} rows", limits.utterances, "utterances")
        yield row
