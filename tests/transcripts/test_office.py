"""Word and Excel files, and what somebody could hide in them."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook

from trustsignals.errors import TranscriptError, TranscriptTooLargeError
from trustsignals.session import Session
from trustsignals.transcripts import Limits, read_stream, read_transcript

HEAD = '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def packed(**members: str | bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def paragraph(text: str) -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r>{runs}</w:r></w:p>"


def docx(*paragraphs: str) -> bytes:
    return packed(word__document_xml=HEAD + "".join(map(paragraph, paragraphs)) + "<w:sectPr/></w:body></w:document>")


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def read(data: bytes, format: str = "docx", roles: dict[str, str] | None = None) -> Session:
    return next(read_stream(data, format=format, roles=roles))


def turns(session: Session) -> list[tuple[str, str, float | None]]:
    return [(u.speaker, u.text, u.start_s) for u in session]


ROLES = {"Ruth Ames": "therapist", "Kim": "client"}
TWO = [("Ruth Ames", "How was it?", 4.0), ("Kim", "Long. Very long.", 9.0)]

DOCUMENTS = {
    "Teams": docx(
        "Fourth meeting",
        "5 May, 10:00AM",
        "Ruth Ames started transcription",
        "Ruth Ames   0:04\nHow was it?",
        "Kim   0:09\nLong.\nVery long.",
        "Ruth Ames stopped transcription",
    ),
    "Teams, older": docx("0:0:4.0 --> 0:0:8.250\nRuth Ames\nHow was it?", "0:0:9.0 --> 0:0:12.5\nKim\nLong. Very long."),
    "Teams, older, apart": docx(
        "0:0:4.0 --> 0:0:8.250", "Ruth Ames", "How was it?", "0:0:9.0 --> 0:0:12.5", "Kim", "Long. Very long."
    ),
    "Rev": docx("Ruth Ames (00:04):", "How was it?", "Kim (00:09):", "Long. Very long."),
    "time before": docx("[00:00:04] Ruth Ames: How was it?", "", "[00:00:09] Kim: Long. Very long."),
}


@pytest.mark.parametrize("data", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_word(data: bytes) -> None:
    assert turns(read(data, roles=ROLES)) == TWO


def test_google_meet() -> None:
    data = docx(
        "Fourth meeting - Transcript",
        "Attendees",
        "Ruth Ames, Kim",
        "Summary",
        "Ruth Ames: asked about the week.",
        "Transcript",
        "00:00:00",
        "Ruth Ames: How was it?",
        "Kim: Long. Very long.",
        "00:05:00",
        "Ruth Ames: So?",
        "Meeting ended after 00:06:10 👋",
        "This editable transcript was computer generated and might contain errors.",
    )
    assert turns(read(data, roles=ROLES)) == [
        ("Ruth Ames", "How was it?", 0.0),
        ("Kim", "Long. Very long.", None),
        ("Ruth Ames", "So?", 300.0),
    ]


def test_tables_of_word() -> None:
    body = table(("Speaker", "Text"), ("Ruth Ames", "How was it?"), ("Kim", "Long.\nVery long."))
    session = read(packed(word__document_xml=f"{HEAD}{paragraph('Fourth')}{body}</w:body></w:document>"), roles=ROLES)
    assert [(u.speaker, u.text) for u in session] == [turn[:2] for turn in TWO]
    body = table(("Ruth Ames:", "How was it?"), ("Kim:", "Long. Very long."))
    session = read(packed(word__document_xml=f"{HEAD}{body}</w:body></w:document>"), roles=ROLES)
    assert [(u.speaker, u.text) for u in session] == [turn[:2] for turn in TWO]


def test_deleted_words_are_left_out() -> None:
    deleted = "<w:p><w:r><w:t>T: one</w:t></w:r><w:del><w:r><w:delText> two</w:delText></w:r></w:del></w:p>"
    session = read(packed(word__document_xml=HEAD + deleted + paragraph("C: three") + "</w:body></w:document>"))
    assert [u.text for u in session] == ["one", "three"]


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet()
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_workbook(tmp_path: Path) -> None:
    data = workbook(
        [["about", "this"], ["x", "y"]],
        [
            ["Turn", "Speaker", "Time", "Text"],
            [1, "T", datetime.time(0, 0, 4), "How was it?"],
            [2, "C", 9.5, 42],
            [None, None, None, None],
        ],
    )
    path = tmp_path / "four.bin"
    path.write_bytes(data)
    session = read_transcript(path)
    assert session.format == "xlsx"
    assert [(u.source_id, u.speaker, u.text, u.start_s) for u in session] == [
        ("1", "T", "How was it?", 4.0),
        ("2", "C", "42", 9.5),
    ]


def test_workbook_without_columns() -> None:
    with pytest.raises(TranscriptError, match="no column holds the words; its columns are speaker, remarks"):
        read(workbook([["speaker", "remarks"], ["T", "secret"]]), "xlsx")


DAMAGED = {
    "not packed": (b"PK\x03\x04 nothing", "docx", "damaged or has a password"),
    "no document": (packed(other_xml="x"), "docx", "damaged or has a password"),
    "no XML": (packed(word__document_xml="T: hello"), "docx", "XML in this file is damaged"),
    "entities": (packed(word__document_xml='<!DOCTYPE a [<!ENTITY b "T: c">]><a>&b;</a>'), "docx", "not safe to read"),
    "no speaker": (docx("The story of a day."), "docx", "no paragraph begins with a speaker's name"),
    "no workbook": (packed(xl__workbook_xml="x"), "xlsx", "the workbook is damaged"),
}


@pytest.mark.parametrize(("data", "format", "message"), DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged(data: bytes, format: str, message: str) -> None:
    with pytest.raises(TranscriptError, match=message):
        read(data, format)


@pytest.mark.parametrize(("format", "member"), [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")])
def test_bomb(format: str, member: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, b"0" * 2_000_000)
    with pytest.raises(TranscriptTooLargeError, match="unpacks to too many bytes"):
        next(read_stream(stream.getvalue(), format=format, limits=Limits(bytes=1_000_000)))
