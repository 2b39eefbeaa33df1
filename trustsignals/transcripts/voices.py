"""Who speaks in a cue: voice tags, `Name: ` and `[SPEAKER_00]: ` before the words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from trustsignals.transcripts.cues import Cue
from trustsignals.transcripts.heads import Head, parse_head
from trustsignals.transcripts.names import could_be_name, find_roster, is_phrase, label_key, tells
from trustsignals.transcripts.raw import RawUtterance

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?(?:[ \t]+([^<>]{0,200}))?>")
_TAG = re.compile(r"</?(?:v|i|b|u|c|s|em|ruby|rt|lang|font|span)(?:[.\s][^<>]{0,200})?>|<\d[\d:.]{3,14}>|\{\\an?\d\}", re.I)
_CHEVRONS = re.compile(r"\s*(?:>>|&gt;&gt;)+\s*")


def pieces_of_cues(cues: Iterable[Cue]) -> list[RawUtterance]:
    """The pieces of speech in the cues; one cue may hold several.

    A piece without a label in a cue that begins with one belongs to that speaker. A cue without any label has no speaker:
    nobody knows whether the one before goes on.
    """
    cues = list(cues)
    if names := _names_above(cues):
        return [
            RawUtterance(name, "\n".join(map(_plain, cue.lines[1:])), cue.start_s, cue.end_s, cue.id)
            for name, cue in zip(names, cues, strict=True)
        ]
    tagged = [list(_voices(cue.lines)) for cue in cues]
    plain = [
        [parse_head(line) for line in words.split("\n")] if voice is None else []
        for voices in tagged for voice, words in voices
    ]  # fmt: skip
    roster = find_roster((head.label, False) for heads in plain for head in heads if head.label)
    heads_of = iter(plain)
    pieces: list[RawUtterance] = []
    for cue, voices in zip(cues, tagged, strict=True):
        for voice, words in voices:
            heads = next(heads_of)
            spoken = [(voice, words)] if voice is not None else _labelled(words.split("\n"), heads, roster)
            pieces += [RawUtterance(label, text, cue.start_s, cue.end_s, cue.id) for label, text in spoken]
    return pieces


def _names_above(cues: Sequence[Cue]) -> list[str]:
    """The first line of each cue where all of these are names that come back (Teams' older shape); else nothing."""
    names = [cue.lines[0].strip() for cue in cues if len(cue.lines) > 1]
    if not names or len(names) < len(cues):
        return []
    distinct = {label_key(name): name for name in names}
    looks = all(could_be_name(name) and not is_phrase(name) for name in distinct.values())
    known = all(tells(name) for name in distinct.values())
    return names if looks and (known or 2 * len(distinct) <= len(names)) and len(distinct) > 1 else []


def _voices(lines: Sequence[str]) -> Iterator[tuple[str | None, str]]:
    """Voice and words of each part of a cue; the closing tag may be missing, and then the next voice ends the part."""
    text = "\n".join(lines)
    parts = _VOICE.split(text)
    if before := _plain(parts[0]):
        yield None, before
    for voice, words in zip(parts[1::2], parts[2::2], strict=True):
        yield html.unescape(voice or "").strip() or None, _plain(words)


def _plain(text: str) -> str:
    """The words without tags, with the characters that entities stand for."""
    if chevrons := _CHEVRONS.match(text):  # captions mark a change of speaker so
        text = text[chevrons.end() :]
    return html.unescape(_TAG.sub("", text)).strip() if "<" in text or "&" in text or "{" in text else text.strip()


def _labelled(lines: Sequence[str], heads: Sequence[Head], roster: frozenset[str]) -> list[tuple[str | None, str]]:
    """Label and words of a cue's lines."""
    spoken: list[tuple[str | None, str]] = []
    for line, head in zip(lines, heads, strict=True):
        if head.label is not None and label_key(head.label) in roster:
            spoken.append((head.label, head.text))
        elif spoken:
            label, words = spoken[-1]
            spoken[-1] = (label, f"{words}\n{line}")
        else:
            spoken.append((None, line))
    return spoken
