"""`trustsignals agreement`: how far two coders agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def agreement(
    first: Annotated[Path, typer.Argument(metavar="A", help="One coder's codings: CSV, or a JSON report.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="The other's.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON for tools.")] = False,
) -> None:
    """Kappa and alpha by code with intervals, and the items on which the coders differ."""
    import json
    from dataclasses import asdict

    from trustsignals.evaluation.agreement import agreement as agreement_of
    from trustsignals.evaluation.agreement import disagreements
    from trustsignals.evaluation.codings import read_codings

    one, two = read_codings(first), read_codings(second)
    by_code, differing = agreement_of(one, two), disagreements(one, two)
    if as_json:
        typer.echo(json.dumps({"codes": [asdict(c) for c in by_code], "disagreements": [asdict(d) for d in differing]}))
        return
    shared = len(one.keys() & two.keys())
    typer.echo(f"{shared} items coded by both, {len(one.keys() ^ two.keys())} by one alone")
    typer.echo(f"\n{'code':24} {'both':>5} {'A only':>7} {'B only':>7} {'kappa':>7} {'95 % interval':>16} {'alpha':>7}")
    for c in by_code:
        interval = "" if c.low is None or c.high is None else f"{c.low:.2f} to {c.high:.2f}"
        typer.echo(
            f"{c.code:24} {c.both:5} {c.only_first:7} {c.only_second:7} {_value(c.kappa)} {interval:>16} {_value(c.alpha)}"
        )
    typer.echo(f"\n{len(differing)} items coded differently")
    for d in differing:
        typer.echo(f"{d.item}: A only {', '.join(d.only_first) or '–'}; B only {', '.join(d.only_second) or '–'}")


def _value(value: float | None) -> str:
    return "      –" if value is None else f"{value:7.2f}"
