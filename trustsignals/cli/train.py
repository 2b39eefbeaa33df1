"""`trustsignals train`: build the classifier from the corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trustsignals.cli.console import say


def train(
    corpora: Annotated[Path, typer.Option("--corpora", metavar="DIR", help="Folder of the public corpora.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write the classifier to.")],
    data: Annotated[Path | None, typer.Option("--data", metavar="DIR", help="Folder of the project's own coded data.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Worker processes.")] = 2,
) -> None:
    """Train the classifier, measure it by cross-validation, and write it with its model card."""
    from trustsignals.training.card import figure_tables
    from trustsignals.training.train import train as train_classifier

    figures = train_classifier(corpora, out, data=data, jobs=jobs, say=say)
    typer.echo("\n".join(figure_tables(figures)))
