"""Which words before a colon are somebody's name: by their look, and by how often they come back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from trustsignals.roles.labels import is_either, is_interchangeable, role_of_label

MAX_LABEL = 60
"""Characters that a label may have."""

_MAX_WORDS = 6
# So few lines with a colon may be the whole conversation; in a longer one a label that comes once is likelier a sentence.
_SHORT_TRANSCRIPT = 10
_PHRASE_SHARE = 0.05
_PHRASE_COUNT = 3

# English words that sentences have and names don't.
_SENTENCE_WORDS = frozenset((
    "i", "i'm", "i've", "i'd", "i'll", "you", "you're", "he", "he's", "she", "she's", "it", "it's", "its", "we", "we're",
    "they", "me", "him", "us", "them", "my", "your", "his", "her", "our", "their", "is", "was", "are", "were", "be", "been",
    "am", "has", "have", "had", "do", "does", "did", "don't", "can", "can't", "could", "should", "would", "will", "won't",
    "said", "says", "say", "saying", "asked", "told", "think", "thought", "know", "knew", "feel", "felt", "mean", "like",
    "that", "that's", "this", "these", "those", "the", "a", "an", "to", "with", "at", "on", "in", "into", "from", "as",
    "if", "so", "because", "but", "or", "not", "no", "yes", "yeah", "just", "then", "than", "there", "here", "what",
    "what's", "when", "where", "why", "how", "who", "which", "about", "over", "all", "one", "thing", "things", "example",
    "instance", "basically", "well", "ok", "okay", "right",
))  # fmt: skip
# A label of one such word may still be a name: I (interviewer), A (answer), Me.
_SINGLE = (_SENTENCE_WORDS - {"i", "a", "me", "one"}) | {"http", "https", "ps", "nb", "honestly", "yep", "oh", "um", "uh"}
_LONG_TITLES = frozenset(("prof", "ther", "couns", "psych", "client", "therapist"))
METADATA = frozenset((
    "date", "time", "duration", "length", "location", "place", "topic", "subject", "title", "session", "recording",
    "recorded", "transcript", "transcription", "transcribed", "transcriber", "participants", "speakers", "attendees",
    "present", "file", "filename", "notes", "note", "key", "legend", "source", "url", "version", "language", "page",
    "summary", "agenda", "keywords", "tags", "id", "setting", "warning", "disclaimer",
))  # fmt: skip
"""First words of the lines that stand above a transcript."""

_FORBIDDEN = re.compile(r"[?!;\"“”„…=<>{}|\\]|\.\.")
_PARTICLES = frozenset((
    "van", "von", "der", "den", "de", "del", "della", "da", "di", "du", "la", "le", "el", "al", "bin", "ibn", "ben", "y",
    "e", "zu", "ter", "ten", "op", "st", "of", "and", "und", "et",
))  # fmt: skip


def could_be_name(label: str) -> bool:
    """True where `label` looks like a speaker's label and not like the beginning of a sentence.

    >>> [could_be_name(text) for text in ("Dr. O'Neill (therapist)", "SPEAKER_00", "王医生", "So I told him", "12:30")]
    [True, True, True, False, False]
    """
    if not 0 < len(label) <= MAX_LABEL or _FORBIDDEN.search(label) or not any(map(str.isalnum, label)):
        return False
    words = label.split()
    if len(words) > _MAX_WORDS or label.count(",") > 1 or re.search(r"\d:\d", label):
        return False
    bare = [word.strip(".,:()[]'’").replace("’", "'").casefold() for word in words]
    if len(words) == 1:
        return bare[0] not in _SINGLE
    if any(word in _SENTENCE_WORDS for word in _meaningful(bare)):
        return False
    # A dot ends a sentence unless it ends a title or an initial; a bracket that doesn't close is a mark of the transcriber.
    dotted = [word.rstrip(".,") for word in words if word.endswith(".")]
    balanced = all(label.count(first) == label.count(last) for first, last in ("()", "[]"))
    return balanced and all(len(word) <= 3 or word.casefold() in _LONG_TITLES for word in dotted)


def _meaningful(words: list[str]) -> list[str]:
    """The words of a label but for "one" and letters after another word ("speaker one", "Person A", "Malcolm I")."""
    return [words[0], *(word for word in words[1:] if word not in {"one", "a", "i"})]


def is_phrase(label: str) -> bool:
    """True for several words of which some begin with a small letter, and which are no role: "the plan for today"."""
    words = [word for word in label.split() if word.casefold() not in _PARTICLES]
    small = [word for word in words if word[:1].islower()]
    return bool(small) and len(label.split()) > 1 and not tells(label)


def tells(label: str) -> bool:
    """True where the label tells a role or only numbers a voice, so that once is enough."""
    return role_of_label(label) is not None or is_either(label) or is_interchangeable(label)


def find_roster(candidates: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """The labels among `candidates` that are speakers, as `label_key` writes them.

    Labels come back, sentences don't. A label that comes once is a speaker where it tells a role, where it has a time of its
    own, or where the whole transcript is short. Several words in small letters must come back often.

    Args:
        candidates: label of each line that begins with one, and whether the line has a time too.
    """
    counts: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    timed: set[str] = set()
    for label, has_time in candidates:
        key = label_key(label)
        # Looks are judged once a label, not once a line.
        if key not in spelling:
            spelling[key] = label
        counts[key] += 1
        if has_time:
            timed.add(key)
    plausible = {key: count for key, count in counts.items() if could_be_name(spelling[key])}
    total = sum(plausible.values())
    return frozenset(key for key, count in plausible.items() if _is_speaker(spelling[key], count, total, key in timed))


def label_key(label: str) -> str:
    """The label without regard to case and blanks, so that "T" and "t" are one speaker."""
    return " ".join(label.split()).casefold()


def _is_speaker(label: str, count: int, total: int, has_time: bool) -> bool:
    """Whether a plausible label with so many lines, of so many in all, is a speaker."""
    first = label.split()[0].strip(".,").casefold()
    if first in METADATA and not (count >= _PHRASE_COUNT or is_interchangeable(label)):
        return False
    if tells(label):
        return True
    if is_phrase(label):
        return count >= _PHRASE_COUNT and count >= _PHRASE_SHARE * total
    return count > 1 or (not label[:1].islower() and (has_time or total < _SHORT_TRANSCRIPT))
