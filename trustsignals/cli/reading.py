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
        found = _sessions(path, paths if merge else None, roles=roles, format=format)
        yield from ((path, each) for each in (found if session is None else [_chosen(path, list(found), session)]))


def _chosen(path: Path, found: Sequence[Session | TrustSignalsError], session: str) -> Session | TrustSignalsError:
    """The session with the id `session`; other sessions' errors matter only where it isn't there."""
    for each in found:
        if isinstance(each, Session) and each.id == session:
            return each
    errors = [each for each in found if not isinstance(each, Session)]
    return (
        errors[0] if errors else TranscriptError(f"{path.name} holds no session {session!r}; `trustsignals check` lists them.")
    )


def _sessions(
    path: Path, together: Sequence[Path] | None, *, roles: Mapping[str, str], format: str | None
) -> Iterator[Session | TrustSignalsError]:
    from trustsignals.transcripts import merge_sessions, read_sessions, read_stream

    try:
        if together is not None:
            if STDIN in together:
                raise TranscriptError("What comes by stdin can't be merged with files; save it as a file first.")
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
