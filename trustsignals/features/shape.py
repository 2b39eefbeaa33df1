"""How it is said: length, questions, pronouns, openings, place in the session, and what is taken from the words before.

Everything is a term that is there or not, so that no feature needs scaling and each weight can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trustsignals.pipeline.observation import Observation
from trustsignals.session import is_back_channel, words_of

_LENGTHS = (1, 2, 3, 5, 8, 12, 18, 26, 40, 70)
_SHARES = (0.0, 0.1, 0.25, 0.4, 0.6, 0.8)
_WH = frozenset("what how why when where who which whose".split())
_AUXILIARY = frozenset("do does did is are am was were have has had can could would will should may might".split())
_ABOUT_YOU = frozenset("you your yours yourself you're you've you'd you'll youre youve".split())
_ABOUT_ME = frozenset("i me my mine myself i'm i've i'd i'll im ive".split())
_ABOUT_US = frozenset("we us our ours we're we'll we've let's".split())
_EMPTY = (
    _ABOUT_YOU
    | _ABOUT_ME
    | _ABOUT_US
    | frozenset(
        "a an the and or but so to of in on at for with that this it it's that's is are was were be been do did does have has had not "
        "no yeah yes um uh like just know well really very kind sort as if then there they them he she his her what how when from "
        "about because get got would could can will don't didn't i i'm okay right mm hmm".split()
    )
)
_OPENINGS = {
    "sounds": re.compile(r"^(?:and |but |so |okay |yeah |well |right )*(?:,\s*)?(?:it|that) (?:sounds|seems|looks|feels)\b"),
    "so_you": re.compile(r"^(?:okay |yeah |right |alright |um |uh )*(?:,\s*)?so,? (?:you|it|what|there|your|for you)"),
    "you": re.compile(r"^(?:and |but |okay |yeah |well |um )*(?:,\s*)?you(?:'re|'ve|r)?\b"),
    "tell_me": re.compile(r"\btell me\b"),
    "how_about": re.compile(r"\b(?:how|what) about\b"),
    "hearing": re.compile(
        r"\b(?:i'm hearing|what i hear|i hear you|if i understand|let me see if|it sounds like|in other words)\b"
    ),
    "on_one_hand": re.compile(r"\bon (?:the )?one hand\b|\bpart of you\b|\bat the same time\b"),
    "tag": re.compile(r"\b(?:right|okay|yeah|huh|isn't it|don't you|aren't you|is that right|correct)\s*\?\s*$"),
}
_SENTENCE = re.compile(r"[^.?!]+[.?!]?")
_NUMBER = re.compile(r"\d")
_MARK = re.compile(r"\[[^\]]*\]")


def shape_terms(observation: Observation) -> Sequence[str]:
    """The terms of `observation`."""
    return sorted(set(_terms(observation)))


def _steps(name: str, value: float, steps: Sequence[float]) -> Iterator[str]:
    """`name>step` for each step that `value` passes, so that a weight adds up along the scale."""
    for step in steps:
        if value > step:
            yield f"{name}>{step}"


def _terms(observation: Observation) -> Iterator[str]:
    text = observation.text.lower().replace("’", "'").strip()
    words = words_of(text)
    yield from _steps("words", len(words), _LENGTHS)
    if is_back_channel(text):
        yield "back_channel"
    if _NUMBER.search(text):
        yield "number"
    if _MARK.search(text):
        yield "mark"
    yield from _questions(text, words)
    yield from _longest_question(text, observation.before)
    for name, pronouns in (("you", _ABOUT_YOU), ("me", _ABOUT_ME), ("us", _ABOUT_US)):
        yield from _steps(name, sum(word in pronouns for word in words) / max(1, len(words)), (0.0, 0.05, 0.12))
    if words:
        yield f"first:{words[0]}"
        yield f"last:{words[-1]}"
    bare = re.sub(r"\s*,\s*", " ", text)
    for name, pattern in _OPENINGS.items():
        if pattern.search(bare):
            yield f"opening:{name}"
    if observation.position is not None:
        yield from _steps("position", observation.position, (0.0, 0.05, 0.2, 0.5, 0.8, 0.95))
    yield from _taken_up(words, observation.before)


def _questions(text: str, words: list[str]) -> Iterator[str]:
    if "?" in text:
        yield "question_mark"
        if text.rstrip().endswith("?"):
            yield "ends_with_question_mark"
        yield from _steps("question_marks", text.count("?"), (1, 2))
    starts = {sentence.split()[0] for sentence in re.split(r"[.?!,;]|--| and | but ", text) if sentence.split()}
    if starts & _WH:
        yield "wh_start"
        if "?" in text:
            yield "wh_question"
    if starts & _AUXILIARY:
        yield "auxiliary_start"
    if any(a in _AUXILIARY and b in {"you", "your"} for a, b in pairwise(words)):
        yield "auxiliary_you"
    if any(a in _WH for a in words[-3:]):
        yield "wh_last"


def _longest_question(text: str, before: tuple[str, ...]) -> Iterator[str]:
    """How long and how much about the other's own words the longest question is: a general one is short and takes up nothing."""
    questions = [words_of(sentence) for sentence in _SENTENCE.findall(text) if sentence.endswith("?")]
    if not questions:
        return
    longest = max(questions, key=len)
    yield from _steps("question_words", len(longest), (2, 4, 7, 11, 16))
    own = {word for word in longest if word not in _EMPTY and len(word) > 2}
    yield from _steps("question_content", len(own), (0, 1, 2, 4))
    if before and own & set(words_of(before[-1])):
        yield "question_takes_up_words"
    if any(word in _ABOUT_YOU for word in longest):
        yield "question_about_you"
    yield f"question_starts:{longest[0]}" if longest else "question_without_words"


def _taken_up(words: list[str], before: tuple[str, ...]) -> Iterator[str]:
    """How much of this utterance's content stood in the last words of the other, and in the words before that."""
    own = {word for word in words if word not in _EMPTY and len(word) > 2}
    for name, text in zip(("before", "before_that"), reversed(before), strict=False):
        theirs = words_of(text)
        if len(theirs) > 2:
            shared = own & {word for word in theirs if word not in _EMPTY}
            yield from _steps(f"shared_with_{name}", len(shared) / max(1, len(own)), _SHARES)
            yield from _steps(f"shared_words_with_{name}", len(shared), (1, 2, 4))
        if name == "before":
            yield from _steps("words_before", len(theirs), (2, 10, 30))
            if "?" in text:
                yield "asked_before"
            if is_back_channel(text):
                yield "back_channel_before"
