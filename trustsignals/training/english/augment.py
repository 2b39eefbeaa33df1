"""Variants of training texts as speech recognition and transcribers write them; drawn anew in every epoch, from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Corpus, Example

Augmenter = Callable[[Language, Example], Iterator[Example]]

_SOUNDS = {"mhm": ("Mm-hmm", "Mm-hm", "Uh-huh", "mm-hmm"), "mm": ("Mm-hmm", "Mm", "Mmm"), "hm": ("Hmm", "Hm-mm")}
_APOSTROPHES = str.maketrans("", "", "'’")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a training text; `head` is the position of its head in the text."""

    text: str
    space: bool
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str


@spacy.registry.readers("trustsignals.shuffled_corpus.v1")
def create_shuffled_corpus(path: Path, augmenter: Augmenter) -> Corpus:
    """A corpus in another order, and with other variants, each time it is read.

    spaCy's own reader can't do both: either it keeps the order, or it draws the variants only once.
    """
    return Corpus(path, augmenter=augmenter, shuffle=True)


@spacy.registry.augmenters("trustsignals.transcript_augmenter.v1")
def create_transcript_augmenter(
    seed: int, lower_case: float, no_punctuation: float, no_apostrophes: float, transcriber: float
) -> Augmenter:
    """An augmenter that gives back one variant of each text, most often the text itself.

    Args:
        seed: where the draws begin.
        lower_case: share of texts that get lower-cased.
        no_punctuation: share of the lower-cased texts that lose their punctuation.
        no_apostrophes: share of the texts without punctuation that lose their apostrophes.
        transcriber: share of texts with dashes and back-channels as transcribers write them.
    """
    draw = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        words = _words(example.reference)
        changed = words
        if draw.random() < transcriber:
            changed = _as_transcribed(changed, draw)
        if draw.random() < lower_case:
            changed = [_lower(word) for word in changed]
            if draw.random() < no_punctuation:
                changed = _without_punctuation(changed)
                if draw.random() < no_apostrophes:
                    changed = [replace(word, text=word.text.translate(_APOSTROPHES) or word.text) for word in changed]
        if changed == words or not changed:
            yield example
            return
        reference = _doc(changed, nlp)
        yield Example(nlp.make_doc(reference.text), reference)

    return augment


def _words(doc: Doc) -> list[Word]:
    return [
        Word(
            token.text,
            bool(token.whitespace_),
            token.lemma_,
            token.pos_,
            token.tag_,
            str(token.morph),
            token.head.i,
            token.dep_,
        )
        for token in doc
    ]


def _doc(words: list[Word], nlp: Language) -> Doc:
    columns: dict[str, Any] = {
        "words": [word.text for word in words],
        "spaces": [word.space for word in words],
        "lemmas": [word.lemma for word in words],
        "pos": [word.pos for word in words],
        "tags": [word.tag for word in words],
        "morphs": [word.morph for word in words],
        "heads": [word.head for word in words],
        "deps": [word.dep for word in words],
    }
    return Doc(nlp.vocab, **columns)


def _lower(word: Word) -> Word:
    """The word in lower case; its lemma too, so that names keep the lemma that can be read off the text."""
    lemma = word.lemma if word.text in ("I", "i") else word.lemma.lower()
    return replace(word, text=word.text.lower(), lemma=lemma)


def _as_transcribed(words: list[Word], draw: random.Random) -> list[Word]:
    """The words with "--" for a dash and with hyphenated back-channels."""
    changed = []
    for word in words:
        if word.text in ("—", "–"):
            word = replace(word, text="--", space=word.space or draw.random() < 0.5)
        elif word.pos == "INTJ" and (sounds := _SOUNDS.get(word.text.lower())):
            text = draw.choice(sounds)
            word = replace(word, text=text, lemma=text.lower())
        changed.append(word)
    return changed


def _without_punctuation(words: list[Word]) -> list[Word]:
    """The words without punctuation marks that nothing hangs on; a mark between two words leaves a space."""
    has_dependants = {word.head for position, word in enumerate(words) if word.head != position}
    gone = {p for p, word in enumerate(words) if word.pos == "PUNCT" and p not in has_dependants and word.dep == "punct"}
    kept = [position for position in range(len(words)) if position not in gone]
    new_position = {old: new for new, old in enumerate(kept)}
    return [
        replace(words[old], head=new_position[words[old].head], space=words[old].space or old + 1 in gone) for old in kept
    ]
