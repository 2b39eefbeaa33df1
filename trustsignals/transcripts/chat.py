"""Reader of CHAT (.cha), the format of TalkBank and CLAN."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trustsignals.roles.labels import role_of_label
from trustsignals.session import Speaker
from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.source import Source

_BULLET = re.compile(r"\x15(\d{1,12})_(\d{1,12})\x15")
_TIER = re.compile(r"\*([^\s:]{1,40}):[ \t]?")
# Marks of coders, in the order in which they are taken out: what they mean is no word of the speaker.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\x15[^\x15]{0,40}\x15"), " "),
    (re.compile(r"&=([A-Za-z:]{1,40})"), r"[\1]"),  # &=laughs
    (re.compile(r"&[-+~]([^\W\d_]{1,40})"), r"\1"),  # &-um
    (re.compile(r"\[(?![A-Za-z]{2,40}\])[^\[\]]{0,200}\]"), " "),  # [/], [//], [: word], [+ gram]
    (re.compile(r"[<>‡„↑↓]"), " "),
    (re.compile(r"\(\.{1,3}\)|\(\d{1,4}(?:\.\d{0,3})?\)"), " "),  # pauses
    (re.compile(r"\(([^\W\d_']{1,40})\)"), r"\1"),  # (be)cause
    (re.compile(r"(?<=\w)@[a-z:]{1,10}"), ""),  # word@l
    (re.compile(r"\+\.\.\.|\+\.\.\?"), "…"),
    (re.compile(r"\+//?[.?!]|\+[\"^,+]{1,2}"), " "),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r" ([.?!…,])"), r"\1"),
)


def read_chat(source: Source) -> list[RawSession]:
    """The one session of a CHAT file; roles come from `@Participants` and `@ID`.

    Raises:
        TranscriptError: no line begins with `*` and a speaker.
    """
    stated: dict[str, Speaker] = {}
    pieces: list[RawUtterance] = []
    for line in _logical_lines(source.lines):
        if line.startswith("@Participants:"):
            _state(stated, ((words[0], words[-1]) for item in line[14:].split(",") if len(words := item.split()) > 1))
        elif line.startswith("@ID:"):
            fields = line[4:].strip().split("|")
            _state(stated, [(fields[2], fields[7])] if len(fields) > 7 else [])
        elif tier := _TIER.match(line[:80]):
            pieces.append(_piece(tier[1], line[tier.end() :]))
    if not pieces:
        raise source.error('no utterance was found; in CHAT each begins with a star and the speaker, such as "*PAR:".')
    return [RawSession(tuple(pieces), joins=True, stated=stated)]


def looks_like_chat(text: str) -> bool:
    """True where a text begins as a CHAT file does, or has its lines."""
    start = text.lstrip()[:2000]
    return start.startswith(("@UTF8", "@Begin", "@Font")) or ("\n@Participants:" in start and "\n@" in start)


def _logical_lines(lines: list[str]) -> Iterator[str]:
    """The lines, with those that begin with a tab joined to what they go on."""
    parts: list[str] = []
    for line in lines:
        if line.startswith("\t") and parts:
            parts.append(line.strip())
            continue
        yield " ".join(parts)
        parts = [line.rstrip()]
    yield " ".join(parts)


def _piece(speaker: str, line: str) -> RawUtterance:
    """The piece of speech on a speaker's line; times are in milliseconds between two control characters."""
    times = _BULLET.findall(line)
    for pattern, replacement in _MARKS:
        line = pattern.sub(replacement, line)
    text = line.strip()
    return RawUtterance(
        speaker,
        # A line of nothing but marks and its full stop has no words; a zero says so.
        text if any(map(str.isalnum, text)) and text.strip(" .") != "0" else "",
        int(times[0][0]) / 1000 if times else None,
        int(times[-1][1]) / 1000 if times else None,
    )


def _state(stated: dict[str, Speaker], roles: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> None:
    """Take down the roles that are told by a word we know."""
    for code, word in roles:
        if (role := role_of_label(word.replace("_", " "))) is not None:
            stated.setdefault(code, Speaker(code, role))
