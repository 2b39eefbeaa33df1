"""Tasks: what each head learns, from coded utterances."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from trustsignals.classifier.heads import NO, YES, Task
from trustsignals.codebook import Codebook, Dimension
from trustsignals.session import SpeakerRole
from trustsignals.training.corpora import NEW_IN_1_3, CodedUtterance

SMALLEST_TASK = 30
"""Positives from which on a code gets a head; below, its rules speak alone."""

# What an utterance weighs in learning: a written post is no turn, and a doctor's no therapist's.
SOURCE_WEIGHTS: Mapping[str, float] = {
    "annomi": 1.0,
    "primock57": 0.5,
    "epitome": 0.5,
    "epitome-posts": 0.4,
    "counselchat": 0.5,
    "counselchat-questions": 0.4,
    "sessions": 1.0,
    "exchanges": 0.7,
}

# Transcribed or written as sessions: what thresholds and calibration are set on.
NATURAL = frozenset({"annomi", "primock57", "sessions"})

_LABEL_TASKS: Mapping[SpeakerRole, Mapping[str, tuple[str, ...]]] = {
    SpeakerRole.THERAPIST: {
        "behaviour": ("question", "reflection", "therapist_input", "other"),
        "question": (NO, YES),
        "question_type": ("open", "closed"),
        "reflection": (NO, YES),
        "reflection_type": ("simple", "complex"),
        "input": (NO, YES),
        "input_type": ("information", "advice", "negotiation", "options"),
        "emotional_reaction": ("0", "1", "2"),
        "interpretation": (NO, YES),
        "exploration": ("0", "1", "2"),
    },
    SpeakerRole.CLIENT: {"talk": ("change", "neutral", "sustain")},
}


def make_tasks(utterances: Sequence[CodedUtterance], role: SpeakerRole, codebook: Codebook) -> list[Task]:
    """All tasks of a role: other schemes' labels, codes with enough cases, and, for the therapist, dimensions."""
    natural = np.array([u.corpus in NATURAL for u in utterances])
    weights = np.array([SOURCE_WEIGHTS[u.corpus] for u in utterances])

    def task(name: str, classes: tuple[str, ...], label: Callable[[CodedUtterance], str | None]) -> Task:
        # A code is rare, so its F1 counts; a behaviour is there or not, and both ways of being wrong count alike.
        return Task(name, classes, _labels(utterances, label), natural, weights, macro=":" not in name)

    tasks = [task(name, classes, _label_of(name)) for name, classes in _LABEL_TASKS[role].items()]
    tasks += [task(f"code:{code}", (NO, YES), _has_any(frozenset({code}))) for code in codebook.ids(role)]
    if role is SpeakerRole.THERAPIST:
        tasks += [task(f"dimension:{d}", (NO, YES), _has_any(frozenset(codebook.ids(dimension=d)))) for d in Dimension]
    return [t for t in tasks if all((t.labels == c).sum() >= (SMALLEST_TASK if c == YES else 1) for c in t.classes)]


def _labels(utterances: Sequence[CodedUtterance], label: Callable[[CodedUtterance], str | None]) -> NDArray[np.object_]:
    labels = np.empty(len(utterances), dtype=object)
    labels[:] = [label(utterance) for utterance in utterances]
    return labels


def _label_of(name: str) -> Callable[[CodedUtterance], str | None]:
    if name == "interpretation":  # weak interpretation can't be learned or told apart, so it is there or not
        return lambda u: None if name not in u.labels else YES if u.labels[name] != "0" else NO
    return lambda u: u.labels.get(name)


def _has_any(codes: frozenset[str]) -> Callable[[CodedUtterance], str | None]:
    # A coder who couldn't give the newest codes of a dimension saw the others, and what nobody saw there (a therapist who breaks
    # the frame) is so rare in those corpora that "no" is right but for a handful.
    needed = codes - NEW_IN_1_3 or codes

    def label(utterance: CodedUtterance) -> str | None:
        if not needed <= utterance.known:
            return None
        return YES if utterance.codes & codes else NO

    return label
