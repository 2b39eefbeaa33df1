"""Times as transcripts write them, in seconds."""

from __future__ import annotations

import math
import re

CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,6})?"
"""Pattern of a time on a clock: `0:49`, `00:00:05`, `0:0:5.100`, `00:00:05,100`."""

_CLOCK = re.compile(rf"\s*{CLOCK}\s*")
_NUMBER = re.compile(r"\s*\d{1,12}(?:[.,]\d{1,9})?\s*s?\s*")
# A fast reader says five words a second and a slow one one in two; nobody needs half a minute for a word.
_SECONDS_PER_WORD = 30.0


def clock_seconds(text: str) -> float | None:
    """Seconds of `1:02:03.5` or `02:03`, or None where `text` is no such time.

    >>> clock_seconds("01:02:03,500"), clock_seconds("0:49"), clock_seconds("12:75")
    (3723.5, 49.0, None)
    """
    if not _CLOCK.fullmatch(text):
        return None
    *hours, minutes, seconds = (float(part.replace(",", ".")) for part in text.split(":"))
    if seconds >= 60 or (hours and minutes >= 60):
        return None
    return round((hours[0] if hours else 0.0) * 3600 + minutes * 60 + seconds, 6)


def seconds(value: object) -> float | None:
    """Seconds of a cell or a JSON value: a number, `12.5`, `12.5s` or a time on a clock; None for anything else.

    >>> seconds(3), seconds("12.5s"), seconds("00:01:00"), seconds("n/a"), seconds(True)
    (3.0, 12.5, 60.0, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        # Numbers too large for a float are no times either.
        return float(value) if 0 <= value < 1e12 and math.isfinite(value) else None
    if not isinstance(value, str) or len(value) > 40:
        return None
    if _NUMBER.fullmatch(value):
        return float(value.strip().rstrip("s").strip().replace(",", "."))
    return clock_seconds(value)


def are_milliseconds(spans: list[tuple[float, float, int]]) -> bool:
    """True where spans of `(start, end, words)` are so long for their words that they can only be milliseconds."""
    long = sum(end - start for start, end, words in spans if end > start and words)
    said = sum(words for start, end, words in spans if end > start)
    return said > 0 and long / said > _SECONDS_PER_WORD
