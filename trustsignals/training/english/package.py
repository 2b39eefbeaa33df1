"""Turns what spaCy's training leaves into the folder that ships: no word of the corpora, no paths, a card, a manifest."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from trustsignals.artifacts import write_manifest
from trustsignals.training.english.card import LICENCE, LICENCE_NOTICE
from trustsignals.training.english.lemmas import prune_trees

NAME = "english"
VERSION = "0.1.0"


def strip(trained: Language) -> Language:
    """The trained pipeline on a new vocabulary, which holds labels and lemma edits but no word of the corpora."""
    pipes: dict[str, Any] = dict(trained.pipeline)
    strings = prune_trees(pipes["trainable_lemmatizer"])
    for name in ("tagger", "morphologizer", "parser"):
        strings.update(pipes[name].labels)
    # The parser's own labels leave out those that stand for a crossing relation, such as "obj||xcomp".
    strings.update(move.partition("-")[2] for move in pipes["parser"].move_names)
    config = trained.config.copy()
    config["paths"] = dict.fromkeys(config["paths"])
    stripped = spacy.util.load_model_from_config(config)
    for string in sorted(strings):
        stripped.vocab.strings.add(string)
    new_here = ["vocab", "config", "meta"]
    stripped.from_bytes(trained.to_bytes(exclude=new_here), exclude=new_here)
    stripped.meta.update(
        name=NAME,
        version=VERSION,
        license=LICENCE,
        author="The Trust Signals maintainers",
        description="English pipeline for transcripts, trained on UD English EWT and GUM.",
        performance={},
    )
    return stripped


def write_model(nlp: Language, directory: Path) -> None:
    """Writes the model and its licence to `directory`, whose former files go."""
    if directory.exists():
        shutil.rmtree(directory)
    nlp.to_disk(directory)
    (directory / "LICENSE").write_text(LICENCE_NOTICE, encoding="utf-8")
    write_manifest(directory, name=NAME, version=VERSION, licence=LICENCE, scores={})


def complete(directory: Path, card: str, scores: dict[str, Any]) -> None:
    """Adds the card, and the scores in the manifest, to a model that `write_model` wrote."""
    (directory / "model_card.md").write_text(card, encoding="utf-8")
    write_manifest(directory, name=NAME, version=VERSION, licence=LICENCE, scores=scores)
