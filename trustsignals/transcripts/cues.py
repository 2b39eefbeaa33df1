"""Cues of subtitle files, WebVTT and SubRip alike: identifier, times, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trustsignals.transcripts.times import CLOCK, clock_seconds

_TIMING = re.compile(rf"\s{{0,20}}({CLOCK})\s{{0,20}}-->\s{{0,20}}({CLOCK})(?!\S)")
_LONGEST_TIMING = 200
_NO_CUE = ("NOTE", "STYLE", "REGION", "WEBVTT", "X-TIMESTAMP-MAP")


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue.

    Attributes:
        id: the line above the times, or None.
        start_s, end_s: seconds.
        lines: the words, as the file has them.
    """

    id: str | None
    start_s: float | None
    end_s: float | None
    lines: tuple[str, ...]


def has_cues(text: str) -> bool:
    """True where a line of `text` holds the times of a cue."""
    return any(is_timing(line) for line in text.split("\n"))


def is_timing(line: str) -> bool:
    """True for `00:00:04.859 --> 00:00:07.410`, with a dot or a comma, with hours or without."""
    return "-->" in line[:_LONGEST_TIMING] and _TIMING.match(line[:_LONGEST_TIMING]) is not None


def read_cues(lines: Sequence[str]) -> Iterator[Cue]:
    """The cues in order.

    Written here and not left to a library, since exports break the formats in many ways (missing blank lines, missing
    identifiers, blank lines in the words, hours left out) and since the work must grow with the size of the file only.
    """
    times = [number for number, line in enumerate(lines) if is_timing(line)]
    _, identifier = _split_identifier(lines[: times[0]] if times else [], is_header=True)
    for position, number in enumerate(times):
        last = position + 1 == len(times)
        body = lines[number + 1 : len(lines) if last else times[position + 1]]
        words, following = (body, None) if last else _split_identifier(body)
        match = _TIMING.match(lines[number][:_LONGEST_TIMING])
        if match is not None:  # as `is_timing` has said
            yield Cue(identifier, clock_seconds(match[1]), clock_seconds(match[2]), _words(words))
        identifier = following


def _split_identifier(body: Sequence[str], is_header: bool = False) -> tuple[Sequence[str], str | None]:
    """The lines of one cue, and the identifier of the next, which stands at their end.

    It stands below a blank line; a number is one without it too, as long as the cue keeps other words.
    """
    last = body[-1].strip() if body else ""
    if not last or last.startswith(_NO_CUE):
        return body, None
    alone = not body[-2].strip() if len(body) > 1 else is_header
    if alone or (last.isdecimal() and len(body) > 1):
        return body[:-1], last[:_LONGEST_TIMING]
    return body, None


def _words(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines of a cue up to a comment; a blank line within the words doesn't end them."""
    kept: list[str] = []
    for line in lines:
        if kept and not kept[-1].strip() and line.startswith(_NO_CUE):
            break
        kept.append(line)
    return tuple(line.strip() for line in kept if line.strip())
