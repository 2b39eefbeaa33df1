"""Roles of all speakers of a session: from the user, from the file, from the labels, from what is said; in this order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trustsignals.errors import RoleError
from trustsignals.roles.inference import infer_roles
from trustsignals.roles.labels import NO_LABEL, is_bare_p, is_either, role_of_label
from trustsignals.roles.options import shown, shown_all
from trustsignals.session import Speaker, SpeakerRole

ONLY_OTHER_CONFIDENCE = 0.9
"""Confidence in a role that a speaker has because the one other person is known: nearly always right, but nobody said it."""

_PEOPLE = (SpeakerRole.THERAPIST, SpeakerRole.CLIENT)


def assign_roles(
    said: Sequence[tuple[str, str]],
    *,
    options: Mapping[str, SpeakerRole] | None = None,
    stated: Mapping[str, Speaker] | None = None,
    where: str = "session",
) -> tuple[Speaker, ...]:
    """Everyone who speaks, with a role, in the order of their first utterance.

    Where two people are there besides interpreters and the like, and one is known, the other gets the other role
    (confidence 0.9). With more people nothing is guessed.

    Args:
        said: label and text of each utterance, in order.
        options: roles that the user gave, by label.
        stated: speakers with the roles that the file states, by label.
        where: how messages begin, such as the file's name.

    Raises:
        RoleError: a role stays open, or there is no therapist or no client; the message names the `--role` to add.
    """
    labels = list(dict.fromkeys(label for label, _ in said))
    known = _settled(labels, options or {}, stated or {})
    _settle_either(labels, known)
    _settle_only_other(labels, known)
    if len(known) < len(labels):
        roles = {label: speaker.role for label, speaker in known.items()}
        inferred = infer_roles(said, roles)
        known |= {label: speaker for label, speaker in inferred.items() if label not in known}
        _settle_only_other(labels, known)
    _check(labels, known, where)
    return tuple(known[label] for label in labels)


def _settled(labels: list[str], options: Mapping[str, SpeakerRole], stated: Mapping[str, Speaker]) -> dict[str, Speaker]:
    """Speakers whose role the user, the file or the label tells, by label."""
    known: dict[str, Speaker] = {}
    # A patient beside a "C" may be the psychologist of a client: two letters that each read both ways tell nothing.
    doubtful = any(is_either(label) for label in labels) and len(labels) == 2
    for label in labels:
        if label in options:
            known[label] = Speaker(label, options[label], "option")
        elif label in stated:
            known[label] = stated[label]
        elif label == NO_LABEL:
            known[label] = Speaker(label, SpeakerRole.OTHER)
        elif (role := role_of_label(label)) is not None and not (doubtful and is_bare_p(label)):
            known[label] = Speaker(label, role)
    return known


def _settle_either(labels: list[str], known: dict[str, Speaker]) -> None:
    """Make "C" the client where another label is the therapist's."""
    if any(speaker.role is SpeakerRole.THERAPIST for speaker in known.values()):
        for label in labels:
            if label not in known and is_either(label):
                known[label] = Speaker(label, SpeakerRole.CLIENT)


def _settle_only_other(labels: list[str], known: dict[str, Speaker]) -> None:
    """Give the second of two people the role that the first leaves."""
    people = [label for label in labels if label not in known or known[label].role is not SpeakerRole.OTHER]
    unknown = [label for label in people if label not in known]
    if len(people) != 2 or len(unknown) != 1:
        return
    first = next(known[label] for label in people if label in known)
    role = SpeakerRole.CLIENT if first.role is SpeakerRole.THERAPIST else SpeakerRole.THERAPIST
    confidence = min(first.confidence, ONLY_OTHER_CONFIDENCE)
    known[unknown[0]] = Speaker(unknown[0], role, first.role_source, confidence)


def _check(labels: list[str], known: Mapping[str, Speaker], where: str) -> None:
    """Refuse what can't be analysed.

    Raises:
        RoleError: one speaker only, open roles, no therapist, no client.
    """
    named = [label for label in labels if label != NO_LABEL]
    if len(named) < 2:
        found = f"only one speaker, {shown(named[0])}," if named else "no speaker with a name"
        raise RoleError(f"{where}: {found} was found; a session needs a therapist and a client, each with an own label.")
    unknown = [label for label in labels if label not in known]
    roles = {speaker.role for speaker in known.values()}
    if unknown:
        raise RoleError(f"{where}: {_open_message(labels, unknown, roles)}.")
    for role in _PEOPLE:
        if role not in roles:
            # Whoever is not the other person is the likeliest; where all are, the user has to take one of them back.
            likely = next((label for label in named if known[label].role is SpeakerRole.OTHER), named[-1])
            advice = f"add {_option(likely, role)} if it is so"
            raise RoleError(f"{where}: no {role} is among the speakers {shown_all(labels)}; {advice}.")


def _open_message(labels: list[str], unknown: list[str], roles: set[SpeakerRole]) -> str:
    """What to say about labels that don't tell their role."""
    if SpeakerRole.THERAPIST in roles and SpeakerRole.CLIENT in roles:
        advice = f"{_option(unknown[0], SpeakerRole.OTHER)} (or client, or therapist)"
        return f"the role of {shown_all(unknown)} is not clear; add {advice}"
    missing = SpeakerRole.CLIENT if SpeakerRole.THERAPIST in roles else SpeakerRole.THERAPIST
    # Of two unknown people one option tells the other; beside a known one, each needs its own.
    choices = (" and " if roles else " or ").join(_option(label, missing) for label in unknown[:2])
    more = ", and a role for each of the others" if len(unknown) > 2 else ""
    verb = "don't tell" if len(labels) > 1 else "doesn't tell"
    return f"the labels {shown_all(labels)} {verb} who is the {missing}; add {choices}{more}"


def _option(label: str, role: SpeakerRole) -> str:
    """The option to type, quoted for a shell."""
    plain = label if shown(label).startswith('"') else "LABEL"
    return f'--role "{plain}={role}"'
