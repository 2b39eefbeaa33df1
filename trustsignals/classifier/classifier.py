"""Classifier: observations of a session to codings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from trustsignals.artifacts import model_path
from trustsignals.classifier.artifact import Artifact, RoleModel, load_artifact
from trustsignals.classifier.coding import (
    Behaviour,
    CodeAssignment,
    Cue,
    EmpathyLevels,
    MitiCoding,
    TalkCoding,
    TalkType,
    UtteranceCoding,
)
from trustsignals.classifier.contributions import telling_words
from trustsignals.classifier.heads import YES, score_heads
from trustsignals.codebook import Codebook
from trustsignals.codebook.model import Dimension
from trustsignals.pipeline.observation import Observation
from trustsignals.session import SpeakerRole

Floats = NDArray[np.float64]


def load_classifier(folder: Path | None = None) -> Classifier:
    """The classifier in `folder`, or the shipped one.

    Raises:
        ArtifactError: it is missing or damaged.
    """
    return Classifier(load_artifact(folder or model_path("behaviours")))


class Classifier:
    """Assigns codes to utterances.

    Attributes:
        artifact: feature spaces, heads and figures.
    """

    def __init__(self, artifact: Artifact) -> None:
        self.artifact = artifact

    def code(
        self, observations: Sequence[Observation], codebook: Codebook, *, empathy: bool = False
    ) -> tuple[UtteranceCoding, ...]:
        """One coding an utterance, in order.

        Args:
            observations: of one session or of several after each other.
            codebook: codes that no head knows are assigned by their rules alone.
            empathy: give EPITOME levels too (peer support).
        """
        codings = [UtteranceCoding(i) for i in range(len(observations))]
        for role in (SpeakerRole.THERAPIST, SpeakerRole.CLIENT):
            rows = [i for i, observation in enumerate(observations) if observation.role == role]
            if rows:
                coder = _RoleCoder(self.artifact.roles[role], role, codebook, empathy=empathy)
                for i, coding in zip(rows, coder([observations[i] for i in rows], rows), strict=True):
                    codings[i] = coding
        return tuple(codings)


class _RoleCoder:
    """Codes the utterances of one role."""

    def __init__(self, model: RoleModel, role: SpeakerRole, codebook: Codebook, *, empathy: bool) -> None:
        self._model = model
        self._role = role
        self._codebook = codebook
        self._empathy = empathy

    def __call__(self, observations: Sequence[Observation], ids: Sequence[int]) -> list[UtteranceCoding]:
        matrix = self._model.space.transform(observations)
        probabilities = {
            name: self._model.heads[name].calibrate(scores) for name, scores in score_heads(self._model.heads, matrix).items()
        }
        decisions = {name: self._model.heads[name].decide(values) for name, values in probabilities.items()}
        return [
            UtteranceCoding(
                utterance=ids[row],
                codes=tuple(self._assignment(code, observation, row, probabilities) for code in self._codebook.ids(self._role)),
                miti=_miti(self._model, row, probabilities, decisions) if self._role is SpeakerRole.THERAPIST else None,
                empathy=_empathy(row, decisions) if self._empathy and self._role is SpeakerRole.THERAPIST else None,
                talk=_talk(self._model, row, probabilities, decisions) if self._role is SpeakerRole.CLIENT else None,
                dimensions={
                    d.value: float(probabilities[f"dimension:{d.value}"][row])
                    for d in Dimension
                    if f"dimension:{d.value}" in probabilities
                },
            )
            for row, observation in enumerate(observations)
        ]

    def _assignment(self, code: str, observation: Observation, row: int, probabilities: Mapping[str, Floats]) -> CodeAssignment:
        found = [cue for cue in observation.cues if cue.code == code]
        cues = [Cue(c.start, c.end, observation.text[c.start : c.end], f"rule:{c.rule}") for c in found]
        values = [value for cue in found for value in cue.attributes]
        head = self._model.heads.get(f"code:{code}")
        # What erodes trust is pointed out only where its precision is known to be high; that of rules alone is not known.
        erodes = self._codebook[code].polarity == "erodes"
        probability, assigned, highlightable, unsure = None, bool(cues), not erodes, False
        if head is not None and head.thresholds is not None:
            probability = float(probabilities[head.name][row])
            limits = head.thresholds
            assigned = probability >= limits.assign
            if erodes:
                highlightable = limits.highlight is not None and probability >= limits.highlight
            unsure = limits.unsure_low <= probability < limits.unsure_high
            if assigned and not cues:
                cues = telling_words(observation, self._model.space, head)
        valences = {value for value in values if value in _VALENCES}
        return CodeAssignment(
            code=code,
            probability=probability,
            assigned=assigned,
            highlightable=highlightable,
            unsure=unsure,
            cues=tuple(cues) if assigned else (),
            trust_types=tuple(dict.fromkeys(value for value in values if value not in _VALENCES)) if assigned else (),
            valence=_valence(valences) if assigned else None,
        )


_VALENCES = ("trusts", "mistrusts", "ambivalent")


def _valence(found: set[str]) -> str | None:
    """The one that was found; words both for and against are ambivalent."""
    return "ambivalent" if len(found) > 1 else next(iter(found), None)


def _miti(
    model: RoleModel, row: int, probabilities: Mapping[str, Floats], decisions: Mapping[str, NDArray[np.object_]]
) -> MitiCoding:
    def subtype(behaviour: str) -> str | None:
        return str(decisions[f"{behaviour}_type"][row]) if decisions[behaviour][row] == YES else None

    return MitiCoding(
        behaviour=cast(Behaviour, decisions["behaviour"][row]),
        probabilities=_distribution(model, "behaviour", row, probabilities),
        reflection=subtype("reflection"),
        question=subtype("question"),
        input=subtype("input"),
    )


def _talk(
    model: RoleModel, row: int, probabilities: Mapping[str, Floats], decisions: Mapping[str, NDArray[np.object_]]
) -> TalkCoding:
    return TalkCoding(cast(TalkType, decisions["talk"][row]), _distribution(model, "talk", row, probabilities))


def _empathy(row: int, decisions: Mapping[str, NDArray[np.object_]]) -> EmpathyLevels:
    return EmpathyLevels(
        emotional_reaction=int(decisions["emotional_reaction"][row]),
        interpretation=2 if decisions["interpretation"][row] == YES else 0,
        exploration=int(decisions["exploration"][row]),
    )


def _distribution(model: RoleModel, name: str, row: int, probabilities: Mapping[str, Floats]) -> dict[str, float]:
    return dict(zip(model.heads[name].classes, (float(p) for p in probabilities[name][row]), strict=True))
