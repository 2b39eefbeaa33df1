"""Roles that the user gives: `roles={"Speaker 1": "therapist"}`, `--role "Speaker 1=therapist"`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from trustsignals.errors import RoleError
from trustsignals.session import SpeakerRole

_SHOWN = 10


def match_options(roles: Mapping[str, str] | None, labels: Iterable[str], where: str) -> dict[str, SpeakerRole]:
    """Roles by label of the transcript, for the labels that `roles` names.

    A key of `roles` is looked for exactly, then without regard to case and outer spaces; where several labels differ in case
    only, it holds for all of them.

    Args:
        roles: "therapist", "client" or "other" by label.
        labels: all labels of the transcript.
        where: how the message begins, such as the file's name.

    Raises:
        RoleError: a value is no role, or a label is not in the transcript; the message lists those that are.
    """
    labels = list(dict.fromkeys(labels))
    matched: dict[str, SpeakerRole] = {}
    for wanted, name in (roles or {}).items():
        role = _role_named(name, where)
        exact = [label for label in labels if label == wanted]
        found = exact or [label for label in labels if label.strip().casefold() == wanted.strip().casefold()]
        if not found:
            raise RoleError(f"{where}: no speaker is called {shown(wanted)}; the labels are {shown_all(labels)}.")
        matched.update(dict.fromkeys(found, role))
    return matched


def shown(label: str) -> str:
    """A label in quotes as messages show it; one as long as a sentence isn't shown, since it may be one."""
    if len(label) > 60 or len(label.split()) > 6:
        return f"(a label of {len(label)} characters)"
    return f'"{label}"'


def shown_all(labels: Iterable[str]) -> str:
    """Labels in quotes, at most ten of them."""
    labels = list(labels)
    names = [shown(label) for label in labels[:_SHOWN]]
    if len(labels) > _SHOWN:
        names.append(f"{len(labels) - _SHOWN} more")
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names) or "none"


def _role_named(name: str, where: str) -> SpeakerRole:
    """The role called `name`.

    Raises:
        RoleError: there is no such role.
    """
    try:
        return SpeakerRole(str(name).strip().casefold())
    except ValueError:
        raise RoleError(f"{where}: {shown(str(name))} is no role; use therapist, client or other.") from None
