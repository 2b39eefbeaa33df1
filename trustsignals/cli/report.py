"""`trustsignals report`: one report a session."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from trustsignals.cli.console import complain, say
from trustsignals.cli.options import CodebookFile, FromFormat, Merge, Models, Roles, SessionId, SettingOption, parse_roles

Format = Literal["html", "json", "md", "csv", "text"]


def report(
    transcripts: Annotated[
        list[Path], typer.Argument(metavar="TRANSCRIPT…", help="Files to read; - reads stdin (with --from).")
    ],
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="PATH", help="File, folder, or - for stdout. Without it a page beside the file."),
    ] = None,
    format: Annotated[Format | None, typer.Option("--format", "-f", help="Format of the report.")] = None,
    role: Roles = None,
    session: SessionId = None,
    from_format: FromFormat = None,
    merge: Merge = False,
    codebook: CodebookFile = None,
    models: Models = None,
    setting: SettingOption = "therapy",
) -> None:
    """Analyse sessions and write a report of each.

    Without --out and --format: a summary in the terminal, and an HTML page whose path is printed.
    """
    roles = parse_roles(role)
    from trustsignals.analysis import Analyzer
    from trustsignals.cli.destination import Destination
    from trustsignals.cli.reading import read_each
    from trustsignals.errors import TrustSignalsError
    from trustsignals.report.terminal import print_summary

    read = list(read_each(transcripts, roles=roles, session=session, format=from_format, merge=merge))
    sessions = sum(not isinstance(found, TrustSignalsError) for _, found in read)
    destination = Destination(out, format, inputs=transcripts, several=sessions > 1)
    analyzer = Analyzer(codebook=codebook, models=models)
    for path, found in read:
        if isinstance(found, TrustSignalsError):
            complain(str(found))
            continue
        result = analyzer.analyze(found, setting=setting)
        if destination.is_default:
            print_summary(result)
        written = destination.write(result, beside=path)
        if written is not None:
            # The path is the result where nobody asked for another one; else it is a message.
            typer.echo(str(written)) if destination.is_default else say(str(written))
    if sessions < len(read):
        raise typer.Exit(1)
