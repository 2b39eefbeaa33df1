"""`trustsignals check`: what was read, without analysing it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trustsignals.cli.console import complain
from trustsignals.cli.options import FromFormat, Roles, SessionId, parse_roles


def check(
    transcripts: Annotated[list[Path], typer.Argument(metavar="TRANSCRIPT…", help="Files to read; - reads stdin.")],
    role: Roles = None,
    session: SessionId = None,
    from_format: FromFormat = None,
) -> None:
    """What was understood: format, speakers, roles, turns, and lines that were left out."""
    from trustsignals.cli.reading import read_all
    from trustsignals.errors import TrustSignalsError
    from trustsignals.report.summary import session_summary

    failed = False
    for path in transcripts:
        try:
            for number, found in enumerate(read_all(path, roles=parse_roles(role), session=session, format=from_format)):
                if number:
                    typer.echo()
                typer.echo(session_summary(found))
        except TrustSignalsError as error:
            complain(str(error))
            failed = True
    if failed:
        raise typer.Exit(1)
