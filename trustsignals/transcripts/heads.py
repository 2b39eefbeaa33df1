"""The head of a line: whose words follow, and when; in all the ways in which plain transcripts write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trustsignals.transcripts.names import MAX_LABEL
from trustsignals.transcripts.times import CLOCK, clock_seconds

# Only so many characters of a line are looked at, which bounds the work on a line of any length.
_HEAD = 160

_SPAN = rf"(?P<start>{CLOCK})(?: ?(?:-->|-|–|—|to) ?(?P<end>{CLOCK}))?(?: ?[AaPp]\.?[Mm]\.?(?![A-Za-z]))?"
_TIME_FIRST = re.compile(rf"(?P<open>[\[(<{{]?) ?{_SPAN}(?: ?(?P<close>[\])>}}]))?(?P<mark> ?[-–—|] ?|[ \t]*)")
_TIME_LAST = re.compile(rf"(?P<open>[\[(]?)(?<![\d:.,]){_SPAN}(?P<close>[\])]?)[ \t]*(?P<colon>[:：]?)[ \t]*$")
_TIME_NEXT = re.compile(rf"[ \t]*[\[(]{_SPAN}[\])][ \t]*:?[ \t]*")
_COLON = re.compile(r"[:：]")
_BULLET = re.compile(r"(?:[-*+•>] )+|(?P<number>\d{1,5})[.)] (?=\S)")
_BRACKETED = re.compile(rf"\[(?P<label>[^\[\]]{{1,{MAX_LABEL}}})\]: ?")
_EMPHASIS = "*_`"
_PAIRS = frozenset(("", "[]", "()", "<>", "{}"))


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the words of a line.

    Attributes:
        label: what may be a speaker's label, or None.
        text: the rest of the line; empty where the words stand below.
        start_s, end_s: seconds, or None.
        has_time: whether a time stands there, even one that tells no seconds ("10:02 AM").
        number: the number before the label ("12. T: …"), or None.
        bracketed: whether the label stood in square brackets, as WhisperX writes it.
    """

    label: str | None
    text: str
    start_s: float | None = None
    end_s: float | None = None
    has_time: bool = False
    number: str | None = None
    bracketed: bool = False

    @property
    def is_time_alone(self) -> bool:
        """True for a line that holds a time and nothing else."""
        return self.has_time and self.label is None and not self.text


def parse_head(line: str) -> Head:
    """The head of `line`; a line without one is all text.

    >>> parse_head("[00:00:05] Ana: Hello")
    Head(label='Ana', text='Hello', start_s=5.0, end_s=None, has_time=True, number=None, bracketed=False)
    >>> parse_head("Ana  0:49").label, parse_head("12:30: we met").label, parse_head("see http://a.b").label
    ('Ana', None, None)
    """
    line = line.strip()
    head, tail = line[:_HEAD], line[_HEAD:]
    number = None
    if bullet := _BULLET.match(head):
        number = bullet["number"]
        head = head[bullet.end() :]
    emphasised = head[:1] in set(_EMPHASIS)
    head = head.lstrip(_EMPHASIS)
    time = None
    if (first := _TIME_FIRST.match(head)) and _closes(first) and _readable(first):
        time, head = first, head[first.end() :]
        if not head and not tail:
            return Head(None, "", *_seconds_of(time), has_time=True)
    found = _label_and_text(head, bool(tail))
    if found is None:
        return Head(None, line)
    label, text, own_time, bracketed = found
    if emphasised or head[:1] in set(_EMPHASIS):
        text = text.lstrip(_EMPHASIS).lstrip()  # what closes the emphasis of the name
    time = own_time or time
    start, end = _seconds_of(time) if time else (None, None)
    return Head(label, (text + tail).strip(), start, end, time is not None, number, bracketed)


def _label_and_text(head: str, cut: bool) -> tuple[str, str, re.Match[str] | None, bool] | None:
    """Label, words after it and the time beside it, and whether the label stood in brackets; None where there is no label."""
    plain = head.lstrip(_EMPHASIS)
    if match := _BRACKETED.match(plain):
        return match["label"].strip(), plain[match.end() :], None, True
    if not cut and (last := _TIME_LAST.search(plain)) and _readable(last) and last["open"] + last["close"] in _PAIRS:
        before = plain[: last.start()]
        label = _clean(before.rstrip().removesuffix(":"))
        # "Name  0:49" and "Name (00:05):"; a line that has a colon earlier is "Name: … at 0:49".
        if label and ":" not in label and "\t" not in before.strip() and (before[-1:].isspace() or last["open"]):
            return label, "", last, False
    if (tab := plain.find("\t")) > 0 and ":" not in plain[:tab]:
        return _clean(plain[:tab]), plain[tab + 1 :], None, False
    return _before_colon(plain)


def _before_colon(plain: str) -> tuple[str, str, re.Match[str] | None, bool] | None:
    """The parts of `Name: text`, `Name (00:05): text`, `Name 00:05: text` and `**Name:** text`."""
    for colon in _COLON.finditer(plain):
        before, after = plain[: colon.start()], plain[colon.end() :]
        if before[-1:].isdigit() and after[:1].isdigit():
            continue  # the colon of a time, which stands between the name and its own colon
        if after.startswith("//"):
            return None
        time = _TIME_LAST.search(before)
        if time is not None and _readable(time) and time["open"] + time["close"] in _PAIRS:
            before = before[: time.start()]
        else:
            time = None
        label = _clean(before)
        if not label or len(label) > MAX_LABEL:
            return None
        if time is None and (inner := _TIME_NEXT.match(after)) and _readable(inner):
            time, after = inner, after[inner.end() :]
        return label, after.lstrip(), time, False
    return None


def _clean(label: str) -> str:
    """The label without emphasis, outer brackets and blanks."""
    label = label.strip().strip("*`").strip()
    if label.startswith("__") or label.endswith("__"):
        label = label.strip("_")
    if label[:1] + label[-1:] in {"[]", "<>"}:
        label = label[1:-1]
    return " ".join(label.split())


def _closes(match: re.Match[str]) -> bool:
    """Whether the bracket before a time is closed after it, and something other than a colon follows."""
    opened, closed = match["open"], match["close"] or ""
    rest = match.string[match.end() : match.end() + 1]
    if opened or closed:
        return opened + closed in _PAIRS
    # Without brackets a blank or the end must follow: "12:30: …" is a sentence, "12:30pm" too.
    return not rest or bool(match["mark"])


def _readable(match: re.Match[str]) -> bool:
    """Whether the digits are a time: "10:75" is a ratio."""
    return clock_seconds(match["start"]) is not None


def _seconds_of(match: re.Match[str]) -> tuple[float | None, float | None]:
    """Start and end in seconds; a time of day ("10:02 AM") tells no position in the recording."""
    if re.search(r"[AaPp]\.?[Mm]", match[0][-7:]):
        return None, None
    return clock_seconds(match["start"]), clock_seconds(match["end"]) if match["end"] else None
