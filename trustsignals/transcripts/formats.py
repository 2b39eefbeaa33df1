"""The table of formats: names, endings, how to know one by its content, and who reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from trustsignals.errors import TranscriptError
from trustsignals.transcripts.chat import looks_like_chat, read_chat
from trustsignals.transcripts.elan import looks_like_elan, read_elan
from trustsignals.transcripts.json_files import looks_like_json, read_json, read_json_lines
from trustsignals.transcripts.packed import MAGIC, member_names
from trustsignals.transcripts.praat import looks_like_praat, read_praat
from trustsignals.transcripts.raw import RawSession
from trustsignals.transcripts.refused import why_refused
from trustsignals.transcripts.source import Source
from trustsignals.transcripts.subtitles import looks_like_srt, looks_like_vtt, read_subtitles
from trustsignals.transcripts.tables import looks_like_table, read_table
from trustsignals.transcripts.text import looks_like_text, read_text
from trustsignals.transcripts.word_files import DOCUMENT, read_word
from trustsignals.transcripts.workbooks import WORKBOOK, read_workbook

_LOOK = 60_000
"""Characters of a text that are looked at to tell its format."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    Attributes:
        name: as `Session.format` and `--from` have it.
        endings: of files, in small letters, with the dot.
        reads: from the source to the sessions as the file has them.
        looks: whether the beginning of a text is in this format; None where `member` tells.
        member: name of a file that is packed in every such file; None where the format isn't packed.
        weak: whether other formats are tried first, since text in them can look like this one.
    """

    name: str
    endings: tuple[str, ...]
    reads: Callable[[Source], list[RawSession]]
    looks: Callable[[str], bool] | None = None
    member: str | None = None
    weak: bool = False


# The order is that of trying: what is surest first.
FORMATS: tuple[Format, ...] = (
    Format("docx", (".docx",), read_word, member=DOCUMENT),
    Format("xlsx", (".xlsx", ".xlsm"), read_workbook, member=WORKBOOK),
    Format("vtt", (".vtt",), read_subtitles, looks_like_vtt),
    Format("eaf", (".eaf",), read_elan, looks_like_elan),
    Format("textgrid", (".textgrid",), read_praat, looks_like_praat),
    Format("cha", (".cha",), read_chat, looks_like_chat),
    Format("json", (".json",), read_json, looks_like_json),
    Format("jsonl", (".jsonl", ".ndjson"), read_json_lines, looks_like_json),
    Format("srt", (".srt",), read_subtitles, looks_like_srt),
    Format("csv", (".csv", ".tsv", ".tab"), read_table, looks_like_table),
    Format("txt", (".txt", ".md", ".markdown", ".text"), read_text, looks_like_text, weak=True),
)


def format_named(name: str) -> Format:
    """The format with this name or ending ("tsv", ".md").

    Raises:
        TranscriptError: there is none.
    """
    wanted = name.strip().lower().removeprefix(".")
    for known in FORMATS:
        if wanted == known.name or f".{wanted}" in known.endings:
            return known
    raise TranscriptError(f"there is no transcript format of that name; known are {known_endings()}.")


def known_endings() -> str:
    """All endings, as messages list them."""
    return ", ".join(ending for known in FORMATS for ending in known.endings)


def find_format(source: Source) -> Format:
    """The format of the source: its ending's where the content doesn't contradict it, else the one that the content shows.

    Raises:
        TranscriptError: it is no transcript (a PDF, a recording), or neither ending nor content is known.
    """
    by_ending = next((known for known in FORMATS if source.ending in known.endings), None)
    if source.data.startswith(MAGIC):
        members = member_names(source.data)
        packed = next((known for known in FORMATS if known.member in members), None)
        if packed is not None:
            return packed
        if by_ending is not None and by_ending.member is not None:
            return by_ending  # whose reader says that the file is damaged
    if reason := why_refused(source.data, source.ending):
        raise source.error(reason)
    shown = _formats_shown(source.text[:_LOOK])
    if by_ending is not None and by_ending in shown and not (by_ending.weak and shown[0] is not by_ending):
        return by_ending
    if shown:
        return shown[0]
    if by_ending is not None and by_ending.member is None:
        return by_ending  # whose reader says best what is wrong
    ending = f'the ending "{source.ending}" is unknown' if source.ending and by_ending is None else "the format can't be told"
    raise source.error(f"{ending} and the content is no transcript that can be read; known are {known_endings()}.")


def _formats_shown(text: str) -> list[Format]:
    """The formats that a text looks like, the surest first."""
    return [known for known in FORMATS if known.looks is not None and known.looks(text)]
