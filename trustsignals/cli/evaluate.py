"""`trustsignals evaluate`: the figures of the shipped classifier."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trustsignals.cli.console import say


def evaluate(
    corpora: Annotated[Path, typer.Option("--corpora", metavar="DIR", help="Folder of the public corpora.")],
    data: Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Folder of the project's own coded data.")] = None,
    models: Annotated[Path | None, typer.Option("--models", metavar="DIR", help="Folder with behaviours/ in it.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Cross-validate anew instead of taking the stored predictions.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="Figures of the cue rules alone.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Worker processes, with --full.")] = 2,
) -> None:
    """Figures from cross-validation by series, session and scenario, beside the agreement of coders."""
    from trustsignals.artifacts import chosen_model
    from trustsignals.codebook import load_codebook
    from trustsignals.training import train as training
    from trustsignals.training.card import figure_tables
    from trustsignals.training.corpora import read_corpora
    from trustsignals.training.own_data import read_own_data

    codebook = load_codebook()
    utterances = [*read_corpora(corpora), *(read_own_data(data) if data else ())]
    if rules:
        from trustsignals.training.rule_figures import rule_table

        typer.echo("\n".join(rule_table(utterances, jobs=jobs)))
        return
    if full:
        by_role = training.observe_corpora(corpora, data, jobs=jobs, say=say)
        predictions = training.cross_validate_all(by_role, codebook, jobs=jobs, say=say, ablate=True)
    else:
        predictions = training.load_all_predictions(chosen_model("behaviours", models))
    figures = training.figures_from(predictions, utterances, codebook, data)
    typer.echo("\n".join(figure_tables(figures)))
