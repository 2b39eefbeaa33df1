"""MITI measures with their counts, published thresholds and cautions.

Sources: Moyers, Manuel & Ernst, MITI 4.2.1 (2014; thresholds are expert opinion, for 20-minute samples) and MITI 3.1 (percent
open questions). A reflection or a question counts once a turn (codebook, rule 33).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from trustsignals.scoring.intervals import ratio_interval
from trustsignals.scoring.profile import Band, Measure
from trustsignals.scoring.turns import Turn
from trustsignals.session import Session, SpeakerRole

SMALLEST_DENOMINATOR = 5
"""Questions or reflections below which a ratio is not given: one more would move it by a fifth."""

_MITI4 = "MITI 4.2.1 (expert opinion, 20-minute samples)"
_MITI3 = "MITI 3.1 only; MITI 4 dropped it"


def miti_measures(session: Session, turns: Sequence[Turn], bands: Mapping[str, tuple[Band, ...]]) -> dict[str, Measure]:
    """The measures by name; `bands` holds reference bands by measure, empty where none apply."""
    reflections = _count(turns, lambda turn: any(c.miti and c.miti.reflection for c in turn.codings))
    complex_ones = _count(turns, lambda turn: any(c.miti and c.miti.reflection == "complex" for c in turn.codings))
    questions = _count(turns, lambda turn: any(c.miti and c.miti.question for c in turn.codings))
    open_ones = _count(turns, lambda turn: any(c.miti and c.miti.question == "open" for c in turn.codings))

    def ratio(
        name: str,
        tops: tuple[str, NDArray[np.float64]],
        bottoms: tuple[str, NDArray[np.float64]],
        threshold: dict[str, float] | None,
        source: str,
        caution: str | None = None,
        scale: float = 1.0,
    ) -> Measure:
        counts = {label: int(values.sum()) for label, values in (tops, bottoms)}
        if bottoms[1].sum() < SMALLEST_DENOMINATOR:
            return Measure(None, None, None, counts, threshold, source, caution, bands.get(name))
        interval = ratio_interval(tops[1], bottoms[1])
        low, high = interval if interval else (None, None)
        return Measure(
            scale * float(tops[1].sum() / bottoms[1].sum()),
            None if low is None else scale * low,
            None if high is None else scale * high,
            counts,
            threshold,
            source,
            caution,
            bands.get(name),
        )

    return {
        "reflection_to_question": ratio(
            "reflection_to_question",
            ("reflections", reflections),
            ("questions", questions),
            {"fair": 1.0, "good": 2.0},
            _MITI4,
            "A ratio can be raised by asking less: read it with its counts.",
        ),
        "percent_complex_reflections": ratio(
            "percent_complex_reflections",
            ("complex", complex_ones),
            ("reflections", reflections),
            {"fair": 40.0, "good": 50.0},
            _MITI4,
            "Experts barely agree on simple and complex reflections (kappa .11 to .21 in AnnoMI).",
            scale=100.0,
        ),
        "percent_open_questions": ratio(
            "percent_open_questions",
            ("open", open_ones),
            ("questions", questions),
            {"fair": 50.0, "good": 70.0},
            _MITI3,
            scale=100.0,
        ),
        "therapist_talk_share": _talk_share(session, bands),
        "mi_adherent": _codes(turns, {"affirm": ("affirmation",), "collaboration_and_autonomy": ("autonomy",)}),
        "mi_non_adherent": _codes(turns, {"persuade": ("directing",), "confront": ("judging", "dismissing")}),
    }


def _count(turns: Sequence[Turn], holds: Callable[[Turn], bool]) -> NDArray[np.float64]:
    return np.array([float(holds(turn)) for turn in turns])


def _talk_share(session: Session, bands: Mapping[str, tuple[Band, ...]]) -> Measure:
    words = {role: np.array([float(u.words) if u.role is role else 0.0 for u in session]) for role in SpeakerRole}
    therapist, client = words[SpeakerRole.THERAPIST], words[SpeakerRole.CLIENT]
    both = therapist + client
    counts = {"therapist_words": int(therapist.sum()), "client_words": int(client.sum())}
    interval = ratio_interval(therapist, both) if both.sum() else None
    return Measure(
        100 * float(therapist.sum() / both.sum()) if both.sum() else None,
        100 * interval[0] if interval else None,
        100 * interval[1] if interval else None,
        counts,
        None,
        "Vendor practice; for orientation only",
        None,
        bands.get("therapist_talk_share"),
    )


def _codes(turns: Sequence[Turn], groups: Mapping[str, tuple[str, ...]]) -> Measure:
    """Turns that have one of the codes nearest to MITI's; a count, so without interval and cut-off."""
    counts = {name: sum(turn.has(*codes) for turn in turns) for name, codes in groups.items()}
    return Measure(
        float(sum(counts.values())),
        None,
        None,
        counts,
        None,
        "MITI 4.2.1 gives no cut-off",
        "Counted from this codebook's nearest codes, not from MITI's own.",
    )
