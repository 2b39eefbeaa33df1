"""Which cue rules matched, here and in the utterances before."""

from __future__ import annotations

from collections.abc import Sequence

from trustsignals.pipeline.observation import Observation


def cue_terms(observation: Observation) -> Sequence[str]:
    """Codes and rules of the cues, and for each code whether its cues stand in the first or the last half."""
    found: set[str] = set()
    middle = len(observation.text) / 2
    for cue in observation.cues:
        found |= {f"code:{cue.code}", f"rule:{cue.rule}", f"{'first' if cue.start < middle else 'last'}:{cue.code}"}
    if not observation.cues:
        found.add("none")
    return sorted(found)
