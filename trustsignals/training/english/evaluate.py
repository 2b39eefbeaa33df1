"""Measures an English pipeline on treebanks: on their own words, and on the raw text as users have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab

from trustsignals.pipeline.tokenizer import build_tokenizer
from trustsignals.training.english.convert import make_doc
from trustsignals.training.english.treebank import Document, read_treebank
from trustsignals.training.english.variants import doc_of, lower_cased, without_punctuation, words_of

Scores = dict[str, float]

GOLD_COLUMNS = ("upos", "xpos", "features", "lemma", "uas", "las", "las_with_punct", "starts", "sentences")
_RAW_SCORES = {
    "tokens": "token_f",
    "upos": "pos_acc",
    "xpos": "tag_acc",
    "lemma": "lemma_acc",
    "uas": "dep_uas",
    "las": "dep_las",
    "sentences": "sents_f",
}
RAW_COLUMNS = tuple(_RAW_SCORES)

EWT = "EWT test"
SPOKEN = "GUM spoken, dev and test"
CONVERSATION = "GUM conversation, dev and test"
LOWER_CASED = "the same, lower-cased"
BARE = "the same, lower-cased and unpunctuated"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure in percent that a model must reach on the treebank's own words."""

    part: str
    column: str
    at_least: float


TARGETS = (
    Target(EWT, "upos", 94),
    Target(EWT, "lemma", 94),
    Target(EWT, "las", 80),
    Target(SPOKEN, "upos", 95),
    Target(CONVERSATION, "upos", 96),
    Target(CONVERSATION, "las", 82),
    Target(CONVERSATION, "sentences", 97),
    Target(LOWER_CASED, "upos", 95),
)


def read_parts(folder: Path, vocab: Vocab) -> dict[str, list[Doc]]:
    """The parts of the treebanks that figures are given for, by name; a Doc is a whole document."""

    def docs(documents: Iterable[Document]) -> list[Doc]:
        return [make_doc(document.sentences, vocab) for document in documents]

    gum_test = read_treebank(folder / "gum-ccby-test.conllu")
    gum = [*read_treebank(folder / "gum-ccby-dev.conllu"), *gum_test]
    conversation = docs(document for document in gum if document.genre == "conversation")
    lower = [lower_cased(words_of(doc)) for doc in conversation]
    return {
        EWT: docs(read_treebank(folder / "ewt-test.conllu")),
        "GUM test": docs(gum_test),
        SPOKEN: docs(document for document in gum if document.is_spoken),
        "GUM spoken, test alone": docs(document for document in gum_test if document.is_spoken),
        CONVERSATION: conversation,
        LOWER_CASED: [doc_of(words, vocab) for words in lower],
        BARE: [doc_of(without_punctuation(words), vocab) for words in lower],
    }


def read_dev_parts(folder: Path, vocab: Vocab) -> dict[str, list[Doc]]:
    """Parts like those of `read_parts`, of the development sets alone: what settings are chosen on."""
    gum = read_treebank(folder / "gum-ccby-dev.conllu")
    spoken = [make_doc(document.sentences, vocab) for document in gum if document.is_spoken]
    lower = [lower_cased(words_of(doc)) for doc in spoken]
    return {
        "EWT dev": [make_doc(document.sentences, vocab) for document in read_treebank(folder / "ewt-dev.conllu")],
        "GUM dev": [make_doc(document.sentences, vocab) for document in gum],
        "GUM spoken, dev": spoken,
        LOWER_CASED: [doc_of(words, vocab) for words in lower],
        BARE: [doc_of(without_punctuation(words), vocab) for words in lower],
    }


def score_on_gold_tokens(nlp: Language, docs: Iterable[Doc]) -> Scores:
    """Percentages where the words are given; UAS and LAS leave punctuation out but where named so.

    `starts` is F over the words that begin a sentence, without a text's first one; `sentences` is F over sentences with both
    ends right, which a single wrong boundary costs twice.
    """
    right: Counter[str] = Counter()
    words = unpunctuated = sentences = starts = 0
    for gold in docs:
        blank = Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
        doc = nlp(blank)
        for token, true in zip(doc, gold, strict=True):
            attached = token.head.i == true.head.i
            labelled = attached and token.dep == true.dep
            counts = true.dep_ != "punct"
            right["upos"] += token.pos == true.pos
            right["xpos"] += token.tag == true.tag
            right["features"] += token.morph == true.morph
            right["lemma"] += token.lemma == true.lemma
            right["uas"] += attached and counts
            right["las"] += labelled and counts
            right["las_with_punct"] += labelled
            unpunctuated += counts
        words += len(gold)
        found, expected = ({(sentence.start, sentence.end) for sentence in d.sents} for d in (doc, gold))
        right["sentences"] += 2 * len(found & expected)
        sentences += len(found) + len(expected)
        begun, to_begin = ({start for start, _ in spans if start} for spans in (found, expected))
        right["starts"] += 2 * len(begun & to_begin)
        starts += len(begun) + len(to_begin)
    totals = {"uas": unpunctuated, "las": unpunctuated, "starts": starts, "sentences": sentences}
    return {column: 100 * right[column] / totals.get(column, words) for column in GOLD_COLUMNS}


def score_on_raw_text(nlp: Language, docs: Iterable[Doc]) -> Scores:
    """Percentages (F) on the text of whole documents; a word that isn't cut as in the treebank counts as wrong."""
    scores = Scorer(nlp).score([Example(nlp(gold.text), gold) for gold in docs])
    return {column: 100 * scores[name] for column, name in _RAW_SCORES.items()}


def score_tokenizer(documents: Iterable[Document]) -> float:
    """Agreement of the transcript tokenizer with the treebank's words: F of exact words, in percent."""
    vocab = Vocab()
    tokenizer = build_tokenizer(vocab)
    golds = [make_doc(document.sentences, vocab) for document in documents]
    return 100 * float(Scorer.score_tokenization([Example(tokenizer(gold.text), gold) for gold in golds])["token_f"])


def measure(nlp: Language, parts: Mapping[str, Sequence[Doc]]) -> dict[str, dict[str, Scores]]:
    """All figures by kind of tokens ("gold" or "raw"), part and column."""
    return {
        "gold": {name: score_on_gold_tokens(nlp, docs) for name, docs in parts.items()},
        "raw": {name: score_on_raw_text(nlp, docs) for name, docs in parts.items()},
    }


def missed(scores: Mapping[str, Mapping[str, Scores]]) -> list[Target]:
    """The targets that the figures don't reach."""
    return [target for target in TARGETS if scores["gold"][target.part][target.column] < target.at_least]


def render(scores: Mapping[str, Scores], columns: Sequence[str]) -> str:
    """The figures as a Markdown table, a row for each part."""
    rows = [["", *columns], ["---", *("---:" for _ in columns)]]
    rows += [[name, *(f"{values[column]:.1f}" for column in columns)] for name, values in scores.items()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)
