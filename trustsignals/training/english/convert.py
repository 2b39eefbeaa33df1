"""From treebank documents to spaCy's training format, in the tokens of the treebank."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from trustsignals.training.english.treebank import Document, Sentence, Token, read_treebank

TREEBANKS = ("ewt", "gum-ccby")
LONGEST_CHUNK = 16

# Features that mark spelling or style, and those that EWT and GUM give to different words: as part of a label they would
# split what is one class to a learner.
_DROPPED_FEATURES = ("Typo", "Style", "Abbr", "ExtPos", "Foreign", "NumForm")
_DROPPED_BY_WORD = {
    ("PRON", "Person=2"): "Number",
    ("VERB", "Mood=Imp"): "Person",
    ("AUX", "Mood=Imp"): "Person",
    ("ADV", "Degree=Pos"): "Degree",
}


def read_split(folder: Path, split: str) -> list[Document]:
    """Documents of both treebanks' `split` ("train", "dev" or "test") in `folder`."""
    return [document for name in TREEBANKS for document in read_treebank(folder / f"{name}-{split}.conllu")]


def write_docbin(documents: Iterable[Document], path: Path, *, seed: int) -> None:
    """Writes the documents, cut into chunks, to a `.spacy` file."""
    vocab = Vocab()
    DocBin(docs=[make_doc(chunk, vocab) for chunk in cut(documents, seed=seed)]).to_disk(path)


def cut(documents: Iterable[Document], *, seed: int) -> Iterator[list[Sentence]]:
    """Chunks of up to sixteen sentences; every third one also ends where the speaker changes, as utterances do."""
    draw = random.Random(seed)  # noqa: S311
    for document in documents:
        chunk: list[Sentence] = []
        size, by_speaker = draw.randint(1, LONGEST_CHUNK), draw.random() < 1 / 3
        for sentence in document.sentences:
            other_speaker = by_speaker and chunk and sentence.speaker != chunk[-1].speaker
            if len(chunk) == size or other_speaker:
                yield chunk
                chunk = []
                size, by_speaker = draw.randint(1, LONGEST_CHUNK), draw.random() < 1 / 3
            chunk.append(sentence)
        yield chunk


def make_doc(sentences: Sequence[Sentence], vocab: Vocab) -> Doc:
    """A Doc with the treebank's own words and annotation.

    The training corpus aligns it with what our tokenizer makes of its text; words that can't be aligned teach nothing.
    """
    tokens = list(chain.from_iterable(sentence.tokens for sentence in sentences))
    lengths = [len(sentence.tokens) for sentence in sentences]
    starts = accumulate(lengths[:-1], initial=0)
    offsets = chain.from_iterable([start] * length for start, length in zip(starts, lengths, strict=True))
    return Doc(
        vocab,
        words=[token.text for token in tokens],
        spaces=[token.space for token in tokens],
        lemmas=[token.lemma for token in tokens],
        pos=[token.pos for token in tokens],
        tags=[token.tag for token in tokens],
        morphs=[features_of(token) for token in tokens],
        heads=[offset + token.head for offset, token in zip(offsets, tokens, strict=True)],
        deps=[token.dep for token in tokens],
    )


def features_of(token: Token) -> str:
    """Morphological features of a word, in the form on which both treebanks agree."""
    features = [feature for feature in token.morph.split("|") if feature.partition("=")[0] not in _DROPPED_FEATURES]
    drops = {_DROPPED_BY_WORD.get((token.pos, feature)) for feature in features}
    kept = [feature for feature in features if feature.partition("=")[0] not in drops]
    return "|".join("Number=Plur" if feature == "Number=Ptan" else feature for feature in kept)
