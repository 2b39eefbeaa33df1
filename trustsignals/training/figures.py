"""All figures of the classifier, from out-of-fold predictions and what coders said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trustsignals.classifier.heads import NO, YES
from trustsignals.codebook import Codebook
from trustsignals.evaluation.metrics import BinaryFigures, ClassFigures, binary_figures, class_figures
from trustsignals.session import SpeakerRole, count_words
from trustsignals.training.corpora import CodedUtterance
from trustsignals.training.cross_validation import Predictions
from trustsignals.training.tasks import NATURAL, make_tasks

SMALLEST_CASES = 20
"""Positives from which on a code counts in a mean over codes."""


@dataclass(frozen=True)
class CodeFigures:
    """Figures of one code: on real-like sessions, and on written exchanges with their near misses.

    Attributes:
        code: its id.
        sessions: on transcribed or written sessions; None without cases there.
        annomi: on AnnoMI's sessions alone; None without cases there.
        exchanges: on single exchanges; None without cases there.
        near_misses: exchanges written to resemble the code without having it.
        near_misses_coded: how many of those the model coded.
    """

    code: str
    sessions: BinaryFigures | None
    annomi: BinaryFigures | None
    exchanges: BinaryFigures | None
    near_misses: int
    near_misses_coded: int


@dataclass(frozen=True)
class RoleFigures:
    """Figures of one role's model.

    Attributes:
        classes: by task with several classes, on all its utterances.
        classes_long: the same on utterances of three words or more.
        binary: by yes-or-no task of other schemes, and by dimension.
        codes: by code.
    """

    classes: Mapping[str, ClassFigures]
    classes_long: Mapping[str, ClassFigures]
    binary: Mapping[str, BinaryFigures]
    codes: Mapping[str, CodeFigures]

    def macro_f1(self, where: str) -> tuple[float, int]:
        """Mean F1 over codes with at least 20 cases `where` ("sessions", "annomi" or "exchanges"), and how many they are."""
        found: list[BinaryFigures] = [
            f for c in self.codes.values() if (f := getattr(c, where)) and f.positives >= SMALLEST_CASES
        ]
        return (float(np.mean([f.f1 for f in found])) if found else 0.0), len(found)


def role_figures(
    predictions: Predictions, utterances: Sequence[CodedUtterance], role: SpeakerRole, codebook: Codebook
) -> RoleFigures:
    """All figures of a role; `utterances` are those whose ids `predictions` has, in the same order."""
    corpus = np.array([u.corpus for u in utterances])
    long = np.array([count_words(u.text) >= 3 for u in utterances])
    classes: dict[str, ClassFigures] = {}
    classes_long: dict[str, ClassFigures] = {}
    binary: dict[str, BinaryFigures] = {}
    codes: dict[str, CodeFigures] = {}
    for task in make_tasks(utterances, role, codebook):
        if task.name not in predictions.classes:
            continue
        known = task.known
        if task.classes != (NO, YES):
            classes[task.name] = _classes(predictions, task.name, task.labels, task.classes, known)
            classes_long[task.name] = _classes(predictions, task.name, task.labels, task.classes, known & long)
        elif task.name.startswith("code:"):
            code = task.name.removeprefix("code:")
            near = np.array([code in u.near for u in utterances]) & known & (task.labels == NO)
            codes[code] = CodeFigures(
                code,
                sessions=_binary(predictions, task.name, task.labels, known & np.isin(corpus, sorted(NATURAL))),
                annomi=_binary(predictions, task.name, task.labels, known & (corpus == "annomi")),
                exchanges=_binary(predictions, task.name, task.labels, known & (corpus == "exchanges")),
                near_misses=int(near.sum()),
                near_misses_coded=int(predictions.decisions[task.name][near].sum()),
            )
        else:
            rows = known & np.isin(corpus, sorted(NATURAL)) if task.name.startswith("dimension:") else known
            figures = _binary(predictions, task.name, task.labels, rows)
            if figures:
                binary[task.name] = figures
    return RoleFigures(classes, classes_long, binary, codes)


def _classes(
    predictions: Predictions, name: str, labels: NDArray[np.object_], classes: tuple[str, ...], rows: NDArray[np.bool_]
) -> ClassFigures:
    truth = np.array([classes.index(label) for label in labels[rows]])
    return class_figures(truth, predictions.probabilities[name][rows], predictions.decisions[name][rows], classes)


def _binary(predictions: Predictions, name: str, labels: NDArray[np.object_], rows: NDArray[np.bool_]) -> BinaryFigures | None:
    truth = labels[rows] == YES
    if not truth.any():
        return None
    return binary_figures(truth, predictions.probabilities[name][rows], predictions.decisions[name][rows] == 1)


@dataclass(frozen=True)
class Figures:
    """Everything that `train` puts on the card and `evaluate` prints.

    Attributes:
        therapist, client: by role.
        plain: AnnoMI's main behaviour by a plain TF-IDF model in the same folds.
        without_cues: mean F1 over codes on sessions without cue features, by role; empty where not measured.
        counts: utterances by corpus.
        agreement: by code, kappa between coders where it was measured.
    """

    therapist: RoleFigures
    client: RoleFigures
    plain: ClassFigures | None
    without_cues: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    agreement: Mapping[str, float] = field(default_factory=dict)

    def reliability(self) -> dict[str, dict[str, Any]]:
        """What reports say of each code: F1 and precision on sessions, agreement, and between whom."""
        found: dict[str, dict[str, Any]] = {}
        for code, figures in {**self.therapist.codes, **self.client.codes}.items():
            s = figures.sessions
            enough = s is not None and s.positives >= SMALLEST_CASES
            found[code] = {
                "f1": round(s.f1, 3) if s and enough else None,
                "precision_low": round(s.precision_low, 3) if s and enough else None,
                "agreement": self.agreement.get(code),
                "coders": "language models",
                "n": s.positives if s else 0,
            }
        for task, agreement in CLINICIANS.items():
            role = self.client if task == "talk" else self.therapist
            classes = role.classes.get(task)
            two = role.binary.get(task)
            found[task] = {
                "f1": round(classes.macro_f1, 3) if classes else round(two.macro_f1, 3) if two else None,
                "precision_low": round(two.precision_low, 3) if two else None,
                "agreement": agreement,
                "coders": "clinicians",
                "n": classes.n if classes else two.n if two else 0,
            }
        return found


# Kappa between two of AnnoMI's ten experts on the same utterances, measured on AnnoMI's four sessions with ten coders. Where
# only macro-F1 between experts is known the card gives that.
CLINICIANS: Mapping[str, float | None] = {
    "behaviour": 0.737,
    "question": None,
    "reflection": None,
    "input": None,
    "talk": None,
}

# Macro-F1 of one expert against another, and of one against the majority of the others (AnnoMI, ten coders).
EXPERT_F1: Mapping[str, tuple[float, float]] = {
    "behaviour": (0.796, 0.854),
    "reflection": (0.830, 0.883),
    "question": (0.934, 0.958),
    "input": (0.820, 0.875),
    "talk": (0.645, 0.719),
}
