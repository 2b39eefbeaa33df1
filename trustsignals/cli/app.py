"""The application: global options, and how failures end."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from trustsignals.cli import agreement, check, codebook, doctor, evaluate, report, train
from trustsignals.cli.console import STATE, fail
from trustsignals.errors import TrustSignalsError

app = typer.Typer(
    name="trustsignals",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help answers in half the time, and screen readers read it
    pretty_exceptions_show_locals=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="How trust is built and worn down in therapy sessions. Offline; acts in words, not persons; no assessment of risk.",
)
app.command("report")(report.report)
app.command("check")(check.check)
app.command("codebook")(codebook.codebook)
app.command("train")(train.train)
app.command("evaluate")(evaluate.evaluate)
app.command("agreement")(agreement.agreement)
app.command("doctor")(doctor.doctor)


def _show_version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"trustsignals {version('trustsignals')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No messages but errors.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colour; the variable NO_COLOR does the same.")] = False,
) -> None:
    """How trust is built and worn down in therapy sessions."""
    STATE.quiet = quiet
    if no_color:
        os.environ["NO_COLOR"] = "1"


def main() -> None:
    """Run the command line; failures that are meant end with one sentence on stderr and their exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # reports hold more than an old code page can say
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except TrustSignalsError as error:
        fail(error)
    except BrokenPipeError:
        # The reader of our output went away; what is left unwritten must not raise again when Python closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
