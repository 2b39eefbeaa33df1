"""Trains the English pipeline: treebanks to spaCy's format, then spaCy's own training with `config.cfg`."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config

import trustsignals.pipeline.tokenizer
import trustsignals.training.english.augment  # noqa: F401  (both register what the config names)
from trustsignals.training.english.convert import read_split, write_docbin
from trustsignals.training.english.lemmas import without_rare_edits

CONFIG = Path(__file__).parent / "config.cfg"


def train_english(corpora: Path, work: Path) -> Language:
    """The trained pipeline, as spaCy leaves it after the last step.

    Args:
        corpora: folder with the treebanks.
        work: folder for the converted corpora and spaCy's checkpoints.
    """
    work.mkdir(parents=True, exist_ok=True)
    paths = {split: work / f"{split}.spacy" for split in ("train", "dev")}
    config = load_config(CONFIG, overrides={f"paths.{split}": str(path) for split, path in paths.items()})
    seed = config["system"]["seed"]
    write_docbin(without_rare_edits(read_split(corpora, "train")), paths["train"], seed=seed)
    write_docbin(read_split(corpora, "dev"), paths["dev"], seed=seed)
    nlp = init_nlp(config)
    # From here on the corpus is read anew in each epoch. With -1 from the beginning, spaCy would collect the labels from
    # its first hundred texts alone.
    nlp.config["training"]["max_epochs"] = -1
    checkpoints = work / "checkpoints"
    checkpoints.mkdir(exist_ok=True)
    train(nlp, checkpoints)
    return spacy.load(checkpoints / "model-last")
