"""Reader of Word files: Teams, Google Meet, Rev, and what people type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from trustsignals.transcripts.columns import find_columns
from trustsignals.transcripts.heads import parse_head
from trustsignals.transcripts.packed import local_name, parse_xml, unpack
from trustsignals.transcripts.raw import RawSession
from trustsignals.transcripts.rows import sessions_of_rows
from trustsignals.transcripts.source import Source
from trustsignals.transcripts.text import session_of_lines

DOCUMENT = "word/document.xml"
"""Where the words stand in a Word file."""

_MEET_HEADING = re.compile(r"\b(?:transcript|summary|attendees)\b", re.I)
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t"}
# Older programs find a text box a second time in here; deleted words are no words of the session.
_SKIPPED = frozenset(("Fallback", "del", "moveFrom", "instrText"))


def read_word(source: Source) -> list[RawSession]:
    """The session of a Word file; its tables are read as tables where they have the columns.

    Raises:
        TranscriptError: the file is damaged, or no paragraph begins with a speaker's name.
        TranscriptTooLargeError: it unpacks to more than the limit.
    """
    root = parse_xml(unpack(source, DOCUMENT), source)
    body = next((element for element in root if local_name(element) == "body"), root)
    for table in _tables(body):
        header = table[0] if table else []
        columns = find_columns(header)
        if columns.text is not None and columns.speaker is not None:
            return sessions_of_rows((dict(zip(header, row, strict=False)) for row in table[1:] if any(row)), columns)
    session = session_of_lines(_after_summary(list(_lines(body))))
    if session is None:
        raise source.error(
            'no paragraph begins with a speaker\'s name; write each turn as "Name: words", or as a table of speaker and text.'
        )
    return [session]


def _lines(body: Element) -> Iterator[str]:
    """The lines of the paragraphs; rows of a table with two cells become `name: words`."""
    for element in body:
        kind = local_name(element)
        if kind == "tbl":
            for row in _rows(element):
                yield f"{row[0].rstrip(':')}: {row[1]}".replace("\n", " ") if len(row) == 2 else " ".join(row)
        elif kind == "p":
            text = _text(element)
            if "\n" in text.strip():
                yield ""  # a paragraph with line breaks is a turn of its own, with its name in the first line
            yield from text.split("\n")
        elif kind in {"sdt", "sdtContent", "ins", "customXml", "smartTag"}:
            yield from _lines(element)


def _text(element: Element) -> str:
    """The words in an element."""
    parts: list[str] = []
    waiting = [element]  # a stack and no recursion: files may nest deeper than Python does
    while waiting:
        here = waiting.pop()
        kind = local_name(here)
        if kind in _SKIPPED:
            continue
        if kind == "t":
            parts.append(here.text or "")
        parts.append(_BREAKS.get(kind, "") if here is not element else "")
        waiting.extend(reversed(here) if kind not in {"pPr", "rPr", "tabs"} else ())
    return "".join(parts)


def _tables(body: Element) -> Iterator[list[list[str]]]:
    """The tables, row by row."""
    for element in body:
        if local_name(element) == "tbl":
            yield list(_rows(element))


def _rows(table: Element) -> Iterator[list[str]]:
    """The rows of a table as the text of their cells."""
    for row in table:
        if local_name(row) == "tr":
            cells = (cell for cell in row if local_name(cell) == "tc")
            yield ["\n".join(_text(p) for p in cell if local_name(p) == "p").strip() for cell in cells]


def _after_summary(lines: Sequence[str]) -> Sequence[str]:
    """What follows the first time on a line of its own, where Google Meet's title, attendees and summary stand above it."""
    for number, line in enumerate(lines):
        head = parse_head(line)
        if head.is_time_alone and head.end_s is None:
            above = [text for text in lines[:number] if len(text) < 100]
            return lines[number:] if any(_MEET_HEADING.search(text) for text in above) else lines
    return lines
