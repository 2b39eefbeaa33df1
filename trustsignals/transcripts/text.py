"""Reader of plain text and Markdown: names before, above or beside the words, with times or without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trustsignals.roles.labels import is_interchangeable
from trustsignals.transcripts.heads import Head, parse_head
from trustsignals.transcripts.names import METADATA, could_be_name, find_roster, is_phrase, label_key, tells
from trustsignals.transcripts.raw import RawSession, RawUtterance
from trustsignals.transcripts.source import Source

_RULE = re.compile(r" {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,}|={3,}|```\S*)\s*")
_HEADING = re.compile(r" {0,3}#{1,6} ")
_FOOTER = re.compile(
    r"transcribed by https?://\S+|[^:.?!]{1,60} stopped transcription\.?|meeting ended after \S{1,20}.{0,5}|"
    r"this editable transcript was computer generated.{0,60}|\[?end of (?:transcript|recording)\]?\.?",
    re.I,
)
_STARTED = re.compile(r"[^:.?!]{1,60} started transcription\.?", re.I)
_LONGEST_FRAME = 120  # characters of such a line
_FRAME = 15  # lines at the beginning and at the end in which they stand
_NUMBERED = re.compile(r"([^\W\d_]{1,12}) ?(\d{1,5})")
_SENTENCE_END = re.compile(r"[^\W\d_]{3}\.$|[?!,…]$")  # and not the dot of "J. D."
_MANY_NUMBERS = 5
_BARE_LABEL = 40
_BARE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """One line with what its beginning may mean.

    Attributes:
        raw: the line without outer blanks.
        head: the head that it may have.
        after_gap: whether the line before it is blank, a lone time, or missing.
        before_text: whether the next line has words.
    """

    raw: str
    head: Head
    after_gap: bool
    before_text: bool


def read_text(source: Source) -> list[RawSession]:
    """The one session of a text.

    Raises:
        TranscriptError: no line begins with a speaker's name.
    """
    session = session_of_lines(source.lines)
    if session is None:
        raise source.error(
            'no line begins with a speaker\'s name; write each turn as "Name: words", or the name on a line above the words.'
        )
    return [session]


def looks_like_text(text: str) -> bool:
    """True where lines of `text` begin with labels that come back or tell a role."""
    return session_of_lines(text.split("\n")) is not None


def session_of_lines(texts: Sequence[str]) -> RawSession | None:
    """The session that the lines tell, or None where no speaker is found."""
    lines = _lines_of(texts)
    roster = find_roster((line.head.label, line.head.has_time) for line in lines if line.head.label)
    bare = _bare_roster(lines)
    inline = sum(line.head.label is not None and label_key(line.head.label) in roster for line in lines)
    beside = sum(_is_bare(line, bare) for line in lines)
    if not roster and not bare:
        return None
    if beside > inline or not roster:
        return _session(_turns(lines, frozenset(), bare))
    # A list of labels may stand above the words in another shape than the turns; only one shape is read.
    return _session(_turns(lines, roster, frozenset()))


def _lines_of(texts: Sequence[str]) -> list[Line]:
    """The lines that may belong to the conversation: without headings, rules, footers and what Teams puts around it."""
    kept = [text.strip().lstrip(">").lstrip() for text in texts]  # quotes in Markdown, changes of speaker in captions
    for number, text in enumerate(kept[:_FRAME]):
        if len(text) < _LONGEST_FRAME and _STARTED.fullmatch(text):
            kept = kept[number + 1 :]
            break
    for number in range(max(0, len(kept) - _FRAME), len(kept)):
        if len(kept[number]) < _LONGEST_FRAME and _FOOTER.fullmatch(kept[number]):
            kept[number] = ""
    kept = ["" if _RULE.fullmatch(text[:80]) or _HEADING.match(text) else text for text in kept]
    heads = [parse_head(text) for text in kept]
    return [
        Line(
            text,
            head,
            after_gap=number == 0 or not kept[number - 1] or heads[number - 1].is_time_alone,
            before_text=number + 1 < len(kept) and bool(kept[number + 1]),
        )
        for number, (text, head) in enumerate(zip(kept, heads, strict=True))
    ]


def _bare_roster(lines: Sequence[Line]) -> frozenset[str]:
    """Labels that stand on lines of their own, with the words below."""
    blocks = sum(line.after_gap and bool(line.raw) and not line.head.is_time_alone for line in lines)
    names = [_bare_label(line) for line in lines if _may_be_bare(line)]
    counts = Counter(label_key(name) for name in names)
    spelling = {label_key(name): name for name in reversed(names)}
    whole = len(names) >= blocks <= 10  # in a short text in which every block begins with a name, once is enough
    roster = {
        key for key, count in counts.items()
        if tells(spelling[key]) or _is_bare_name(spelling[key], count, blocks, whole)
    }  # fmt: skip
    often = sum(counts[key] for key in roster) >= 0.3 * blocks
    return frozenset(roster) if len(roster) > 1 and often else frozenset()


def _is_bare_name(label: str, count: int, blocks: int, whole: bool) -> bool:
    """Whether a line that tells no role is a name, where it begins so many of the blocks."""
    if is_phrase(label) or label[:1].islower():
        return count >= _MANY_NUMBERS and count >= _BARE_SHARE * blocks
    return count > 1 or whole


def _may_be_bare(line: Line) -> bool:
    """Whether the line may hold nothing but a name."""
    label = _bare_label(line)
    if line.head.label is not None or not 0 < len(label) <= _BARE_LABEL or label.endswith((".", ",", "?", "!")):
        return False
    if label.split()[0].casefold() in METADATA or not could_be_name(label):
        return False
    return tells(label) or (line.after_gap and line.before_text)


def _bare_label(line: Line) -> str:
    """The line without emphasis and brackets."""
    return line.raw.strip("*_`[] ")


def _is_bare(line: Line, roster: frozenset[str]) -> bool:
    """Whether the line is a name of `roster` and nothing else."""
    return bool(roster) and line.head.label is None and label_key(_bare_label(line)) in roster and _may_be_bare(line)


def _turns(lines: Sequence[Line], roster: frozenset[str], bare: frozenset[str]) -> tuple[list[RawUtterance], int, bool]:
    """The turns, the number of lines before the first one, and whether WhisperX wrote them (a line a cue)."""
    turns: list[RawUtterance] = []
    words: list[str] = []
    preamble, machine = 0, True
    time = Head(None, "")
    first = _first_turn(lines, roster) if roster else 0
    for number, line in enumerate(lines):
        head = line.head
        is_turn = head.label is not None and label_key(head.label) in roster
        if number < first:
            preamble += bool(line.raw)
        elif is_turn or _is_bare(line, bare):
            _close(turns, words)
            begun = head if head.has_time else replace(head, start_s=time.start_s, end_s=time.end_s)
            label = (head.label or "") if is_turn else _bare_label(line)
            turns.append(RawUtterance(label, "", begun.start_s, begun.end_s, head.number if is_turn else None))
            words = [head.text] if is_turn else []
            machine = machine and head.bracketed and is_interchangeable(label)
        elif head.is_time_alone:
            time = head
            continue  # the time belongs to the next name, so it isn't forgotten below
        elif turns:
            words.append(line.raw)
        else:
            preamble += bool(line.raw)
        if line.raw:
            time = Head(None, "")
    _close(turns, words)
    return turns, preamble, machine


def _close(turns: list[RawUtterance], words: Iterable[str]) -> None:
    """Give the last turn its words."""
    if turns:
        turns[-1] = replace(turns[-1], text="\n".join(words))


def _first_turn(lines: Sequence[Line], roster: frozenset[str]) -> int:
    """Index of the first turn after a block such as "Date: …, Therapist: …", or 0 where there is none.

    The block ends with the first blank line. It is one where a line of it has a metadata word before its colon, no label
    stands twice in it, and nothing in it reads like speech.
    """
    block: list[Line] = []
    for line in lines:
        if line.raw:
            block.append(line)
        elif block:
            break
    heads = [line.head for line in block if line.head.label]
    labels = [label_key(head.label or "") for head in heads]
    metadata = any(label.split()[0] in METADATA and label not in roster for label in labels if label)
    spoken = any(len(head.text.split()) > 6 or _SENTENCE_END.search(head.text[-5:]) for head in heads)
    if not metadata or spoken or len(labels) != len(set(labels)) or len(block) == sum(bool(line.raw) for line in lines):
        return 0
    return next(number for number, line in enumerate(lines) if line is block[-1]) + 1


def _session(read: tuple[list[RawUtterance], int, bool]) -> RawSession | None:
    """The session of turns, with a note on lines before the first one."""
    turns, preamble, machine = read
    if not turns:
        return None
    notes = (f"{preamble} lines before the first speaker were left out",) if preamble else ()
    return RawSession(tuple(_without_turn_numbers(turns)), joins=machine, notes=notes)


def _without_turn_numbers(turns: list[RawUtterance]) -> list[RawUtterance]:
    """Turns whose labels count the turns (T1, C1, T2, C2 …) with the bare label; the counted one becomes the id."""
    parts = [_NUMBERED.fullmatch(turn.speaker or "") for turn in turns]
    uses = Counter(turn.speaker for turn in turns)
    numbers = Counter(part[1] for turn, part in zip(turns, parts, strict=True) if part and uses[turn.speaker] == 1)
    repeated = {part[1] for turn, part in zip(turns, parts, strict=True) if part and uses[turn.speaker] > 1}
    counted = {name for name, count in numbers.items() if count >= _MANY_NUMBERS and name not in repeated}
    return [
        replace(turn, speaker=part[1], source_id=turn.speaker)
        if part and part[1] in counted and not is_interchangeable(turn.speaker or "") else turn
        for turn, part in zip(turns, parts, strict=True)
    ]  # fmt: skip
