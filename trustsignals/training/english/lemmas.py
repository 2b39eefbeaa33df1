"""Keeps rare lemmas, and so names and addresses of the corpora, out of the lemmatizer's edit trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from spacy.pipeline import EditTreeLemmatizer
from spacy.pipeline._edit_tree_internals.edit_trees import EditTrees
from spacy.strings import StringStore

from trustsignals.training.english.treebank import Document

# An edit ("-s", "went" to "go") is learned when words of at least so many documents have it.
DOCUMENT_FLOOR = 5
_NO_TREE = 2**32 - 1


def without_rare_edits(documents: Sequence[Document]) -> list[Document]:
    """The documents, without the lemmas that come from their words by an edit that few documents share."""
    trees = EditTrees(StringStore())
    documents_with: dict[int, set[str]] = defaultdict(set)
    for document in documents:
        for sentence in document.sentences:
            for token in sentence.tokens:
                documents_with[trees.add(token.text, token.lemma)].add(document.id)
    kept = []
    for document in documents:
        sentences = []
        for sentence in document.sentences:
            tokens = (
                token if len(documents_with[trees.add(token.text, token.lemma)]) >= DOCUMENT_FLOOR else replace(token, lemma="")
                for token in sentence.tokens
            )
            sentences.append(replace(sentence, tokens=tuple(tokens)))
        kept.append(replace(document, sentences=sentences))
    return kept


def prune_trees(lemmatizer: EditTreeLemmatizer) -> set[str]:
    """Removes the edit trees that no label uses; the strings of those that stay come back.

    Training leaves a tree for every pair of word and lemma that it meets, whether it is learned or not.
    """
    nodes = [lemmatizer.trees[tree] for tree in range(len(lemmatizer.trees))]
    position: dict[int, int] = {}
    pruned: list[dict[str, int]] = []

    def keep(node: int) -> int:
        if node == _NO_TREE:
            return node
        if node not in position:
            parts = {k: keep(v) if k in ("prefix_tree", "suffix_tree") else v for k, v in nodes[node].items()}
            position[node] = len(pruned)
            pruned.append(parts)
        return position[node]

    lemmatizer.cfg["labels"] = [keep(label) for label in lemmatizer.cfg["labels"]]
    lemmatizer.trees.from_json(pruned)
    return {lemmatizer.vocab.strings[node[k]] for node in pruned for k in ("orig", "subst") if k in node}
