"""The shipped English pipeline: tags, lemmas, sentences and dependencies."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language

import trustsignals.pipeline.tokenizer  # noqa: F401  (registers the tokenizer that the model's config names)
from trustsignals.artifacts import model_path, verify


def load_english(path: Path | None = None) -> Language:
    """The English pipeline, after its checksums were verified; each call loads it anew.

    Args:
        path: folder of a model; None for the one that is shipped.

    Raises:
        ArtifactError: the model is missing, or a file in it is not what its manifest says.
    """
    directory = model_path("english") if path is None else path
    verify(directory)
    return spacy.load(directory)
