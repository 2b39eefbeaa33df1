"""Training texts in variants that are drawn anew in every epoch, from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Corpus, Example
from spacy.util import registry

from trustsignals.training.english.variants import (
    as_transcribed,
    doc_of,
    lower_cased,
    without_apostrophes,
    without_punctuation,
    words_of,
)

Augmenter = Callable[[Language, Example], Iterator[Example]]


@registry.readers("trustsignals.shuffled_corpus.v1")  # type: ignore[untyped-decorator]
def create_shuffled_corpus(path: Path, augmenter: Augmenter) -> Corpus:
    """A corpus in another order, and with other variants, each time it is read.

    spaCy's own reader can't do both: either it keeps the order, or it draws the variants only once.
    """
    return Corpus(path, augmenter=augmenter, shuffle=True)


@registry.augmenters("trustsignals.transcript_augmenter.v1")  # type: ignore[untyped-decorator]
def create_transcript_augmenter(
    seed: int, given_words: float, transcriber: float, lower_case: float, no_punctuation: float, no_apostrophes: float
) -> Augmenter:
    """An augmenter that gives back one variant of each text, most often the text itself.

    Args:
        seed: where the draws begin.
        given_words: share of texts that come in the treebank's words; the tokenizer cuts the others.
        transcriber: share of texts with the marks of transcribers: dashes, back-channels, placeholders, events.
        lower_case: share of texts that get lower-cased.
        no_punctuation: share of the lower-cased texts that lose their punctuation.
        no_apostrophes: share of the texts without punctuation that lose their apostrophes.
    """
    draw = random.Random(seed)  # noqa: S311

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        words = words_of(example.reference)
        changed = as_transcribed(words, draw) if draw.random() < transcriber else words
        if draw.random() < lower_case:
            changed = lower_cased(changed)
            if draw.random() < no_punctuation:
                changed = without_punctuation(changed)
                if draw.random() < no_apostrophes:
                    changed = without_apostrophes(changed)
        reference = doc_of(changed or words, nlp.vocab)
        if draw.random() < given_words:
            predicted = Doc(nlp.vocab, [t.text for t in reference], [bool(t.whitespace_) for t in reference])
        else:
            predicted = nlp.make_doc(reference.text)
        yield Example(predicted, reference)

    return augment
