"""Words of the session as reports quote them: on one line, without control characters, with the code that they carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustsignals.classifier.coding import Cue
from trustsignals.report.wording import clock
from trustsignals.scoring.profile import Highlight

if TYPE_CHECKING:
    from trustsignals.report.report import Report

LONGEST = 200
"""Characters after which a quotation is cut at a word."""

MOST_QUOTES = 2

# Control characters could steer a terminal, surrogates can't be written as UTF-8, and direction marks can disguise text.
_UNWANTED: dict[int, str | None] = {
    **dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A highlight with what a reader needs to find and understand it.

    Attributes:
        utterance: its id.
        speaker: the label as the transcript has it.
        time: "4:05", or empty where unknown.
        code, title: id and name of the code.
        quotes: the words that carry it.
        why: one sentence.
    """

    utterance: int
    speaker: str
    time: str
    code: str
    title: str
    quotes: tuple[str, ...]
    why: str

    @property
    def where(self) -> str:
        """Where it stands: "utterance 9, 4:05"."""
        return f"utterance {self.utterance}" + (f", {self.time}" if self.time else "")


def without_controls(text: str) -> str:
    """`text` without what could steer a terminal, disguise words or break an encoding."""
    return text.translate(_UNWANTED)


def one_line(text: str) -> str:
    """`text` without control characters and with every run of white space as one space."""
    return " ".join(without_controls(text).split())


def shorten(text: str, limit: int = LONGEST) -> str:
    """`text` on one line, cut at a word with an ellipsis where it is longer than `limit` characters.

    >>> shorten("one two three", 9)
    'one two …'
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    head = re.sub(r"\s+\S*$", "", line[: limit - 1])
    return f"{head} …"


def merge_spans(cues: Iterable[Cue]) -> tuple[tuple[int, int], ...]:
    """Offsets of `cues` in order, overlapping ones made one."""
    merged: list[tuple[int, int]] = []
    for cue in sorted(cues, key=lambda cue: (cue.start, cue.end)):
        if merged and cue.start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], cue.end))
        else:
            merged.append((cue.start, cue.end))
    return tuple(merged)


def quote_code(report: Report, utterance: int, code: str) -> tuple[str, ...]:
    """The words of an utterance that carry `code`, at most two pieces; where none are known, the utterance's beginning."""
    text = report.session.utterances[utterance].text
    cues = [cue for a in report.codings[utterance].codes if a.code == code for cue in a.cues]
    quotes = tuple(shorten(text[start:end]) for start, end in merge_spans(cues)[:MOST_QUOTES])
    return quotes or (shorten(text),)


def moments(report: Report, highlights: Iterable[Highlight]) -> tuple[Moment, ...]:
    """`highlights` with their words; where one gives no reason, the beginning of the code's definition stands in."""
    found = []
    for highlight in highlights:
        utterance = report.session.utterances[highlight.utterance]
        code = report.codebook[highlight.code]
        found.append(
            Moment(
                utterance=utterance.id,
                speaker=one_line(utterance.speaker),
                time=clock(utterance.start_s),
                code=code.id,
                title=code.title,
                quotes=quote_code(report, utterance.id, code.id),
                why=highlight.why or code.effect or _first_sentence(code.definition),
            )
        )
    return tuple(found)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=\.)\s|;", text, maxsplit=1)[0].rstrip(".") + "."
