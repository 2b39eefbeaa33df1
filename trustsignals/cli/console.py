"""Messages on stderr, failures, and what commands share."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import NoReturn

import typer

from trustsignals.errors import TrustSignalsError


@dataclass(slots=True)
class State:
    """Global options.

    Attributes:
        quiet: no messages but errors.
    """

    quiet: bool = False


STATE = State()


def say(line: str) -> None:
    """A message for a person, on stderr, unless `--quiet`."""
    if not STATE.quiet:
        typer.echo(line, err=True)


def complain(line: str) -> None:
    """An error for a person, on stderr, always."""
    typer.echo(f"trustsignals: {line}", err=True)


def fail(error: TrustSignalsError) -> NoReturn:
    """End with the error's sentence and its exit code."""
    complain(str(error))
    sys.exit(error.exit_code)
