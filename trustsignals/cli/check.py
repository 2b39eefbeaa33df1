"""`trustsignals check`: what was read, without analysing it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trustsignals.cli.console import complain
from trustsignals.cli.options import FromFormat, Merge, Roles, SessionId, parse_roles


def check(
    transcripts: Annotated[list[Path], typer.Argument(metavar="TRANSCRIPT…", help="Files to read; - reads stdin.")],
    role: Roles = None,
    session: SessionId = None,
    from_format: FromFormat = None,
    merge: Merge = False,
) -> None:
    """What was understood: format, speakers, roles, turns, and lines that were left out."""
    from trustsignals.cli.reading import read_each
    from trustsignals.errors import TrustSignalsError
    from trustsignals.report.summary import session_summary

    failed, first = False, True
    for _, found in read_each(transcripts, roles=parse_roles(role), session=session, format=from_format, merge=merge):
        if isinstance(found, TrustSignalsError):
            complain(str(found))
            failed = True
            continue
        typer.echo(session_summary(found) if first else f"\n{session_summary(found)}")
        first = False
    if failed:
        raise typer.Exit(1)
