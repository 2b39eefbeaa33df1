"""Texts as speech recognition and transcribers write them, with their annotation kept."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

_SOUNDS = {"mhm": ("Mm-hmm", "Mm-hm", "Uh-huh", "mm-hmm"), "mm": ("Mm-hmm", "Mm", "Mmm"), "hm": ("Hmm", "Hm-mm")}
_MARKS = (
    "[inaudible]", "[unintelligible]", "[crosstalk]", "[laughs]", "[laughter]", "[chuckles]", "[sighs]", "[crying]", "[pause]",
    "[silence]", "[INAUDIBLE]", "[Laughs]", "(laughs)", "(pause)", "(crying)", "(inaudible)", "<UNIN/>",
)  # fmt: skip
_PLACEHOLDERS = ("[NAME]", "[PERSON]", "[PERSON_1]", "[PERSON_2]", "[LOCATION]", "[CITY]", "[REDACTED]", "[name]")
_NAMES_LEFT_OUT = 0.2
_NO_APOSTROPHES = str.maketrans("", "", "'’")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an annotated text; `head` is the position of its head in the text, its own where it is a root."""

    text: str
    space: bool
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str


def words_of(doc: Doc) -> list[Word]:
    """The words of a Doc."""
    return [Word(t.text, bool(t.whitespace_), t.lemma_, t.pos_, t.tag_, str(t.morph), t.head.i, t.dep_) for t in doc]


def doc_of(words: list[Word], vocab: Vocab) -> Doc:
    """A Doc of the words."""
    return Doc(
        vocab,
        words=[word.text for word in words],
        spaces=[word.space for word in words],
        lemmas=[word.lemma for word in words],
        pos=[word.pos for word in words],
        tags=[word.tag for word in words],
        morphs=[word.morph for word in words],
        heads=[word.head for word in words],
        deps=[word.dep for word in words],
    )


def lower_cased(words: list[Word]) -> list[Word]:
    """The words in lower case; their lemmas too, but for "I", so that a name's lemma can be read off the text."""
    return [
        replace(word, text=word.text.lower(), lemma=word.lemma if word.lemma == "I" else word.lemma.lower()) for word in words
    ]


def without_punctuation(words: list[Word]) -> list[Word]:
    """The words without punctuation marks that nothing hangs on; a space stands where a mark stood."""
    with_dependants = {word.head for position, word in enumerate(words) if word.head != position}
    gone = {p for p, word in enumerate(words) if word.dep == "punct" and p not in with_dependants}
    kept = [position for position in range(len(words)) if position not in gone]
    new_position = {old: new for new, old in enumerate(kept)}
    return [replace(words[old], head=new_position[words[old].head], space=words[old].space or old + 1 in gone) for old in kept]


def without_apostrophes(words: list[Word]) -> list[Word]:
    """The words as in "dont" and "thats"."""
    return [replace(word, text=word.text.translate(_NO_APOSTROPHES) or word.text) for word in words]


def as_transcribed(words: list[Word], draw: random.Random) -> list[Word]:
    """The words with "--" for a dash, hyphenated back-channels, "[NAME]" for names, and marks of what else was heard.

    A mark is punctuation that hangs on the root of its sentence.
    """
    changed = [_transcribed(word, draw) for word in words]
    position = draw.randrange(len(changed))
    if not changed[position].space:
        return changed
    shifted = [replace(word, head=word.head + (word.head > position)) for word in changed]
    root = position
    while changed[root].head != root:
        root = changed[root].head
    text = draw.choice(_MARKS)
    mark = Word(text, True, text, "PUNCT", "NFP", "", root + (root > position), "punct")
    return [*shifted[: position + 1], mark, *shifted[position + 1 :]]


def _transcribed(word: Word, draw: random.Random) -> Word:
    if word.text in ("—", "–"):
        return replace(word, text="--", lemma="--", space=word.space or draw.random() < 0.5)
    if word.pos == "INTJ" and (sounds := _SOUNDS.get(word.text.lower())):
        text = draw.choice(sounds)
        return replace(word, text=text, lemma=text.lower())
    if word.tag == "NNP" and draw.random() < _NAMES_LEFT_OUT:
        text = draw.choice(_PLACEHOLDERS)
        return replace(word, text=text, lemma=text)
    return word
