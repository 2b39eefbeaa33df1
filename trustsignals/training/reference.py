"""Reference figures: measures of AnnoMI's stronger and weaker demonstrations, as the model itself would code them unseen.

Gold codes would flatter the comparison, so each session is scored from out-of-fold predictions: as a user's session would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from trustsignals.classifier.coding import CodeAssignment, MitiCoding, UtteranceCoding
from trustsignals.classifier.heads import NO, YES
from trustsignals.codebook import Codebook
from trustsignals.scoring.score import score_session
from trustsignals.session import Session, Speaker, SpeakerRole, Utterance
from trustsignals.training.corpora import CodedUtterance, read_annomi, read_rows
from trustsignals.training.cross_validation import Predictions

SMALLEST_SESSION = 20
"""Utterances below which a session says too little to be a reference."""


def reference_figures(
    corpora: Path, predictions: Mapping[str, Predictions], codebook: Codebook
) -> dict[str, dict[str, list[float]]]:
    """Quartiles and number of sessions, {measure: {"high" | "low": [q25, median, q75, sessions]}}."""
    quality = {row["transcript_id"]: row["mi_quality"] for row in read_rows(corpora / "annomi" / "annomi-full.csv")}
    sessions: dict[str, list[CodedUtterance]] = defaultdict(list)
    for utterance in read_annomi(corpora):
        sessions[utterance.id.split("/")[1]].append(utterance)
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for name, utterances in sessions.items():
        if len(utterances) >= SMALLEST_SESSION:
            for measure, value in _measures(name, utterances, predictions, codebook).items():
                values[measure][quality[name]].append(value)
    return {
        measure: {kind: [*np.quantile(found, [0.25, 0.5, 0.75]).round(3).tolist(), len(found)] for kind, found in kinds.items()}
        for measure, kinds in values.items()
    }


def _measures(
    name: str, utterances: Sequence[CodedUtterance], predictions: Mapping[str, Predictions], codebook: Codebook
) -> dict[str, float]:
    speakers = tuple(Speaker(role.value, role) for role in (SpeakerRole.THERAPIST, SpeakerRole.CLIENT))
    session = Session(name, tuple(Utterance(i, u.role.value, u.role, u.text) for i, u in enumerate(utterances)), speakers)
    codings = tuple(_coding(i, u, predictions[u.role.value]) for i, u in enumerate(utterances))
    profile = score_session(session, codings, codebook)
    values = {name: score.value for name, score in profile.scores.items()}
    values |= {name: measure.value for name, measure in profile.miti.items()}
    return {name: value for name, value in values.items() if value is not None}


def _coding(number: int, utterance: CodedUtterance, predictions: Predictions) -> UtteranceCoding:
    row = predictions.index[utterance.id]

    def decided(task: str) -> str:
        return predictions.classes[task][int(predictions.decisions[task][row])]

    codes = tuple(
        CodeAssignment(task.removeprefix("code:"), float(predictions.probabilities[task][row]), decided(task) == YES)
        for task, classes in predictions.classes.items()
        if task.startswith("code:") and classes == (NO, YES)
    )
    miti = None
    if utterance.role is SpeakerRole.THERAPIST:
        miti = MitiCoding(
            behaviour=decided("behaviour"),  # type: ignore[arg-type]
            probabilities={},
            reflection=decided("reflection_type") if decided("reflection") == YES else None,
            question=decided("question_type") if decided("question") == YES else None,
            input=decided("input_type") if decided("input") == YES else None,
        )
    dimensions = {
        task.removeprefix("dimension:"): float(predictions.probabilities[task][row])
        for task in predictions.classes
        if task.startswith("dimension:")
    }
    return UtteranceCoding(number, codes, miti, dimensions=dimensions)
