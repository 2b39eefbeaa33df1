"""Sessions from what the command line names: files, or stdin; what can't be read comes as its error, and stops nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from trustsignals.errors import TranscriptError, TrustSignalsError
from trustsignals.session import Session

STDIN = Path("-")


def read_each(
    paths: Sequence[Path], *, roles: Mapping[str, str], session: str | None, format: str | None, merge: bool
) -> Iterator[tuple[Path, Session | TrustSignalsError]]:
    """Each session, or the reason why there is none, with the file that it is from.

    Args:
        roles: {label: role}.
        session: take only the session with this id.
        format: of the transcripts; needed for stdin.
        merge: the files hold one session together.
    """
    for path in paths[:1] if merge else paths:
        seen, failed = False, False
        for found in _sessions(path, paths if merge else [path], roles=roles, format=format):
            failed = failed or not isinstance(found, Session)
            if session is None or not isinstance(found, Session) or found.id == session:
                seen = True
                yield path, found
        if not seen and not failed:
            reason = f"{path.name} holds no session {session!r}; `trustsignals check` lists the sessions."
            yield path, TranscriptError(reason)


def _sessions(
    path: Path, together: Sequence[Path], *, roles: Mapping[str, str], format: str | None
) -> Iterator[Session | TrustSignalsError]:
    from trustsignals.transcripts import merge_sessions, read_sessions, read_stream

    try:
        if len(together) > 1:
            found: Iterator[Session] = iter([merge_sessions(together, roles=roles, format=format)])
        elif path == STDIN:
            if format is None:
                raise TranscriptError("What comes by stdin has no name that tells its format; add --from FORMAT.")
            found = iter(read_stream(sys.stdin.buffer.read(), format=format, roles=roles))
        else:
            found = iter(read_sessions(path, roles=roles, format=format))
    except TrustSignalsError as error:
        yield error
        return
    while True:
        try:
            yield next(found)
        except StopIteration:
            return
        except TrustSignalsError as error:  # one session's roles are unclear; the next one may be clear
            yield error
