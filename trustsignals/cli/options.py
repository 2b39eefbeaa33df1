"""Options that mean the same wherever sessions are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role", metavar="LABEL=ROLE", help="Who a speaker is: therapist, client or other. May be given several times."
    ),
]
SessionId = Annotated[
    str | None, typer.Option("--session", metavar="ID", help="The one session to take of a file with several.")
]
FromFormat = Annotated[
    str | None, typer.Option("--from", metavar="FORMAT", help="Format of the transcript; needed for stdin, else found out.")
]
Merge = Annotated[bool, typer.Option("--merge", help="The files hold one session together, such as a file a speaker.")]
CodebookFile = Annotated[
    Path | None, typer.Option("--codebook", metavar="FILE", help="TOML file that adds or overrides codes and cue rules.")
]
Models = Annotated[
    Path | None,
    typer.Option("--models", metavar="DIR", help="Folder with english/ and behaviours/ in place of the shipped models."),
]
SettingOption = Annotated[
    Literal["therapy", "mi", "medical", "peer-support"],
    typer.Option("--setting", help="What kind of session it is; mi adds reference bands, peer-support adds EPITOME levels."),
]


def parse_roles(roles: Sequence[str] | None) -> dict[str, str]:
    """{label: role} from "LABEL=ROLE" options.

    Raises:
        typer.BadParameter: one has no "=" or names no role.
    """
    found: dict[str, str] = {}
    for entry in roles or ():
        label, equals, role = entry.rpartition("=")
        role = role.strip().lower()
        if not equals or not label.strip() or role not in {"therapist", "client", "other"}:
            raise typer.BadParameter("--role takes LABEL=therapist, LABEL=client or LABEL=other.")
        found[label.strip()] = role
    return found
