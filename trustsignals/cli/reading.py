"""Sessions from what the command line names: files, or stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from trustsignals.errors import TranscriptError
from trustsignals.session import Session

STDIN = Path("-")


def read_all(path: Path, *, roles: Mapping[str, str], session: str | None, format: str | None) -> Iterator[Session]:
    """The sessions of a file or of stdin; with `session`, only the one with that id.

    Raises:
        TranscriptError: it can't be read, or holds no such session.
    """
    from trustsignals.transcripts import read_sessions, read_stream

    if path == STDIN:
        if format is None:
            raise TranscriptError("What comes by stdin has no name that tells its format; add --from FORMAT.")
        found = read_stream(sys.stdin.buffer.read(), format=format, roles=roles)
    else:
        found = read_sessions(path, roles=roles, format=format)
    seen = False
    for each in found:
        if session is None or each.id == session:
            seen = True
            yield each
    if not seen:
        raise TranscriptError(f"{path.name} holds no session {session!r}; `trustsignals check` lists the sessions.")
