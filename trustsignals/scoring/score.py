"""Score a session: codings to a profile."""

from __future__ import annotations

from collections.abc import Mapping

from trustsignals.classifier.coding import UtteranceCoding
from trustsignals.codebook import Codebook
from trustsignals.scoring.client import client_profile
from trustsignals.scoring.dimensions import score_dimensions
from trustsignals.scoring.highlights import find_highlights
from trustsignals.scoring.miti import miti_measures
from trustsignals.scoring.profile import Band, Profile
from trustsignals.scoring.responsiveness import find_openings
from trustsignals.scoring.turns import therapist_turns
from trustsignals.session import Session


def score_session(
    session: Session,
    codings: tuple[UtteranceCoding, ...],
    codebook: Codebook,
    bands: Mapping[str, tuple[Band, ...]] | None = None,
) -> Profile:
    """The profile of a session.

    Args:
        codings: one an utterance, in order.
        bands: reference bands by dimension and measure; None outside MI.
    """
    turns = therapist_turns(session, codings)
    openings = find_openings(session, codings, codebook)
    return Profile(
        scores=score_dimensions(turns, codebook, bands or {}),
        miti=miti_measures(session, turns, bands or {}),
        client=client_profile(session, codings, codebook),
        openings=openings,
        highlights=find_highlights(session, codings, openings, codebook),
    )
