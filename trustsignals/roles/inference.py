"""Where inference of roles from what is said plugs in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trustsignals.session import Speaker, SpeakerRole


def infer_roles(said: Sequence[tuple[str, str]], known: Mapping[str, SpeakerRole]) -> dict[str, Speaker]:
    """Speakers whose role what they say tells surely enough, by label; the others are left out.

    Nothing is inferred at present, so that labels which tell nothing end in a `RoleError` that asks for `--role`.

    Args:
        said: label and text of each utterance in order.
        known: roles that are settled already.
    """
    return {}
