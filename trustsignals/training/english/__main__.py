"""`python -m trustsignals.training.english`: trains, measures and writes the English pipeline, or only measures one."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from trustsignals.pipeline.english import load_english
from trustsignals.training.english.card import render_card
from trustsignals.training.english.convert import cut, make_doc, read_split
from trustsignals.training.english.cost import Cost, measure_cost
from trustsignals.training.english.evaluate import (
    GOLD_COLUMNS,
    RAW_COLUMNS,
    TARGETS,
    Scores,
    measure,
    missed,
    read_parts,
    render,
    score_tokenizer,
)
from trustsignals.training.english.package import VERSION, complete, strip, write_model
from trustsignals.training.english.train import train_english


def main() -> int:
    """Exit status: 0 when all targets are reached, else 1."""
    parser = argparse.ArgumentParser(prog="python -m trustsignals.training.english", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the treebanks, or the one above it")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("-o", "--output", type=Path, help="train, and write the model to this folder")
    what.add_argument("--evaluate", type=Path, metavar="MODEL", help="only measure the model in this folder")
    options = parser.parse_args()
    corpora = options.corpora / "ud" if (options.corpora / "ud").is_dir() else options.corpora
    if options.evaluate:
        return report(*_measured(options.evaluate, corpora))
    train = read_split(corpora, "train")
    agreement = {
        "EWT": score_tokenizer(document for document in train if not document.genre),
        "GUM written": score_tokenizer(document for document in train if document.genre and not document.is_spoken),
        "GUM spoken": score_tokenizer(document for document in train if document.is_spoken),
    }
    for name, percent in agreement.items():
        sys.stdout.write(f"tokenizer and treebank agree on {percent:.2f} % of the words of {name}, training part\n")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as work:
        trained = train_english(corpora, Path(work))
    write_model(strip(trained), options.output)
    facts = {
        "version": VERSION,
        "minutes": (time.monotonic() - started) / 60,
        "train_words": sum(len(s.tokens) for document in train for s in document.sentences),
        "agreement": agreement,
        "spacy": version("spacy"),
        "thinc": version("thinc"),
    }
    scores, cost = _measured(options.output, corpora)
    card = render_card(load_english(options.output), scores, cost, facts)
    complete(options.output, card, {**scores, "cost": asdict(cost)})
    return report(scores, cost)


def report(scores: dict[str, dict[str, Scores]], cost: Cost) -> int:
    """Prints all figures, and each target with its figure; 0 when all are reached, else 1."""
    out = [
        "Words of the treebank given, whole documents, percent:",
        render(scores["gold"], GOLD_COLUMNS),
        "\nFrom raw text with the model's own tokenizer, F in percent:",
        render(scores["raw"], RAW_COLUMNS),
        f"\n{cost.size_mb:.2f} MB on disk, loaded in {cost.load_s:.2f} s, {cost.words_per_s:,.0f} words/s\n",
    ]
    unreached = missed(scores)
    for target in TARGETS:
        value = scores["gold"][target.part][target.column]
        mark = "MISSED " if target in unreached else "reached"
        out.append(f"{mark} {target.part}: {target.column} {value:.2f}, target {target.at_least}")
    out.append(f"{'reached' if cost.is_within_limits else 'MISSED '} size, time to load and speed")
    sys.stdout.write("\n".join(out) + "\n")
    return 1 if unreached or not cost.is_within_limits else 0


def _measured(model: Path, corpora: Path) -> tuple[dict[str, dict[str, Scores]], Cost]:
    nlp = load_english(model)
    scores = measure(nlp, read_parts(corpora, nlp.vocab))
    texts = [make_doc(chunk, nlp.vocab).text for chunk in cut(read_split(corpora, "dev"), seed=0)]
    return scores, measure_cost(model, texts)


if __name__ == "__main__":
    sys.exit(main())
